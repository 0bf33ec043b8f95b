package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The list of runs in a browser with script. */
class RunsListIT {
    private LivetailProcess livetail;

    /** Each test has runs of its own. */
    @BeforeEach
    void startService() {
        livetail = LivetailProcess.start();
    }

    @AfterEach
    void stopService() {
        livetail.close();
    }

    private static Locator item(Page page, String run) {
        return page.locator(".runs li", new Page.LocatorOptions().setHas(page.locator("[href='/runs/" + run + "']")));
    }

    private static Locator field(Page page, AriaRole role, String name) {
        return page.locator("#runs").getByRole(role, new Locator.GetByRoleOptions().setName(name));
    }

    private String ended(String state, String... parameters) {
        String run = livetail.startRun("demo", parameters);
        livetail.awaitState(run, state);
        return run;
    }

    @Test
    void runsAreShownAsTheyAreAndAsTheyBecome() {
        String failed = ended("failed", "lines=1", "fail=true");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(item(page, failed)).containsText(Pattern.compile("demo.*failed.*2 lines"));
            assertThat(item(page, failed)).hasAttribute("title", Pattern.compile("failed after line 1"));
            assertThat(item(page, failed)).containsText(failed.substring(failed.length() - 8));

            String going = livetail.startRun("demo", "lines=4", "interval=1h");
            assertThat(item(page, going)).containsText(Pattern.compile("running.*25 %.*\\d m?s.*1 line"));
            assertThat(page.locator(".runs li").first()).containsText("running");
            Chromium.screenshot(page, "runs");
            livetail.send("DELETE", "/runs/" + going, null);
            assertThat(item(page, going)).containsText("cancelled");
            item(page, going).click();
            assertThat(page).hasTitle(Pattern.compile("demo cancelled"));
        }
    }

    @Test
    void theListIsFilteredAndItsAddressRemembers() {
        String succeeded = ended("succeeded", "lines=1", "interval=0s", "text=apple");
        String other = ended("succeeded", "lines=1", "interval=0s", "text=pear");
        String failed = ended("failed", "lines=1", "interval=0s", "fail=true");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(page.locator(".runs li")).hasCount(3);
            field(page, AriaRole.COMBOBOX, "State").selectOption("succeeded");
            assertThat(item(page, failed)).hasCount(0);
            assertThat(page.locator(".runs li")).hasCount(2);
            field(page, AriaRole.SEARCHBOX, "Text").fill("APPLE");
            assertThat(item(page, other)).hasCount(0);
            assertThat(item(page, succeeded)).hasCount(1);
            assertThat(page).hasURL(Pattern.compile("\\?runs_state=succeeded&runs_text=APPLE$"));

            page.reload();
            assertThat(field(page, AriaRole.SEARCHBOX, "Text")).hasValue("APPLE");
            assertThat(item(page, succeeded)).hasCount(1);
            assertThat(page.locator(".runs li")).hasCount(1);
            field(page, AriaRole.SEARCHBOX, "Text").fill("cherry");
            assertThat(page.locator("#runs .empty")).containsText("None of the runs");
            field(page, AriaRole.SEARCHBOX, "Text").fill("");
            field(page, AriaRole.COMBOBOX, "State").selectOption("lost");
            assertThat(page.locator("#runs .empty")).hasText("There is no such run.");
        }
    }

    @Test
    void withoutRunsItSaysSo() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(page.locator("#runs .empty")).hasText("Nothing has been started yet.");
        }
    }

    @Test
    void thereIsMoreThanIsShownAtFirst() {
        for (int i = 0; i < 52; i++) {
            livetail.startRun("demo", "lines=1", "interval=0s");
        }
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(page.locator(".runs li")).hasCount(50);
            Locator more = field(page, AriaRole.BUTTON, "More");
            more.click();
            assertThat(page.locator(".runs li")).hasCount(52);
            assertThat(more).isHidden();
        }
    }

    @Test
    void aServiceThatIsAwayIsToldAndTheListStays() throws InterruptedException {
        String run = livetail.startRun("demo", "lines=2", "interval=1h");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            assertThat(item(page, run)).containsText("running");
            livetail.kill();
            assertThat(page.locator("#runs .notice")).containsText("cannot be reached");
            assertThat(item(page, run)).containsText("running");
            page.close();
            visit.complaints();
        }
    }

    @Test
    void whatThePageAsksAgainAndAgainIsNotInTheLog() {
        livetail.startRun("demo", "lines=2", "interval=1h");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/");
            await("it has asked twice").atMost(LivetailProcess.LIMIT).until(() -> {
                // Its events come in only while it is asked for something.
                assertThat(page.locator(".runs li")).hasCount(1);
                return visit.requests().stream()
                                .filter(request -> request.url().contains("/runs?"))
                                .count()
                        > 1;
            });
            livetail.get("/whoami");
            await("the log has what came later")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> requestLog().contains("GET /whoami "));
            assertFalse(requestLog().contains("GET /runs "), requestLog());
        }
    }

    private String requestLog() {
        return livetail.get("/logs?logger=dev.livetail.requestlog").body();
    }

    @Test
    void whoIsLookedForByTheirRequestIsFound() {
        assertEquals(
                201,
                livetail.send(
                                "POST",
                                "/operations/demo/runs",
                                "{\"lines\":1}",
                                "Content-Type",
                                "application/json",
                                "Accept",
                                "application/json",
                                "X-Request-ID",
                                "order-17")
                        .statusCode());
        livetail.startRun("demo", "lines=1");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open("/?runs_text=order-17");
            assertThat(page.locator(".runs li")).hasCount(1);
        }
    }
}
