package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The element within the page of another origin: the example of the documentation, as it is there. */
class EmbedIT {
    private static final Path EXAMPLE = Path.of("src", "docs", "examples", "embed.html");

    private static HttpServer elsewhere;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.start();
        livetail = LivetailProcess.start("quarkus.http.cors.enabled=true", "quarkus.http.cors.origins=" + origin());
        String address = livetail.uri("").toString().replaceAll("/$", "");
        byte[] page = Files.readString(EXAMPLE)
                .replace("http://localhost:8080", address)
                .getBytes(UTF_8);
        elsewhere.createContext("/embed.html", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            // Nothing but what the documentation names.
            exchange.getResponseHeaders()
                    .set(
                            "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; connect-src " + address
                                    + "; script-src 'unsafe-inline' " + address
                                    + "; require-trusted-types-for 'script'; trusted-types 'none'");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() {
        if (elsewhere != null) {
            elsewhere.stop(0);
        }
    }

    private static String origin() {
        return "http://localhost:" + elsewhere.getAddress().getPort();
    }

    @Test
    void aPageOfAnotherOriginShowsARunToItsEnd() {
        String run = livetail.startRun("demo", "lines=40", "interval=100ms");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin() + "/embed.html?run=" + run);
            assertThat(page.locator("live-log .state")).hasText("live");
            assertThat(page.locator("live-log .row").last()).containsText("line 40 of 40");
            assertThat(page.locator("live-log .state")).hasText("ended");
            assertThat(page.locator("#end")).containsText("completed");
            assertThat(page.locator("#lines")).not().hasText("0");
            assertThat(page.locator("#gaps")).hasText("0");
            Chromium.screenshot(page, "embed");
        }
    }

    @Test
    void itsColoursAndSizesAreThoseOfThePage() {
        String run = livetail.startRun("demo", "lines=3", "interval=0s");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin() + "/embed.html?run=" + run);
            assertThat(page.locator("live-log .row").first()).hasCSS("font-size", "12px");
        }
    }

    @Test
    void whatAReaderPicksIsFilteredByTheElementItself() {
        String run = livetail.startRun("demo", "lines=3", "interval=0s");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin() + "/embed.html?run=" + run);
            page.locator("live-log .row .logger").first().click();
            assertThat(page.locator("live-log"))
                    .hasAttribute("src", java.util.regex.Pattern.compile("logger=dev\\.livetail"));
            assertThat(page.locator("live-log .row")).hasCount(3);
        }
    }
}
