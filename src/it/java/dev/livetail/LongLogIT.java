package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run of a million lines in a browser that holds a few thousand of them at a time, and shows any. */
class LongLogIT {
    private static final int LINES = 1_000_000;
    private static final Duration RUN_LIMIT = Duration.ofMinutes(5);
    private static final int MAX_NODES = 3_000;
    private static final double MAX_HEAP = 150e6;

    /** Remembers each row that was drawn with another text than that of its number, and how many nodes there were. */
    private static final String WATCH = """
            () => {
              const root = document.querySelector('live-log').shadowRoot;
              window.watched = { lines: 0, wrong: [], nodes: 0 };
              const look = row => {
                if (row.classList?.contains('line')) {
                  const number = row.querySelector('.number').textContent;
                  watched.lines++;
                  if (row.querySelector('.message').textContent !== `line ${number} of %d`) {
                    watched.wrong.push(row.textContent);
                  }
                }
              };
              const count = () => {
                const nodes = document.createNodeIterator(root);
                let some = 0;
                while (nodes.nextNode() !== null) some++;
                watched.nodes = Math.max(watched.nodes, some);
              };
              root.querySelectorAll('.row').forEach(look);
              count();
              new MutationObserver(changes => {
                changes.forEach(change => change.addedNodes.forEach(look));
                count();
              }).observe(root.querySelector('.rows'), { childList: true });
            }""".formatted(LINES);

    @AutoClose
    private static LivetailProcess livetail;

    private static String run;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of().lasting());
        run = livetail.startRun("demo", "lines=" + LINES, "interval=0s");
        await("the run has ended")
                .atMost(RUN_LIMIT)
                .until(() -> livetail.run(run).path("state").asText().equals("succeeded"));
    }

    private static Page open(Visit visit) {
        Page page = visit.open("/runs/" + run);
        LogPane log = new LogPane(page);
        assertThat(log.state()).hasText("ended");
        log.awaitLine(LINES);
        page.evaluate(WATCH);
        return page;
    }

    /** What holds wherever the reader was. */
    private static void assertRightAndSmall(Page page) {
        JsonNode watched = LivetailProcess.parse((String) page.evaluate("JSON.stringify(watched)"));
        assertEquals("[]", watched.path("wrong").toString());
        assertTrue(watched.path("lines").asInt() > 0);
        assertTrue(watched.path("nodes").asInt() < MAX_NODES, watched::toString);
        double heap = heap(page);
        assertTrue(heap < MAX_HEAP, () -> heap + " bytes");
    }

    /** What is kept, without what only waits to be collected. */
    private static double heap(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("HeapProfiler.collectGarbage");
        session.send("Performance.enable");
        JsonObject metrics = session.send("Performance.getMetrics");
        session.detach();
        for (JsonElement metric : metrics.getAsJsonArray("metrics")) {
            JsonObject one = metric.getAsJsonObject();
            if (one.get("name").getAsString().equals("JSHeapUsedSize")) {
                return one.get("value").getAsDouble();
            }
        }
        throw new AssertionError(metrics.toString());
    }

    /** They follow one another without a hole. */
    private static void assertInOrder(List<LogPane.Row> rows) {
        int first = rows.getFirst().number();
        for (int i = 0; i < rows.size(); i++) {
            assertEquals(first + i, rows.get(i).number(), rows::toString);
        }
    }

    @Test
    void itIsScrolledFromEndToEnd() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit);
            LogPane log = new LogPane(page);
            Locator scroller = page.locator("live-log .scroller");
            scroller.press("Home");
            assertInOrder(
                    log.awaitInSight("the first line", rows -> rows.getFirst().number() == 1));
            scroller.press("End");
            assertInOrder(
                    log.awaitInSight("the last line", rows -> rows.getLast().number() == LINES));
            page.keyboard().press("g");
            log.awaitInSight("the first line", rows -> rows.getFirst().number() == 1);
            page.keyboard().press("G");
            log.awaitInSight("the last line", rows -> rows.getLast().number() == LINES);
            for (int percent : List.of(0, 10, 25, 33, 50, 75, 90, 99, 100, 42, 1)) {
                log.scrollTo(percent / 100.0);
                assertInOrder(log.awaitInSight("about " + percent + " %", rows -> isAbout(percent, rows)));
            }
            Chromium.screenshot(page, "long-log-scrolled");
            assertRightAndSmall(page);
        }
    }

    private static boolean isAbout(int percent, List<LogPane.Row> rows) {
        return rows.stream().noneMatch(row -> row.message().equals("…"))
                && Math.abs(rows.getFirst().number() - LINES / 100 * percent) < LINES / 1000;
    }

    @Test
    void theWheelPassesOverEachLine() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit);
            LogPane log = new LogPane(page);
            log.scrollTo(0.5);
            List<LogPane.Row> before = log.awaitInSight("the middle", rows -> isAbout(50, rows));
            double rowHeight = before.getFirst().height();
            // No more at a time than a screen shows, so that nothing could be left out.
            int step = before.size() / 2;
            for (int direction : new int[] {1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1}) {
                int from = log.inSight().getFirst().number();
                log.wheel(direction * step * rowHeight);
                assertInOrder(log.awaitInSight(
                        "it has moved on by " + step,
                        rows -> rows.getFirst().number() == from + direction * step
                                && rows.stream().noneMatch(row -> row.message().equals("…"))));
            }
            assertRightAndSmall(page);
        }
    }

    @Test
    void itIsJumpedToByNumberAndByTime() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit);
            LogPane log = new LogPane(page);
            Locator jump = page.getByLabel("Jump to a line or a time");
            for (int number : List.of(1, 123_456, 999_999, 500_000, 2)) {
                jump.fill(Integer.toString(number));
                jump.press("Enter");
                assertInOrder(log.awaitLine(number));
                assertThat(page.locator("live-log .row.selected .number")).hasText(Integer.toString(number));
            }
            for (int number : List.of(LINES / 3, LINES / 2)) {
                String instant =
                        line("after=" + id(number - 1)).path("timestamp").asText();
                JsonNode first = line("since=" + millis(instant));
                jump.fill(millis(instant));
                jump.press("Enter");
                assertInOrder(log.awaitLine(sequence(first)));
            }
            Chromium.screenshot(page, "long-log-time");
            assertRightAndSmall(page);
        }
    }

    /** The first line that the service finds. */
    private static JsonNode line(String query) {
        return livetail.get("/runs/" + run + "/logs?format=ndjson&limit=1&" + query)
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .findFirst()
                .orElseThrow();
    }

    private static String id(int number) {
        String id = line("tail=1").path("id").asText();
        return id.substring(0, id.indexOf('-') + 1) + number;
    }

    private static int sequence(JsonNode line) {
        String id = line.path("id").asText();
        return Integer.parseInt(id.substring(id.indexOf('-') + 1));
    }

    /** Browsers know no finer ones. */
    private static String millis(String instant) {
        return instant.replaceFirst("(\\.\\d{3})\\d*Z$", "$1Z");
    }

    @Test
    void aMatchIsFoundHoweverFarItIs() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = open(visit);
            LogPane log = new LogPane(page);
            page.keyboard().press("g");
            log.awaitLine(1);
            page.getByLabel("only matches").uncheck();
            Locator search = page.getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Search"));
            search.fill("77777 of");
            search.press("Enter");
            search.press("Escape");
            for (int number : List.of(77_777, 177_777, 277_777)) {
                page.keyboard().press("n");
                assertInOrder(log.awaitLine(number));
                assertThat(log.rows("line " + number + " of").locator("mark")).hasText("77777 of");
            }
            page.keyboard().press("N");
            assertInOrder(log.awaitLine(177_777));
            Chromium.screenshot(page, "long-log-search");
            assertRightAndSmall(page);
        }
    }
}
