package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A reader that is cut off at any byte, and connects again with the last id it has seen, misses and repeats nothing. */
class ResumeIT {
    private static final int LINES = 50_000;
    private static final int LONGEST_PIECE = 400_000;
    private static final long SEED = 20261121;

    private final Random random = new Random(SEED);

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
    }

    /** What a reader knows, over all its connections. */
    private static final class Union {
        private String lastId;
        private long lines;
        private int connections;
        private boolean ended;

        void take(String id, JsonNode data) {
            if (data.has("event")) {
                String event = data.path("event").asText();
                assertTrue(event.equals("hello") || event.equals("end"), data.toString());
                ended |= event.equals("end");
            } else {
                lines++;
                assertEquals(
                        "line " + lines + " of " + LINES, data.path("message").asText());
                lastId = id;
            }
        }
    }

    @Test
    void bySseWithLastEventId() {
        String run = startRun();
        Union union = new Union();
        while (!union.ended) {
            sseConnection(run, union);
        }
        assertExact(union);
    }

    private void sseConnection(String run, Union union) {
        String path = "/runs/" + run + "/logs/stream";
        union.connections++;
        try (LogStream stream = union.lastId == null
                ? livetail.stream(path, "Accept", "text/event-stream")
                : livetail.stream(path, "Accept", "text/event-stream", "Last-Event-ID", union.lastId)) {
            stream.cutAfter(random.nextInt(LONGEST_PIECE));
            for (LogStream.Event event = stream.readEvent(); event != null; event = stream.readEvent()) {
                union.take(event.id(), event.data());
                // What a browser would send is the last id, whatever event it came with.
                union.lastId = event.id() == null ? union.lastId : event.id();
            }
        }
    }

    @Test
    void byNdjsonWithAfter() {
        String run = startRun();
        Union union = new Union();
        while (!union.ended) {
            ndjsonConnection(run, union);
        }
        assertExact(union);
    }

    private void ndjsonConnection(String run, Union union) {
        union.connections++;
        String after = union.lastId == null ? "" : "&after=" + union.lastId;
        try (LogStream stream = livetail.stream("/runs/" + run + "/logs/stream?format=ndjson" + after)) {
            stream.cutAfter(random.nextInt(LONGEST_PIECE));
            for (JsonNode line = stream.readObject(); line != null; line = stream.readObject()) {
                union.take(line.path("id").asText(), line);
            }
        }
    }

    @Test
    void overARestart() throws IOException, InterruptedException {
        String run = startRun();
        Union union = new Union();
        for (int i = 0; i < 10; i++) {
            ndjsonConnection(run, union);
        }
        livetail.awaitState(run, "succeeded");
        assertEquals(0, livetail.terminate());
        livetail.restart();
        while (!union.ended) {
            if (random.nextBoolean()) {
                ndjsonConnection(run, union);
            } else {
                sseConnection(run, union);
            }
        }
        assertExact(union);
    }

    /** As fast as it can log. */
    private static String startRun() {
        return livetail.startRun("demo", "lines=" + LINES, "interval=0");
    }

    private static void assertExact(Union union) {
        assertEquals(LINES, union.lines);
        assertTrue(union.connections > 20, "cut " + union.connections + " times");
    }
}
