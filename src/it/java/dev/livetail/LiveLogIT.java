package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The live log in a browser: how it follows, and how its lines look and unfold. */
class LiveLogIT {
    private static final Pattern NEW_LINES = Pattern.compile("^↓ [\\d,]+ new lines$");
    private static final String JSON = "answered {\"user\":{\"name\":\"ann\",\"tags\":[\"a\",\"b\"]},\"took\":17.50}";
    /** One of each kind that takes one line, some of which would be higher if they could. */
    private static final List<String> ONE_LINE_EACH = List.of(
            "plain",
            JSON,
            "\\033[1;31mred\\033[0m and \\033[42mgreen\\033[m",
            "漢字 العربية हिन्दी",
            "😀 👩‍👩‍👧‍👦",
            "z̸̢̛͇̬̹͙̈́̏ạ̷̧̼̹̏l̵̨̙̭̀̆g̷̡͕̈́̊o̷̡",
            "a\\tb",
            "<b>bold</b> &amp;");

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        PlaywrightAssertions.setDefaultAssertionTimeout((double) LivetailProcess.LIMIT.toMillis());
        chromium = Chromium.start();
        livetail = LivetailProcess.start(Options.of()
                .command("kinds", "printf", String.join("\\n", ONE_LINE_EACH) + "\\n")
                .command("grouped", "sh", "-c", """
                        echo before
                        echo ::group::Compile
                        for n in $(seq 100); do echo compiling $n; done
                        echo ::endgroup::
                        echo between
                        echo ::group::Test
                        for n in $(seq 100); do echo testing $n; done
                        echo ::endgroup::
                        echo after""")
                .command(
                        "nested",
                        "printf",
                        "%s\\n",
                        "::group::outer",
                        "::group::inner",
                        "a",
                        "::group::innermost",
                        "b"));
    }

    private static String ended(String operation, String... parameters) {
        String run = livetail.startRun(operation, parameters);
        await("run " + run + " has ended")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.run(run).has("endedAt"));
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/runs/"})
    void itFollowsUntilTheReaderScrollsUpAndAgainWhenAsked(String path) {
        String run = livetail.startRun("demo", "lines=1000000", "interval=5ms");
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open(path.equals("/") ? path : path + run);
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            assertFollows(log);
            Map<Runnable, Runnable> awayAndBack = new LinkedHashMap<>();
            awayAndBack.put(() -> log.wheel(-200), () -> log.newest().click());
            awayAndBack.put(() -> log.wheel(-3), () -> page.keyboard().press("f"));
            awayAndBack.put(
                    () -> page.locator("live-log .scroller").press("PageUp"),
                    () -> page.keyboard().press("G"));
            awayAndBack.forEach((away, back) -> {
                away.run();
                assertThat(log.newest()).hasText(NEW_LINES);
                assertStays(log);
                Chromium.screenshot(page, "live-log-paused" + path.replaceAll("\\W+", "-"));
                back.run();
                assertFollows(log);
            });
            Chromium.screenshot(page, "live-log-following" + path.replaceAll("\\W+", "-"));
        }
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
    }

    /** Others come into sight by themselves, more than there is room for. */
    private static void assertFollows(LogPane log) {
        assertThat(log.newest()).isHidden();
        int last = log.awaitInSight("there are lines", rows -> true).getLast().number();
        log.awaitInSight("it follows", rows -> rows.getFirst().number() > last);
        assertThat(log.newest()).isHidden();
    }

    /** Also while more come. */
    private static void assertStays(LogPane log) {
        // What scrolls smoothly has to come to its end first.
        List<Integer> seen = await("it stands still")
                .atMost(LivetailProcess.LIMIT)
                .until(log::numbersInSight, numbers -> numbers.equals(log.numbersInSight()));
        String told = log.newest().textContent();
        assertThat(log.newest()).not().hasText(told);
        assertEquals(seen, log.numbersInSight());
    }

    @Test
    void itStaysWhereItWasWhileAnotherViewIsShown() {
        String run = livetail.startRun("demo", "lines=1000000", "interval=5ms");
        Browser.NewContextOptions options = new Browser.NewContextOptions().setViewportSize(360, 740);
        try (Visit visit = Visit.to(livetail, chromium, options)) {
            Page page = visit.open("/");
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            assertFollows(log);
            showRunsAndBack(page);
            assertFollows(log);
            log.wheel(-200);
            assertThat(log.newest()).hasText(NEW_LINES);
            assertStays(log);
            List<Integer> seen = log.numbersInSight();
            showRunsAndBack(page);
            log.awaitInSight("where it was", rows -> seen.equals(log.numbersInSight()));
            assertStays(log);
            assertEquals(seen, log.numbersInSight());
        }
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
    }

    private static void showRunsAndBack(Page page) {
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Runs"))
                .click();
        assertThat(page.locator("live-log")).isHidden();
        page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName("Log")).click();
        assertThat(page.locator("live-log")).isVisible();
    }

    @Test
    void aStackTraceUnfoldsAndComesBackAsItWas() {
        String run = ended("demo", "lines=300", "interval=0s", "fail=true");
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + run);
            LogPane log = new LogPane(page);
            Locator summary = page.locator("live-log .stack > summary");
            Locator trace = page.locator("live-log .stack > pre");
            assertThat(summary).containsText("IllegalStateException: failed after line 300");
            assertThat(trace).hasCount(0);
            summary.click();
            assertThat(trace).isVisible();
            assertThat(trace)
                    .containsText(Pattern.compile("at dev\\.livetail\\.operation\\..*Caused by: ", Pattern.DOTALL));
            Chromium.screenshot(page, "live-log-trace");

            page.keyboard().press("g");
            log.awaitLine(1);
            assertThat(trace).hasCount(0);
            page.keyboard().press("G");
            assertThat(trace).isVisible();

            summary.press("Enter");
            assertThat(trace).isHidden();
            summary.press("Space");
            assertThat(trace).isVisible();
        }
    }

    @Test
    void jsonInALineUnfoldsAsATree() {
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + ended("kinds"));
            Locator row = new LogPane(page).rows("answered");
            Locator summaries = row.locator("summary");
            assertThat(summaries).hasCount(1);
            assertThat(row.locator("li")).hasCount(0);
            summaries.first().click();
            assertThat(row.locator("li")).hasText(new String[] {"\"user\": {2}", "\"took\": 17.50"});
            row.locator("summary", new Locator.LocatorOptions().setHasText("\"user\""))
                    .press("Enter");
            row.locator("summary", new Locator.LocatorOptions().setHasText("\"tags\""))
                    .press("Enter");
            assertThat(row.locator("li li li")).hasText(new String[] {"0: \"a\"", "1: \"b\""});
            Chromium.screenshot(page, "live-log-json");
        }
    }

    @Test
    void coloursOfATerminalAreClasses() {
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + ended("kinds"));
            Locator row = new LogPane(page).rows("red and green");
            assertThat(row.locator(".message")).hasText("red and green");
            assertThat(row.locator("em")).hasText(new String[] {"red", "green"});
            assertThat(row.locator("em.bold.red")).hasCSS("font-weight", "700");
            assertThat(row.locator("[style]")).hasCount(0);
            assertNotEquals(colour(row.locator(".message"), "color"), colour(row.locator(".red"), "color"));
            assertNotEquals(
                    colour(row.locator(".message"), "backgroundColor"),
                    colour(row.locator(".on-green"), "backgroundColor"));
        }
    }

    private static Object colour(Locator of, String property) {
        return of.evaluate("(element, property) => getComputedStyle(element)[property]", property);
    }

    @Test
    void hostileTextIsTextWhereverItIs() {
        String text =
                NoScriptBrowserIT.HOSTILE + " &amp; \u202Etfel ot thgir\u202C \u0007 {\"<script>\":\"</script>\"}";
        String run = ended("demo", "lines=1", "interval=0s", "text=" + text);
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + run + "?q=%3Cscript%3E");
            Locator row = new LogPane(page).rows("line 1 of 1");
            assertThat(row.locator(".message"))
                    .hasText("line 1 of 1 "
                            + text.replace("\u202E", "\\u202e")
                                    .replace("\u202C", "\\u202c")
                                    .replace("\u0007", "\\u0007"));
            row.locator("summary").click();
            assertThat(row.locator("li")).hasText("\"<script>\": \"</script>\"");
            assertThat(row.locator("mark").first()).hasText("<script>");
            assertNull(page.evaluate("window.ran"));
            assertThat(page.locator("live-log :is(script, img, svg, b, iframe, object, embed)"))
                    .hasCount(0);
            Chromium.screenshot(page, "live-log-hostile");
        }
    }

    @Test
    void longLinesAreScrolledOrWrapped() {
        String run = ended("demo", "lines=3", "interval=0s", "text=" + "long ".repeat(500));
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + run);
            LogPane log = new LogPane(page);
            Locator row = log.rows("line 2 of 3");
            assertThat(row).isVisible();
            double height = row.boundingBox().height;
            assertTrue(isWider(page), "it can be scrolled sideways");
            page.keyboard().press("w");
            await("it is wrapped")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> row.boundingBox().height > 10 * height && !isWider(page));
            Chromium.screenshot(page, "live-log-wrapped");
            page.keyboard().press("w");
            await("it is not wrapped")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> row.boundingBox().height == height && isWider(page));
        }
    }

    private static boolean isWider(Page page) {
        return (Boolean) page.locator("live-log .pane").evaluate("pane => pane.scrollWidth > pane.clientWidth");
    }

    @Test
    void timesAreLocalOrUtcOrRelative() {
        String run = ended("demo", "lines=1", "interval=0s");
        OffsetDateTime instant = OffsetDateTime.parse(
                livetail.log(run).getFirst().path("timestamp").asText());
        DateTimeFormatter format = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");
        Browser.NewContextOptions options = new Browser.NewContextOptions().setTimezoneId("Asia/Kathmandu");
        try (Visit visit = Visit.to(livetail, chromium, options)) {
            Page page = visit.open("/runs/" + run);
            Locator time = page.locator("live-log .row time");
            assertThat(time)
                    .hasText(instant.atZoneSameInstant(ZoneId.of("Asia/Kathmandu"))
                            .format(format));
            page.keyboard().press("t");
            assertThat(time).hasText(instant.format(format));
            page.keyboard().press("t");
            assertThat(time).hasText(Pattern.compile("^(just now|\\d+ (s|min) ago)$"));
            String before = time.textContent();
            assertThat(time).not().hasText(before);
        }
    }

    @Test
    void rowsOfOneLineAreEquallyHigh() {
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + ended("kinds"));
            List<LogPane.Row> rows = new LogPane(page)
                    .awaitInSight(
                            "all are in sight",
                            some -> some.size() == ONE_LINE_EACH.size()
                                    && some.getLast().message().contains("bold"));
            assertEquals(
                    1,
                    rows.stream()
                            .map(LogPane.Row::height)
                            .collect(Collectors.toSet())
                            .size(),
                    rows::toString);
            Chromium.screenshot(page, "live-log-kinds");
        }
    }

    @Test
    void groupsFoldAndUnfold() {
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + ended("grouped"));
            LogPane log = new LogPane(page);
            Locator tests = log.rows("Test").locator(".fold");
            assertThat(log.state()).hasText("ended");
            page.keyboard().press("g");
            log.awaitLine(1);
            Locator compile = log.rows("Compile").locator(".fold");
            assertThat(compile).hasText("Compile 100 lines");
            assertThat(compile).hasAttribute("aria-expanded", "true");
            compile.click();
            log.awaitInSight(
                    "it is folded",
                    rows -> rows.stream()
                            .map(LogPane.Row::message)
                            .toList()
                            .subList(0, 4)
                            .equals(List.of("before", "Compile", "between", "Test")));
            assertThat(compile).hasAttribute("aria-expanded", "false");
            tests.press("Enter");
            log.awaitInSight(
                    "both are folded",
                    rows -> rows.stream()
                            .map(LogPane.Row::message)
                            .toList()
                            .equals(List.of("before", "Compile", "between", "Test", "after")));
            Chromium.screenshot(page, "live-log-groups");
            compile.press("Enter");
            log.awaitInSight(
                    "one is unfolded",
                    rows -> rows.size() > 5 && rows.get(2).message().equals("compiling 1"));
        }
    }

    @Test
    void aGroupWithinAnotherIsIndented() {
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + ended("nested"));
            Locator folds = page.locator("live-log .group .fold");
            assertThat(folds).hasText(new String[] {"outer", "inner", "innermost"});
            List<Double> left =
                    folds.all().stream().map(fold -> fold.boundingBox().x).toList();
            assertTrue(left.get(0) < left.get(1), left::toString);
            assertEquals(left.get(1) - left.get(0), left.get(2) - left.get(1), 0.1, left::toString);
        }
    }

    @Test
    void onPaperThereAreTheRowsInSightInBlackOnWhite() {
        String run = ended("demo", "lines=500", "interval=0s");
        Browser.NewContextOptions dark = new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK);
        try (Visit visit = Visit.to(livetail, chromium, dark)) {
            Page page = visit.open("/runs/" + run + "#L250");
            LogPane log = new LogPane(page);
            List<LogPane.Row> seen = log.awaitLine(250);
            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
            Locator printed = page.locator("live-log .row").locator("visible=true");
            assertThat(printed.first()).hasCSS("color", "rgb(0, 0, 0)");
            assertThat(page.locator("body")).hasCSS("background-color", "rgb(255, 255, 255)");
            assertThat(page.locator("live-log")).hasCSS("color-scheme", "light");
            assertThat(page.locator(".log-tools, header.bar").locator("visible=true"))
                    .hasCount(0);
            List<String> texts = printed.locator(".number").allTextContents();
            int first = seen.getFirst().number();
            int last = seen.getLast().number();
            assertTrue(texts.containsAll(List.of("" + first, "250", "" + last)), texts::toString);
            // Those that are in sight in part are there too.
            assertTrue(texts.size() <= last - first + 3, texts::toString);
            BoundingBox all = page.locator("live-log").boundingBox();
            BoundingBox end = printed.last().boundingBox();
            assertTrue(end.y + end.height <= all.y + all.height, "nothing is cut off");
            Chromium.screenshot(page, "live-log-print");

            page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.SCREEN));
            assertEquals(first, log.awaitLine(250).getFirst().number());
        }
    }

    @Test
    void aLinkToLinesOpensThereAlsoWithinAFoldedGroup() {
        String run = ended("grouped");
        try (Visit visit = Visit.to(livetail, chromium)) {
            Page page = visit.open("/runs/" + run + "#L53-L57");
            LogPane log = new LogPane(page);
            log.awaitLine(53);
            assertSelected(page, 53, 57);
            Chromium.screenshot(page, "live-log-permalink");

            page.keyboard().press("g");
            log.awaitLine(1);
            log.rows("Compile").locator(".fold").click();
            assertThat(log.rows("compiling 5")).hasCount(0);
            page.evaluate("location.hash = '#L60'");
            log.awaitLine(60);
            assertSelected(page, 60, 60);
            assertThat(log.rows("Compile").locator(".fold[aria-expanded=false]"))
                    .hasCount(0);
        }
    }

    private static void assertSelected(Page page, int from, int to) {
        String[] numbers = new String[to - from + 1];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Integer.toString(from + i);
        }
        assertThat(page.locator("live-log .row.selected .number")).hasText(numbers);
    }
}
