package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.livetail.LogPane.rows;
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
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The element within the page of another origin: the example of the documentation, as it is there. */
class EmbedIT {
    private static final int LINES = 40;
    /** Nothing until a file is there. */
    private static final String GATED =
            "while [ ! -e gate ]; do sleep 0.05; done; for n in $(seq %d); do echo line $n; done".formatted(LINES);

    private static final Path EXAMPLE = Path.of("src", "docs", "examples", "embed.html");

    private static HttpServer elsewhere;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.start();
        livetail = LivetailProcess.start(
                Options.of("quarkus.http.cors.enabled=true", "quarkus.http.cors.origins=" + origin())
                        .command("gated", "sh", "-c", GATED));
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
    void aPageOfAnotherOriginShowsARunToItsEnd() throws IOException {
        String run = livetail.startRun("gated");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin() + "/embed.html?run=" + run);
            assertThat(page.locator("live-log .state")).hasText("live");
            Files.createFile(livetail.directory().resolve("gate"));
            assertThat(rows(page).last()).containsText("line " + LINES);
            assertThat(page.locator("live-log .state")).hasText("ended");
            assertThat(page.locator("#end")).containsText("exited with code 0");
            assertThat(page.locator("#lines")).hasText(Integer.toString(LINES));
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
            assertThat(rows(page).first()).hasCSS("font-size", "12px");
        }
    }

    @Test
    void whatAReaderPicksIsFilteredByTheElementItself() {
        String run = livetail.startRun("demo", "lines=3", "interval=0s");
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin() + "/embed.html?run=" + run);
            page.locator("live-log .row .logger").first().click();
            assertThat(page.locator("live-log")).hasAttribute("src", Pattern.compile("logger=dev\\.livetail"));
            assertThat(rows(page)).hasCount(3);
        }
    }
}
