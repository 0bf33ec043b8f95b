package dev.livetail;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that do not come: the page says how many and why, and brings those that the service still has. */
class GapIT {
    private static final int CAPACITY = 2000;
    /**
     * So many more than the journal has that what lies between a server and a browser that hears nothing is less, and so few
     * that whoever was overtaken and went on with the newest is not overtaken again.
     */
    private static final int LINES = 2 * CAPACITY - 100;

    private static final String LONG = "x".repeat(3900);
    private static final String GATED =
            "while [ ! -e $0 ]; do sleep 0.02; done; for n in $(seq 60); do echo line $n; done";

    /** A proxy that keeps some lines of a stream to itself. */
    private static final String LOSSY = """
            (() => {
              const whole = globalThis.fetch;
              const isLost = line => /"message":"line (2[1-9]|3[0-9]|40)"/.test(line);
              const lossy = () => {
                let begun = '';
                return new TransformStream({
                  transform(part, out) {
                    const lines = (begun + part).split('\\n');
                    begun = lines.pop();
                    lines.filter(line => !isLost(line)).forEach(line => out.enqueue(line + '\\n'));
                  },
                });
              };
              globalThis.fetch = async (address, init) => {
                const response = await whole(address, init);
                return !String(address).includes('/logs/stream') ? response : new Response(
                  response.body.pipeThrough(new TextDecoderStream()).pipeThrough(lossy()).pipeThrough(new TextEncoderStream()),
                  { status: response.status, headers: response.headers });
              };
            })()""";

    private static final String COLLECT = """
            () => {
              window.gaps = [];
              document.querySelector('live-log').addEventListener('gap', event => gaps.push(event.detail));
            }""";

    private LivetailProcess livetail;
    private Relay relay;

    @BeforeEach
    void start() {
        livetail = LivetailProcess.start(Options.of(
                        "livetail.journal.capacity=" + CAPACITY,
                        // The runs' lines are to be all there are.
                        "livetail.request-log.enabled=false",
                        // However long the network is held, the page waits for it.
                        "livetail.stream.heartbeat=10m")
                .command("gated", "sh", "-c", GATED, "{gate}")
                .operation("gated", "parameters.gate.required=true"));
        relay = Relay.to(livetail::port);
    }

    @AfterEach
    void stop() {
        relay.close();
        livetail.close();
    }

    @Test
    void linesThatWereLostOnTheWayAreLoadedIntoTheirPlace() throws IOException {
        String run = livetail.startRun("gated", "gate=gate");
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(livetail.uri("/runs/" + run), tab -> tab.addInitScript(LOSSY));
            page.setViewportSize(1200, 2000);
            LogPane log = new LogPane(page);
            assertThat(log.state()).hasText("live");
            Files.createFile(livetail.directory().resolve("gate"));
            assertThat(log.state()).hasText("ended");
            Locator gap = log.rows("missing");
            assertThat(gap.locator(".words")).hasText("20 lines are missing: they did not arrive, and nobody said why");
            assertEquals(numbered(1, 20, 0, 41, 60), numbers(log.awaitInSight("the gap", rows -> rows.size() == 41)));
            Chromium.screenshot(page, "gap-unexplained");

            gap.getByText("load").click();
            List<LogPane.Row> rows = log.awaitInSight(
                    "all lines",
                    some -> some.size() == 60
                            && some.stream().noneMatch(row -> row.message().equals("…")));
            assertEquals(numbered(1, 60), numbers(rows));
            assertEquals(
                    IntStream.rangeClosed(1, 60).mapToObj(n -> "line " + n).toList(),
                    rows.stream().map(LogPane.Row::message).toList());
            assertThat(gap).hasCount(0);
        }
    }

    /** Stretches from the one to the other; 0 stands for itself. */
    private static List<Integer> numbered(int... ends) {
        IntStream numbers = IntStream.empty();
        for (int i = 0; i < ends.length; i++) {
            numbers = IntStream.concat(
                    numbers, ends[i] == 0 ? IntStream.of(0) : IntStream.rangeClosed(ends[i], ends[++i]));
        }
        return numbers.boxed().toList();
    }

    private static List<Integer> numbers(List<LogPane.Row> rows) {
        return rows.stream().map(LogPane.Row::number).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&q=line"})
    void ofLinesThatThePageWasTooSlowForThoseAreLoadedThatTheServiceStillHas(String filter) {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/"));
            page.setViewportSize(1200, 2000);
            LogPane log = fallBehind(page, "/logs/stream?on_slow=latest" + filter);
            JsonNode gap = lastGap(page);
            assertEquals("skipped", gap.path("reason").asText());
            livetail.startRun("demo", "lines=3", "interval=0s", "text=behind the gap");
            assertThat(log.rows("behind the gap")).hasCount(3);
            goTo(page, sequence(gap.path("first")));
            assertThat(log.rows("missing").locator(".words"))
                    .hasText(words(gap, "this page was too slow for all of them"));
            Chromium.screenshot(page, "gap-skipped");

            log.rows("missing").getByText("load").click();
            long oldest = sequence(service("").getFirst());
            goTo(page, sequence(gap.path("first")));
            assertThat(log.rows("missing").locator(".words"))
                    .hasText(words(oldest - sequence(gap.path("first")), "newer lines took their place"));
            assertThat(log.rows("missing").getByText("load")).hasCount(0);
            assertShows(log, page, service(filter));
            Chromium.screenshot(page, "gap-loaded");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?q=line"})
    void linesThatAreGoneForGoodAreNotOffered(String filter) {
        try (Visit visit = Visit.to(livetail)) {
            Page page = visit.open(relay.uri("/"));
            page.setViewportSize(1200, 2000);
            LogPane log = fallBehind(page, "/logs/stream" + filter);
            assertThat(log.rows("line " + LINES)).hasCount(1);
            JsonNode gap = lastGap(page);
            assertEquals("evicted", gap.path("reason").asText());
            goTo(page, sequence(gap.path("first")));
            assertThat(log.rows(words(gap, "newer lines took their place"))).hasCount(1);
            assertThat(log.rows("missing").getByText("load")).hasCount(0);
            Chromium.screenshot(page, "gap-evicted");
            assertShows(
                    log,
                    page,
                    service(filter.replace('?', '&')).stream()
                            .filter(line -> sequence(line) > sequence(gap.path("last")))
                            .toList());
        }
    }

    /** The service logs more than it keeps, while nothing of it reaches a page that was live. */
    private LogPane fallBehind(Page page, String stream) {
        LogPane log = new LogPane(page);
        assertThat(log.state()).hasText("live");
        page.evaluate("stream => document.querySelector('live-log').src = stream", stream);
        livetail.startRun("demo", "lines=3", "interval=0s", "text=before the gap");
        assertThat(log.rows("before the gap")).hasCount(3);
        assertThat(log.state()).hasText("live");
        page.evaluate(COLLECT);
        relay.hold();
        livetail.awaitState(livetail.startRun("demo", "lines=" + LINES, "interval=0s", "text=" + LONG), "succeeded");
        relay.pass();
        return log;
    }

    private static JsonNode lastGap(Page page) {
        page.waitForCondition(() -> (boolean) page.evaluate("gaps.length > 0"));
        JsonNode gap = LivetailProcess.parse((String) page.evaluate("JSON.stringify(gaps.at(-1))"));
        long lines = sequence(gap.path("last")) - sequence(gap.path("first")) + 1;
        assertEquals(lines, gap.path("count").asLong());
        return gap;
    }

    private static String words(JsonNode gap, String reason) {
        return words(gap.path("count").asLong(), reason);
    }

    private static String words(long lines, String reason) {
        return String.format(Locale.ENGLISH, "%,d lines are missing: %s", lines, reason);
    }

    /** What the service has, which is less than what the page has seen. */
    private List<JsonNode> service(String filter) {
        return livetail.get("/logs?format=ndjson" + filter)
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .toList();
    }

    private static void goTo(Page page, long number) {
        page.evaluate("number => document.querySelector('live-log').goToLine(number)", (int) number);
    }

    /** Each of these lines once, in order, and nothing else among them. */
    private static void assertShows(LogPane log, Page page, List<JsonNode> lines) {
        assertFalse(lines.isEmpty());
        for (int i = 0; i < lines.size(); ) {
            int number = (int) sequence(lines.get(i));
            goTo(page, number);
            List<LogPane.Row> rows = log.awaitInSight(
                    "line " + number,
                    some -> some.stream().anyMatch(row -> row.number() == number)
                            && some.stream().noneMatch(row -> row.message().equals("…")));
            List<LogPane.Row> shown =
                    rows.stream().dropWhile(row -> row.number() != number).toList();
            List<JsonNode> expected = lines.subList(i, i + shown.size());
            assertEquals(expected.stream().map(line -> (int) sequence(line)).toList(), numbers(shown));
            assertEquals(
                    expected.stream().map(line -> line.path("message").asText()).toList(),
                    shown.stream().map(LogPane.Row::message).toList());
            i += shown.size();
        }
    }

    private static long sequence(JsonNode lineOrId) {
        String id = (lineOrId.isObject() ? lineOrId.path("id") : lineOrId).asText();
        return Long.parseLong(id.substring(id.indexOf('-') + 1));
    }
}
