package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A page holds a window of a long log, and gets any other part of it by its place. */
class RandomAccessIT {
    private static final int LINES = 200_000;

    @AutoClose
    private static LivetailProcess livetail;

    private static String log;
    private static String epoch;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        String run = livetail.startRun("demo", "lines=" + LINES, "interval=0", "text={n}");
        livetail.awaitState(run, "succeeded");
        log = "/runs/" + run + "/logs";
        String first = get("limit=1").get(1).path("id").asText();
        epoch = first.substring(0, first.indexOf('-'));
        assertEquals(epoch + "-1", first);
    }

    private static List<JsonNode> get(String query) {
        return livetail.get(log + "?format=ndjson&" + query)
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .toList();
    }

    private static List<String> ids(List<JsonNode> told) {
        return told.stream()
                .filter(line -> !line.has("event"))
                .map(line -> line.path("id").asText())
                .toList();
    }

    private static List<String> range(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(n -> epoch + "-" + n).toList();
    }

    @Test
    void anyLineIsAPageAwayAndTheWholeIsItsPages() {
        List<JsonNode> page = get("after=" + epoch + "-123455&limit=500");
        assertEquals(range(123_456, 123_955), ids(page));
        assertEquals("limited", page.getLast().path("state").asText());
        assertEquals(epoch + "-123955", page.getLast().path("after").asText());

        page = get("before=" + epoch + "-123456&tail=500");
        assertEquals(range(122_956, 123_455), ids(page));
        assertEquals("succeeded", page.getLast().path("state").asText());
    }

    @Test
    void aFilteredPageGrowsAtBothEnds() {
        List<String> before = ids(get("q=00%20of&before=" + epoch + "-100000&tail=10"));
        assertEquals(
                IntStream.rangeClosed(990, 999)
                        .mapToObj(n -> epoch + "-" + n * 100)
                        .toList(),
                before);
        List<String> after = ids(get("q=00%20of&after=" + before.getLast() + "&limit=10"));
        assertEquals(
                IntStream.rangeClosed(1000, 1009)
                        .mapToObj(n -> epoch + "-" + n * 100)
                        .toList(),
                after);
    }

    @Test
    void theHistogramCountsEveryLineAndKnowsWhereEachBucketBegins() {
        JsonNode histogram = livetail.json(log + "/histogram?buckets=50");
        assertEquals(LINES, histogram.path("lines").asInt());
        assertEquals(epoch + "-1", histogram.path("first").asText());
        assertEquals(epoch + "-" + LINES, histogram.path("last").asText());
        assertTrue(histogram.path("buckets").size() <= 50);
        long lines = 0;
        for (JsonNode bucket : histogram.path("buckets")) {
            assertEquals(epoch + "-" + (lines + 1), bucket.path("first").asText(), "one thread logs, so times ascend");
            lines += bucket.path("levels").path("INFO").asLong();
        }
        assertEquals(LINES, lines);
        assertEquals(histogram, livetail.json(log + "/histogram?buckets=50"));
        assertEquals(
                LINES / 100,
                livetail.json(log + "/histogram?q=00%20of").path("lines").asInt());
    }

    @Test
    void ofALogThatIsFollowedThereAreNoBounds() {
        for (String bound : List.of("before=" + epoch + "-5", "until=5m", "limit=5")) {
            assertEquals(400, livetail.get(log + "/stream?" + bound).statusCode());
        }
    }
}
