package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages in a browser that runs their script: that it runs, that no other does, and what all of it weighs. */
class PageIT {
    private static final int BUDGET = 60 * 1024;
    private static final Pattern ENHANCED = Pattern.compile("(^| )enhanced( |$)");

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/pipeline", "/logs?format=html", "/logs/stream?format=html"})
    void theScriptOfThePageRuns(String path) {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(path);
            assertThat(page.locator("html")).hasClass(ENHANCED);
            Chromium.screenshot(page, "page" + (path.equals("/") ? "-home" : path.replaceAll("\\W+", "-")));
        }
    }

    @Test
    void noScriptButOursRuns() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            page.evaluate("""
                    () => {
                      const script = document.createElement('script');
                      script.append('document.title = "it ran"');
                      document.head.append(script);
                    }""");
            List<String> complaints = new ArrayList<>();
            await("the browser refuses it").atMost(LivetailProcess.LIMIT).until(() -> {
                // Its events come in only while it is asked for something.
                assertThat(page).hasTitle("Livetail");
                complaints.addAll(visit.complaints());
                return !complaints.isEmpty();
            });
            assertTrue(complaints.getFirst().contains("TrustedScript"), complaints::toString);
        }
    }

    @Test
    void theFirstViewIsSmallAndLoadsNothingFromElsewhere() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(page.locator("html")).hasClass(ENHANCED);
            page.waitForLoadState();

            Set<String> paths = visit.requests().stream()
                    .map(request ->
                            request.url().substring(livetail.uri("").toString().length()))
                    .collect(Collectors.toSet());
            String home = livetail.get("/").body();
            assertTrue(paths.containsAll(Set.of("/", Bundled.style(home), Bundled.script(home))), paths::toString);
            visit.requests()
                    .forEach(request -> assertTrue(
                            request.url().startsWith(livetail.uri("/").toString()), request::url));

            int bytes = visit.requests().stream()
                    // It has no size before its end, for which this would wait.
                    .filter(request -> !request.url().contains("/logs/stream"))
                    .mapToInt(PageIT::size)
                    .sum();
            assertTrue(bytes < BUDGET, () -> bytes + " bytes for " + paths);
        }
    }

    private static int size(Request request) {
        return request.sizes().responseHeadersSize + request.sizes().responseBodySize;
    }

    @Test
    void theElementThatOthersEmbedIsOneModuleAtAnAddressThatStays() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            page.evaluate("() => import('/live-log.js')");
            assertEquals(true, page.evaluate("() => customElements.get('live-log') !== undefined"));
            long modules = visit.requests().stream()
                    .filter(request -> request.url().contains("/live-log-"))
                    .count();
            assertEquals(1, modules);
        }
    }
}
