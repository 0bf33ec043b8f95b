package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A hundred runs at once, on all kinds of threads: each one's stream holds its own lines and no others. */
class IsolationIT {
    private static final int RUNS = 100;
    private static final int LINES = 100_000;
    /** How many lines each has logged before the first is ended: so all of them do go on at once. */
    private static final int TOGETHER = 100;

    private static final List<String> THREADS = List.of("caller", "executor", "virtual", "mutiny", "mixed");

    private final CountDownLatch met = new CountDownLatch(RUNS);

    @Test
    void eachStreamHoldsItsOwnLinesInOrder() throws Exception {
        try (LivetailProcess livetail = LivetailProcess.start();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> read = new ArrayList<>();
            List<String> runs = new ArrayList<>();
            for (int i = 0; i < RUNS; i++) {
                String tag = "tag-" + i;
                String threads = THREADS.get(i % THREADS.size());
                String run = livetail.startRun(
                        "demo", "lines=" + LINES, "interval=20ms", "text=" + tag, "threads=" + threads);
                runs.add(run);
                read.add(readers.submit(() -> read(livetail, run, tag)));
            }
            for (int i = 0; i < RUNS; i++) {
                int lines = read.get(i).get(LivetailProcess.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
                assertEquals(
                        lines,
                        livetail.awaitState(runs.get(i), "cancelled")
                                .path("lines")
                                .asInt());
            }
            for (int i = 0; i < THREADS.size(); i++) {
                assertTheSameInTheServicesLog(livetail, runs.get(i));
            }
            assertEquals(0, livetail.metric("livetail_capture_unattributed_total"));
        }
    }

    /** Returns how many lines there were. */
    private int read(LivetailProcess livetail, String run, String tag) throws InterruptedException {
        int lines = 0;
        try (LogStream stream = livetail.stream("/runs/" + run + "/logs/stream?format=ndjson")) {
            for (JsonNode line = stream.readObject(); line != null; line = stream.readObject()) {
                if (!line.has("event")) {
                    lines++;
                    assertEquals(
                            "line " + lines + " of " + LINES + " " + tag,
                            line.path("message").asText());
                    assertEquals(run, line.path("mdc").path("run_id").asText());
                    assertEquals("demo", line.path("mdc").path("operation").asText());
                }
                if (lines == TOGETHER && !line.has("event")) {
                    met.countDown();
                    assertTrue(met.await(LivetailProcess.LIMIT.toSeconds(), TimeUnit.SECONDS));
                    livetail.send("DELETE", "/runs/" + run, null);
                }
            }
            assertTrue(stream.complete());
        }
        return lines;
    }

    private static void assertTheSameInTheServicesLog(LivetailProcess livetail, String run) {
        List<String> selected = livetail.get("/logs?format=ndjson&run=" + run)
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .map(line -> line.path("message").asText())
                .toList();
        assertEquals(livetail.messages(run), selected);
    }
}
