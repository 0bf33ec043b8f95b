package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.livetail.Visit.button;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A run's page in a browser with script: how the run is, and what can be done with it. */
class RunPageIT {
    private static final String FOREVER = "interval=1h";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of("livetail.request-log.routes.pages-run.sampling=1")
                .command("login", "sh", "-c", "exit 3")
                .operation("login", "parameters.user.description=who " + NoScriptBrowserIT.HOSTILE)
                .operation("login", "parameters.password.description=what nobody may see"));
    }

    @Test
    void hostileTextIsShownAndNeverRuns() {
        String run = livetail.startRun("demo", "lines=1", "interval=0s", "text=" + NoScriptBrowserIT.HOSTILE);
        livetail.awaitState(run, "succeeded");
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(page.locator(".run-parameters")).containsText(NoScriptBrowserIT.HOSTILE);
            assertHarmless(page);
            page.navigate(livetail.uri("/?operation=login&p.user=" + encoded(NoScriptBrowserIT.HOSTILE))
                    .toString());
            assertThat(page.locator("#login-user")).hasValue(NoScriptBrowserIT.HOSTILE);
            assertThat(page.locator("form[data-operation=login]")).containsText(NoScriptBrowserIT.HOSTILE);
            assertHarmless(page);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void assertHarmless(Page page) {
        assertNull(page.evaluate("window.ran"));
        assertThat(page.locator("body :is(script, img, svg, iframe, object, embed, base)"))
                .hasCount(0);
    }

    private static Page open(Visit visit, String run) {
        return visit.open("/runs/" + run);
    }

    private static Locator state(Page page) {
        return page.locator(".run-state .state");
    }

    @Test
    void thePageTakesOverAndEndsTheStreamThatItCameWith() {
        String run = livetail.startRun("demo", "lines=2", FOREVER);
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(state(page)).containsText("running");
            assertThat(page.locator("live-log"))
                    .hasAttribute("src", Pattern.compile("/runs/" + run + "/logs/stream.*"));
            assertThat(page.locator("ol.log")).hasCount(0);
            // Those that only ask how the run is do not stream.
            String closed = "GET /runs/" + run + " 200 [^\n]*stream disconnected";
            await("the service sees that nobody reads the page any more")
                    .atMost(LivetailProcess.LIMIT)
                    .until(
                            () -> livetail.get("/logs?logger=dev.livetail.requestlog&q=" + run)
                                    .body(),
                            matchesPattern("(?s).*" + closed + ".*"));
            assertThat(page.locator("main.run")).isVisible();
        }
    }

    @Test
    void aRunIsShownWithAllThatIsKnownOfIt() {
        String run = livetail.startRun("demo", "lines=4", FOREVER, "text=<b>bold</b>");
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(page).hasTitle(Pattern.compile("^▶.? demo running – Livetail$"));
            assertThat(page.locator("progress")).hasJSProperty("value", 0.25);
            assertThat(page.locator(".run-progress")).containsText("25 % · 1 of 4");
            assertThat(page.locator(".elapsed")).hasText(Pattern.compile("\\d.* (s|ms)"));
            String before = page.locator(".elapsed").textContent();
            assertThat(page.locator(".elapsed")).not().hasText(before);
            assertThat(page.locator(".run-facts")).containsText("1 line");
            assertThat(page.locator(".run-parameters")).containsText("text = <b>bold</b>");
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All runs")))
                    .hasAttribute("href", "/?view=runs");
            Chromium.screenshot(page, "run-page-going");
        }
    }

    @Test
    void theTabShowsHowTheRunEnds() {
        String run = livetail.startRun("demo", "lines=3", "interval=4s", "fail=true");
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(page).hasTitle(Pattern.compile("demo running"));
            String icon = icon(page);
            assertThat(page).hasTitle(Pattern.compile("^✖.? demo failed – Livetail$"));
            assertNotEquals(icon, icon(page));
            assertTrue(icon(page).startsWith("data:image/svg+xml,"), icon(page));
            assertThat(page.locator(".run-outcome")).containsText("failed after line 3");
            assertThat(page.getByRole(AriaRole.STATUS).filter(new Locator.FilterOptions().setHasText("demo failed")))
                    .hasCount(1);
            assertThat(button(page, "Cancel")).isHidden();
        }
    }

    private static String icon(Page page) {
        return page.locator("link[rel=icon]").getAttribute("href");
    }

    @Test
    void aRunIsCancelledOnlyByWhoMeansIt() {
        String run = livetail.startRun("demo", "lines=2", FOREVER);
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            Locator dialog = page.getByRole(AriaRole.DIALOG);
            button(page, "Cancel").click();
            assertThat(dialog).containsText("Cancel this run of demo?");
            assertThat(button(page, "Let it go on")).isFocused();
            Chromium.screenshot(page, "run-page-cancel");
            page.keyboard().press("Escape");
            assertThat(dialog).hasCount(0);
            assertThat(button(page, "Cancel")).isFocused();
            assertEquals("running", livetail.run(run).path("state").asText());

            button(page, "Cancel").click();
            button(page, "Cancel the run").click();
            assertThat(state(page)).containsText("cancelled");
            assertThat(page.locator(".run-outcome")).containsText("cancelled: by request");
            assertThat(button(page, "Cancel")).isHidden();
            assertEquals("cancelled", livetail.run(run).path("state").asText());
        }
    }

    @Test
    void aRunIsDoneAgainWithTheSameParameters() {
        String run = livetail.startRun("demo", "lines=2", "interval=0s", "text=a & b");
        livetail.awaitState(run, "succeeded");
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(page).hasTitle(Pattern.compile("^✔.? demo succeeded – Livetail$"));
            button(page, "Run again").click();
            assertThat(page).not().hasURL(livetail.uri("/runs/" + run).toString());
            assertThat(page).hasTitle(Pattern.compile("demo succeeded"));
            JsonNode again = livetail.run(page.url().substring(page.url().lastIndexOf('/') + 1));
            assertEquals(livetail.run(run).path("parameters"), again.path("parameters"));
        }
    }

    @Test
    void whoDoesARunAgainThatHadASecretIsAskedForIt() {
        String run = livetail.startRun("login", "user=alice & bob", "password=hunter2-hunter2");
        livetail.awaitState(run, "failed");
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, run);
            assertThat(page.locator(".run-outcome")).hasText("exited with code 3");
            assertThat(page.locator(".run-parameters")).containsText("password = ***");
            button(page, "Run again…").click();
            assertThat(page.locator("#login-user")).hasValue("alice & bob");
            assertThat(page.locator("#login-password")).hasValue("");
            assertTrue(URLDecoder.decode(page.url(), StandardCharsets.UTF_8).contains("operation=login"), page.url());
        }
    }

    @Test
    void aRunThatIsNotHereIsSaidNotToBe() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit, "none");
            assertThat(page.locator("h1")).hasText("This run is not here");
            assertEquals(404, livetail.get("/runs/none", "Accept", "text/html").statusCode());
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("All runs")))
                    .isVisible();
            visit.complaints();
        }
    }

    @Test
    void aServiceThatIsAwayIsToldWithoutLosingWhatWasKnown() throws InterruptedException {
        try (LivetailProcess own = LivetailProcess.start();
                Visit visit = Visit.to(own)) {
            Page page = visit.open("/runs/" + own.startRun("demo", "lines=2", FOREVER));
            assertThat(state(page)).containsText("running");
            own.kill();
            assertThat(page.locator(".notice:not([hidden])")).containsText("The service cannot be reached.");
            assertThat(state(page)).containsText("running");
            Chromium.screenshot(page, "run-page-away");
            page.close();
            visit.complaints();
        }
    }

    @Test
    void theClockStopsWhileNobodyAnswers() {
        String run = livetail.startRun("demo", "lines=2", FOREVER);
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/pipeline");
            page.clock().install();
            page.navigate(
                    livetail.uri("/runs/" + run).toString(),
                    new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(page.locator(".elapsed")).hasText(Pattern.compile("\\d.* (s|ms)"));
            List<Route> unanswered = new ArrayList<>();
            page.route("**/runs/" + run, unanswered::add);
            page.waitForCondition(() -> {
                page.clock().runFor(1_000);
                return !unanswered.isEmpty();
            });
            String before = page.locator(".elapsed").textContent();
            page.clock().runFor(3_000);
            assertThat(page.locator(".elapsed")).not().hasText(before);
            page.clock().runFor(9_000);
            assertThat(page.locator(".notice:not([hidden])")).containsText("This is how the run was.");
            String last = page.locator(".elapsed").textContent();
            page.clock().runFor(5_000);
            assertEquals(last, page.locator(".elapsed").textContent());

            page.unroute("**/runs/" + run);
            page.clock().runFor(15_000);
            assertThat(page.locator(".elapsed")).not().hasText(last);
            assertThat(page.locator(".notice:not([hidden])")).hasCount(0);
            visit.complaints();
        }
    }

    @Test
    void anAddressThatAsksForAPartOfTheLogIsNotRefused() {
        String run = livetail.startRun("demo", "lines=2", "interval=0s");
        livetail.awaitState(run, "succeeded");
        assertEquals(
                200,
                livetail.get("/runs/" + run + "?until=2026-11-21T09:00:00Z", "Accept", "text/html")
                        .statusCode());
    }

    @ParameterizedTest
    @EnumSource(names = {"LIGHT", "DARK"})
    void everyTextCanBeReadOnScreensOfAnyWidth(ColorScheme scheme) {
        String run = livetail.startRun("demo", "lines=2", "interval=0s", "fail=true", "text=" + "long ".repeat(60));
        livetail.awaitState(run, "failed");
        for (int width : List.of(1280, 360)) {
            Browser.NewContextOptions options =
                    new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, 740);
            try (Visit visit = Visit.to(livetail, options)) {
                Page page = open(visit, run);
                assertThat(state(page)).containsText("failed");
                assertEquals(List.of(), Contrast.faintTexts(page));
                assertEquals(scheme == ColorScheme.LIGHT, Contrast.isLight(page));
                assertEquals(width, page.evaluate("document.documentElement.scrollWidth"));
                Chromium.screenshot(
                        page, "run-page-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
            }
        }
    }
}
