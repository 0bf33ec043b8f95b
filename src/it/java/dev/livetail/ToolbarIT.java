package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.livetail.LogPane.rows;
import static dev.livetail.Visit.button;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What stands above a log: it filters, searches, goes about in it and takes it along, and the address keeps all of that. */
class ToolbarIT {
    /** Of these, eleven have a number that begins with 2. */
    private static final int LINES = 30;

    @AutoClose
    private static LivetailProcess livetail;

    private static String run;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        run = livetail.startRun("demo", "lines=" + LINES, "interval=50ms", "fail=true");
        livetail.awaitState(run, "failed");
    }

    private static Visit visit() {
        return Visit.to(livetail);
    }

    /** Opens the run's page, and waits until its log is there. */
    private static Page open(Visit visit, String query) {
        Page page = visit.open("/runs/" + run + query);
        assertThat(rows(page).first()).isVisible();
        return page;
    }

    private static Locator current(Page page) {
        return page.locator("live-log .row.current");
    }

    private static Locator search(Page page) {
        return page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search"));
    }

    private static Locator onlyMatches(Page page) {
        return page.getByRole(AriaRole.CHECKBOX, new Page.GetByRoleOptions().setName("only matches"));
    }

    private static Pattern query(String part) {
        // It is a browser's expression in the end, which knows no quoting.
        return Pattern.compile("[?&]" + part.replaceAll("[+.]", "\\\\$0"));
    }

    @Test
    void whatIsTypedFiltersTheLogAndIsInTheAddress() {
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            page.keyboard().press("/");
            assertThat(search(page)).isFocused();
            page.keyboard().type("line 2");
            assertThat(page).hasURL(query("q=line+2"));
            assertThat(page.locator("live-log")).hasAttribute("src", query("q=line+2"));
            assertThat(rows(page)).hasCount(11);
            assertThat(page.locator("live-log mark")).hasCount(11);
            assertThat(page.locator(".summary")).hasText("11 lines: 11 INFO");

            page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(rows(page)).hasCount(11);
            assertThat(search(page)).hasValue("line 2");
            button(page, "Clear filter").click();
            assertThat(page).hasURL(livetail.uri("/runs/" + run).toString());
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
        }
    }

    @Test
    void aPatternThatIsRefusedIsToldAtItsFieldAndMendedThere() {
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            button(page, "Regular expression").click();
            search(page).fill("line (3");
            search(page).press("Enter");
            assertRefused(page);
            Chromium.screenshot(page, "toolbar-refused");
            search(page).fill("line (3|30) ");
            search(page).press("Enter");
            assertThat(page).hasURL(query("regex="));
            assertThat(search(page)).not().hasAttribute("aria-invalid", "true");
            assertThat(rows(page)).hasCount(2);
            visit.complaints();
        }
    }

    private static void assertRefused(Page page) {
        assertThat(search(page)).hasAttribute("aria-invalid", "true");
        assertThat(search(page)).hasAccessibleDescription(Pattern.compile("RE2"));
        assertThat(page.locator("live-log .state")).hasText("failed");
        assertThat(page.locator(".histogram.outdated .summary")).isEmpty();
    }

    @Test
    void anAddressThatIsRefusedOpensAPageWhereItCanBeMended() {
        HttpResponse<String> answer = livetail.get("/runs/" + run + "?regex=line%20(3", "Accept", "text/html");
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("RE2"), answer::body);
        try (Visit visit = visit()) {
            Page page = visit.open("/runs/" + run + "?regex=line%20(3");
            assertRefused(page);
            assertThat(search(page)).hasValue("line (3");
            search(page).fill("line 3 ");
            search(page).press("Enter");
            assertThat(rows(page)).hasCount(1);
            visit.complaints();
        }
    }

    @Test
    void anAddressWithATimeShowsThatPartAlone() {
        List<JsonNode> lines = livetail.log(run);
        String until = lines.get(5).path("timestamp").asText();
        try (Visit visit = visit()) {
            Page page = open(visit, "?until=" + until);
            assertThat(page.locator("live-log .state")).hasText("part of the log");
            assertThat(rows(page)).hasCount(5);
            page.locator(".toolbar .chips button").click();
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
            assertThat(rows(page).last()).containsText("The run failed");
        }
    }

    @Test
    void whatIsClickedOnALineFiltersAndBackUndoesIt() {
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            Locator failure = rows(page).last();
            failure.locator(".logger").click();
            assertThat(page).hasURL(query("logger=dev.livetail.operation"));
            assertThat(rows(page)).hasCount(1);
            assertThat(page.locator(".toolbar .chips li")).hasCount(1);
            page.goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(page).hasURL(livetail.uri("/runs/" + run).toString());
            assertThat(page.locator(".toolbar .chips li")).hasCount(0);
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
        }
    }

    @Test
    void whatAllLinesOfARunHaveInCommonIsShownOfTheOnePointedAt() {
        String request =
                livetail.log(run).getFirst().path("mdc").path("request_id").asText();
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            page.keyboard().press("g");
            Locator line = rows(page).filter(new Locator.FilterOptions().setHasText("line 3 of"));
            Locator chip = line.locator("[data-pick=requestId]");
            assertThat(chip).isHidden();
            line.hover();
            assertThat(chip).isVisible();
            chip.click();
            assertThat(page).hasURL(query("request_id=" + request));
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
        }
    }

    @Test
    void matchesAreFoundAmongAllLines() {
        try (Visit visit = visit()) {
            Page page = open(visit, "?q=line+2");
            assertThat(rows(page)).hasCount(11);
            onlyMatches(page).uncheck();
            assertThat(page).hasURL(query("only=no"));
            page.keyboard().press("g");
            assertThat(current(page)).containsText("line 1 of");
            assertThat(current(page).locator("mark")).hasCount(0);
            page.keyboard().press("n");
            assertThat(current(page)).containsText("line 2 of");
            assertThat(current(page).locator("mark")).hasText("line 2");
            button(page, "Next match").click();
            assertThat(current(page)).containsText("line 20 of");
            button(page, "Previous match").click();
            assertThat(current(page)).containsText("line 2 of");
            page.keyboard().press("N");
            assertThat(page.locator(".said")).hasText("No match before this.");
            Chromium.screenshot(page, "toolbar-matches");
            onlyMatches(page).check();
            assertThat(rows(page)).hasCount(11);
        }
    }

    @Test
    void aMatchIsSeenThatIsFarDownInALongMessage() {
        String wordy = livetail.startRun("demo", "lines=3", "interval=0s", "text=" + "word ".repeat(2000) + "needle");
        livetail.awaitState(wordy, "succeeded");
        try (Visit visit = visit()) {
            Page page = visit.open("/runs/" + wordy + "?q=needle&only=no");
            Locator shortened = page.locator("live-log .message + .more");
            assertThat(shortened).hasCount(3);
            page.keyboard().press("g");
            page.keyboard().press("n");
            assertThat(current(page)).containsText("line 2 of");
            assertThat(current(page).locator("mark")).isInViewport();
            assertThat(current(page).locator(".more")).hasCount(0);
            Chromium.screenshot(page, "toolbar-long-match");
        }
    }

    @Test
    void aRangeThatIsDrawnOnTheHistogramIsAllThatIsShown() {
        List<JsonNode> all = livetail.log(run);
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
            BoundingBox plot = page.locator(".plot").boundingBox();
            double y = plot.y + plot.height / 2;
            page.mouse().move(plot.x + plot.width / 2, y);
            page.mouse().down();
            page.mouse().move(plot.x + plot.width - 1, y);
            Chromium.screenshot(page, "toolbar-drag");
            page.mouse().up();
            assertThat(page).hasURL(query("since="));
            Instant since = moment(page.url(), "since");
            Instant until = moment(page.url(), "until");
            String[] within = all.stream()
                    .filter(line -> {
                        Instant at = Instant.parse(line.path("timestamp").asText());
                        return !at.isBefore(since) && at.isBefore(until);
                    })
                    .map(line -> line.path("message").asText())
                    .toArray(String[]::new);
            assertTrue(within.length > 0 && within.length < all.size(), () -> since + " to " + until);
            assertThat(page.locator("live-log .row .message")).hasText(within);

            page.locator(".plot").press("Escape");
            assertThat(page).hasURL(livetail.uri("/runs/" + run).toString());
        }
    }

    private static Instant moment(String url, String parameter) {
        String query = URLDecoder.decode(URI.create(url).getRawQuery(), StandardCharsets.UTF_8);
        Matcher matcher = Pattern.compile(parameter + "=([^&]+)").matcher(query);
        assertTrue(matcher.find(), url);
        return Instant.parse(matcher.group(1));
    }

    @Test
    void aBarOfTheHistogramLeadsToItsFirstLine() {
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            Locator plot = page.getByRole(AriaRole.SLIDER);
            assertThat(page.locator(".summary")).hasText("31 lines: 1 ERROR, 30 INFO");
            BoundingBox box = plot.boundingBox();
            page.mouse().click(box.x + 1, box.y + 10);
            assertThat(current(page)).containsText("line 1 of");
            plot.press("End");
            assertThat(plot).hasAttribute("aria-valuetext", Pattern.compile("ERROR"));
            plot.press("Enter");
            assertThat(current(page)).not().containsText("line 1 of");
            plot.press("Home");
            plot.press("Enter");
            assertThat(current(page)).containsText("line 1 of");
        }
    }

    @Test
    void linesThatAnAddressNamesAreShownAndCopied() {
        try (Visit visit = visit()) {
            Page page = visit.open("/runs/" + run + "#L12-L14");
            page.context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
            Locator selected = page.locator("live-log .row.selected");
            assertThat(selected).hasCount(3);
            assertThat(selected.first()).containsText("line 12 of");
            assertThat(selected.first()).isInViewport();
            Chromium.screenshot(page, "toolbar-permalink");

            button(page, "Copy").click();
            assertThat(page.locator(".said")).hasText("Copied 3 lines.");
            List<String> copied = clipboard(page).lines().toList();
            assertEquals(3, copied.size());
            assertTrue(copied.get(2).endsWith("line 14 of 30"), copied::toString);
            button(page, "Copy link to L12-L14").click();
            assertThat(page.locator(".said")).hasText("Copied the link.");
            assertEquals(page.url(), clipboard(page));

            page.keyboard().press("Escape");
            assertThat(selected).hasCount(0);
            assertThat(page).hasURL(livetail.uri("/runs/" + run).toString());
        }
    }

    private static String clipboard(Page page) {
        return (String) page.evaluate("() => navigator.clipboard.readText()");
    }

    @Test
    void aFileHasWhatTheFilterShows() throws IOException {
        try (Visit visit = visit()) {
            Page page = open(visit, "?q=line+2");
            page.locator("summary", new Page.LocatorOptions().setHasText("Download"))
                    .click();
            Download download = page.waitForDownload(
                    () -> page.getByText("What the filter shows").click());
            List<String> lines = Files.readAllLines(download.path()).stream()
                    .filter(line -> !line.startsWith("--- "))
                    .toList();
            assertEquals(11, lines.size());
            assertFalse(lines.stream().anyMatch(line -> !line.contains("line 2")), lines::toString);
        }
    }

    @Test
    void howALogLooksToItsReaderIsKept() {
        try (Visit visit = visit()) {
            Page page = open(visit, "");
            button(page, "Wrap").click();
            page.getByLabel("Times").selectOption("utc");
            page.reload(new Page.ReloadOptions().setWaitUntil(WaitUntilState.COMMIT));
            assertThat(button(page, "Wrap")).hasAttribute("aria-pressed", "true");
            assertThat(page.getByLabel("Times")).hasValue("utc");
            assertThat(page.locator("live-log")).hasAttribute("wrap", "");
            assertThat(page.locator("live-log")).hasAttribute("times", "utc");
        }
    }
}
