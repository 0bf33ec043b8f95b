package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page says of being live, whatever happens to the service and to the way there; and that it misses nothing. */
class LiveStateIT {
    private static final int CUTS = 10;
    private static final long SEED = 20261122;
    private static final Pattern COUNTDOWN = Pattern.compile("^in \\d+ s: .+");
    /** Nothing until one file is there, then lines without end until another one is. */
    private static final String FLOW = """
            while [ ! -e $0-begin ]; do sleep 0.02; done
            n=0
            while [ ! -e $0-end ]; do
              n=$((n+1)); echo line $n
              if [ $((n % 50)) -eq 0 ]; then sleep 0.02; fi
            done""";

    /** A line for each file, and the next one only when that is there. */
    private static final String GATES =
            "for n in 1 2 3; do while [ ! -e $0-$n ]; do sleep 0.02; done; echo line $n; done";

    private static final String COLLECT = """
            () => {
              const log = document.querySelector('live-log');
              window.told = { lines: [], gaps: [], end: null };
              log.addEventListener('line', event => told.lines.push(Number(event.detail.id.split('-')[1])));
              log.addEventListener('gap', event => told.gaps.push(event.detail));
              log.addEventListener('end', event => told.end = event.detail.state);
            }""";

    private LivetailProcess livetail;
    private Relay relay;

    @BeforeEach
    void start() {
        livetail = LivetailProcess.start(Options.of("livetail.stream.heartbeat=5s")
                .command("flow", "sh", "-c", FLOW, "{file}")
                .operation("flow", "parameters.file.required=true")
                .command("gates", "sh", "-c", GATES, "{file}")
                .operation("gates", "parameters.file.required=true"));
        relay = Relay.to(livetail::port);
    }

    @AfterEach
    void stop() {
        relay.close();
        livetail.close();
    }

    private void open(String gate) throws IOException {
        Files.createFile(livetail.directory().resolve(gate));
    }

    /** Leaves a page that has lived through something that browsers complain of. */
    private static void leave(Visit visit, Page page) {
        page.close();
        visit.complaints();
    }

    @Test
    void theServicesLogGoesOnBehindAGapAfterACrash() throws IOException, InterruptedException {
        livetail.startRun("demo", "lines=3", "interval=0s", "text=before the crash");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/"));
            page.setViewportSize(1200, 1600);
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            assertThat(log.rows("before the crash")).hasCount(3);
            livetail.kill();
            assertThat(log.state()).hasText("reconnecting");
            assertThat(log.detail()).hasText(COUNTDOWN);
            assertThat(log.rows("before the crash")).hasCount(3);
            Chromium.screenshot(page, "live-state-reconnecting");

            livetail.restart();
            assertThat(log.state()).hasText("live");
            livetail.startRun("demo", "lines=3", "interval=0s", "text=after the crash");
            assertThat(log.rows("after the crash")).hasCount(3);
            assertThat(log.rows("the service was started again")).hasCount(1);
            List<String> order = log.inSight().stream()
                    .map(LogPane.Row::message)
                    .map(LiveStateIT::kind)
                    .filter(kind -> !kind.isEmpty())
                    .toList();
            assertEquals(List.of("before", "before", "before", "gap", "after", "after", "after"), order);
            Chromium.screenshot(page, "live-state-restarted");
            leave(visit, page);
        }
    }

    private static String kind(String message) {
        return message.endsWith("before the crash")
                ? "before"
                : message.endsWith("after the crash")
                        ? "after"
                        : message.contains("the service was started again") ? "gap" : "";
    }

    @Test
    void theEndOfARunIsToldAfterACrash() throws IOException, InterruptedException {
        String run = livetail.startRun("demo", "lines=5", "interval=1h");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/runs/" + run));
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            livetail.kill();
            assertThat(log.state()).hasText("reconnecting");
            livetail.restart();
            hasten(page);
            assertThat(log.state()).hasText("ended");
            assertThat(page.locator(".run-state .state")).containsText("lost");
            assertEquals(List.of(1), log.numbersInSight(), "its only line is there, once");
            Chromium.screenshot(page, "live-state-lost");
            leave(visit, page);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=line"})
    void eachLineIsToldOnceAndInOrderHoweverOftenTheConnectionIsCut(String filter) throws IOException {
        Random random = new Random(SEED);
        String run = livetail.startRun("flow", "file=flow");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/runs/" + run + filter));
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            page.evaluate(COLLECT);
            open("flow-begin");
            int next = 0;
            for (int i = 0; i < CUTS; i++) {
                next += 1 + random.nextInt(1000);
                awaitTold(page, next);
                relay.cut();
                next = told(page).path("lines").asInt();
            }
            awaitTold(page, next + 1);
            open("flow-end");
            long lines = livetail.awaitState(run, "succeeded").path("lines").asLong();
            awaitTold(page, lines);
            assertThat(log.state()).hasText("ended");
            JsonNode told = told(page);
            assertEquals(lines, told.path("lines").asLong());
            assertEquals(-1, told.path("firstWrong").asInt(), told::toString);
            assertEquals("[]", told.path("gaps").toString());
            assertEquals("succeeded", told.path("end").asText());
            assertInOrder(log, (int) lines);
            long streams = visit.requests().stream()
                    .filter(request -> request.url().contains("/logs/stream"))
                    .count();
            assertTrue(streams > CUTS, () -> streams + " streams");
            leave(visit, page);
        }
    }

    /** Whoever waits for a connection is told that the network is there again: its patience is not what is tested. */
    private static void hasten(Page page) {
        page.evaluate("dispatchEvent(new Event('online'))");
    }

    private static void awaitTold(Page page, long lines) {
        await(lines + " lines").atMost(LivetailProcess.LIMIT).until(() -> {
            hasten(page);
            return told(page).path("lines").asLong() >= lines;
        });
    }

    private static JsonNode told(Page page) {
        return LivetailProcess.parse((String) page.evaluate("""
                JSON.stringify({
                  ...told, lines: told.lines.length, firstWrong: told.lines.findIndex((n, i) => n !== i + 1)
                })"""));
    }

    private static void assertInOrder(LogPane log, int last) {
        List<LogPane.Row> rows = log.awaitInSight(
                "the last line", some -> some.getLast().message().equals("line " + last));
        assertEquals(
                IntStream.rangeClosed(last - rows.size() + 1, last)
                        .mapToObj(n -> "line " + n)
                        .toList(),
                rows.stream().map(LogPane.Row::message).toList());
    }

    @Test
    void aDeadNetworkIsNotTakenForALiveLog() throws IOException {
        String run = livetail.startRun("gates", "file=gate");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/runs/" + run));
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            page.evaluate(COLLECT);
            open("gate-1");
            assertThat(log.rows("line 1")).hasCount(1);
            relay.hold();
            open("gate-2");
            assertThat(log.state()).hasText("not live");
            assertThat(log.detail()).containsText("nothing was heard for");
            assertThat(log.rows("line")).hasCount(1);
            Chromium.screenshot(page, "live-state-not-live");

            relay.pass();
            assertThat(log.rows("line 2")).hasCount(1);
            assertThat(log.state()).hasText("live");
            open("gate-3");
            assertThat(log.state()).hasText("ended");
            JsonNode told = told(page);
            assertEquals(3, told.path("lines").asInt(), told::toString);
            assertEquals(-1, told.path("firstWrong").asInt(), told::toString);
            assertEquals("[]", told.path("gaps").toString());
            leave(visit, page);
        }
    }

    /** Its network has forgotten the connections, or tells of their end; and it takes a while to be there again. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLaptopThatSleptCatchesUp(boolean isToldOfTheEnd) throws IOException {
        String run = livetail.startRun("gates", "file=gate");
        try (Visit visit = Visit.to(livetail)) {
            // The one has the connection, the other hears of it.
            List<Page> tabs = List.of(openWithClock(visit, "/runs/" + run), openWithClock(visit, "/runs/" + run));
            open("gate-1");
            tabs.forEach(tab -> assertThat(new LogPane(tab).rows("line 1")).hasCount(1));

            tabs.forEach(LiveStateIT::stopClock);
            if (isToldOfTheEnd) {
                relay.cut();
            } else {
                relay.lose();
            }
            relay.hold();
            open("gate-2");
            await("it is logged")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.messages(run).contains("line 2"));
            tabs.forEach(tab -> tab.clock().fastForward("10:00"));
            tabs.forEach(tab -> tab.clock().resume());
            tabs.forEach(tab -> assertThat(new LogPane(tab).state()).hasText("connecting"));
            tabs.forEach(tab -> assertThat(new LogPane(tab).rows("line")).hasCount(1));
            Chromium.screenshot(tabs.getFirst(), "live-state-woken");

            relay.pass();
            tabs.forEach(tab -> assertThat(new LogPane(tab).rows("line 2")).hasCount(1));
            tabs.forEach(tab -> assertThat(new LogPane(tab).state()).hasText("live"));
            open("gate-3");
            for (Page tab : tabs) {
                assertThat(new LogPane(tab).state()).hasText("ended");
                assertThat(tab.locator(".run-state .state")).containsText("succeeded");
                JsonNode told = told(tab);
                assertEquals(3, told.path("lines").asInt(), told::toString);
                assertEquals(-1, told.path("firstWrong").asInt(), told::toString);
                assertEquals("[]", told.path("gaps").toString());
                leave(visit, tab);
            }
        }
    }

    /** A tab whose time the test can let stand still, and leap. */
    private Page openWithClock(Visit visit, String path) {
        Page page = visit.open(relay.uri(path), tab -> tab.clock().install());
        assertThat(new LogPane(page).state()).hasText("live");
        page.evaluate(COLLECT);
        return page;
    }

    private static void stopClock(Page page) {
        long now = ((Number) page.evaluate("Date.now()")).longValue();
        page.clock().pauseAt(now + 1000);
    }

    @Test
    void whoIsNotAuthorisedAnyMoreIsToldSo() {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/"));
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            relay.refuse();
            assertThat(log.state()).hasText("not authorised");
            assertThat(log.detail()).hasText("HTTP 401 Unauthorized");
            Chromium.screenshot(page, "live-state-not-authorised");
            relay.pass();
            page.getByText("Try again").first().click();
            assertThat(log.state()).hasText("live");
            assertTrue(visit.complaints().stream().allMatch(one -> one.contains("401") || one.contains("ERR_")));
            leave(visit, page);
        }
    }
}
