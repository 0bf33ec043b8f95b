package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every page is such that the strictest policy lets all of it pass, and a browser that runs script holds it to that. */
class ContentSecurityPolicyIT {
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
                    + " form-action 'self'; base-uri 'none'; frame-ancestors 'self';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer");

    private static final String TELL_VIOLATIONS =
            "addEventListener('securitypolicyviolation', event => tellViolation(event.violatedDirective + ' ' + event.blockedURI))";

    private static final String SLIPPED_THROUGH = """
            <script>window.ran = 1</script>
            <style>body { display: none }</style>
            <img src="http://127.0.0.1:1/away.png" alt="">
            """;

    @AutoClose
    private static LivetailProcess livetail;

    private static String failed;

    private final List<String> violations = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        failed = livetail.startRun("demo", "lines=3", "interval=0", "fail=true");
        livetail.awaitState(failed, "failed");
    }

    private static List<String> pages() {
        return List.of(
                "/",
                "/pipeline",
                "/runs/" + failed,
                "/runs/none",
                "/runs/" + failed + "/logs?format=html",
                "/runs/" + failed + "/logs/stream?format=html",
                "/logs?format=html&limit=1",
                "/nothing");
    }

    private BrowserContext context() {
        BrowserContext context = Chromium.context(new Browser.NewContextOptions());
        context.exposeFunction("tellViolation", arguments -> violations.add((String) arguments[0]));
        context.addInitScript(TELL_VIOLATIONS);
        return context;
    }

    @Test
    void everyPageHasThePolicyOnceAndTellsNoOtherSiteItsAddress() {
        for (String path : pages()) {
            HttpResponse<String> page = livetail.get(path, "Accept", "text/html");
            HEADERS.forEach(
                    (name, value) -> assertEquals(List.of(value), page.headers().allValues(name), path + ": " + name));
        }
    }

    @Test
    void noPageHasAnythingThatThePolicyForbids() {
        try (BrowserContext context = context()) {
            Page page = context.newPage();
            page.onConsoleMessage(message -> {
                if (message.text().contains("Content Security Policy")) {
                    violations.add(message.text());
                }
            });
            for (String path : pages()) {
                // A run's page, which its script takes over, stops loading.
                page.navigate(
                        livetail.uri(path).toString(), new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
                assertThat(page.locator("body")).not().isEmpty();
            }
            assertEquals(List.of(), violations);
        }
    }

    @Test
    void whatStandsInAPageOrComesFromElsewhereNeitherRunsNorLoads() {
        try (BrowserContext context = context()) {
            Page page = context.newPage();
            page.route(livetail.uri("/").toString(), route -> {
                APIResponse home = route.fetch();
                route.fulfill(new Route.FulfillOptions()
                        .setResponse(home)
                        .setBody(home.text().replace("</body>", SLIPPED_THROUGH + "</body>")));
            });
            page.navigate(livetail.uri("/").toString());
            page.waitForCondition(() -> violations.size() == 3);
            assertNull(page.evaluate("window.ran"));
            assertThat(page.locator("main")).isVisible();
            for (String directive : List.of("script-src", "style-src", "img-src")) {
                assertTrue(
                        violations.stream().anyMatch(violation -> violation.startsWith(directive)),
                        violations::toString);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "document.body.innerHTML = '<b>text</b>'",
                "document.createElement('script').textContent = 'window.ran = 1'",
                "document.createElement('script').src = '/live-log.js'",
                "trustedTypes.createPolicy('default', { createHTML: text => text })"
            })
    void noScriptMakesMarkupOrScriptOfAText(String attempt) {
        try (BrowserContext context = context()) {
            Page page = context.newPage();
            page.navigate(livetail.uri("/").toString());
            assertEquals(
                    "TypeError",
                    page.evaluate("() => { try { " + attempt + "; return 'done' } catch (e) { return e.name } }"));
            assertThat(page.locator("main")).isVisible();
        }
    }
}
