package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

/** A million lines, logged in a minute for which their sink is away, in a heap that could not hold them. */
class AwaySinkIT {
    private static final int LINES = 1_000_000;
    private static final String MINUTE = "60us";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final BitSet arrived = new BitSet();
    private int arrivals;

    private synchronized void arrives(String message) {
        if (message.startsWith("line ")) {
            arrivals++;
            arrived.set(Integer.parseInt(message.substring(5, message.indexOf(' ', 5))));
        }
    }

    private synchronized void assertAllArrivedOnce() {
        assertEquals(LINES, arrived.cardinality());
        assertEquals(LINES, arrivals);
    }

    @Test
    void everyLineArrivesOnceWhenTheSinkIsBack() {
        int port = Collector.freePort();
        // The heap is that of every test here: 256 MB.
        try (LivetailProcess livetail = LivetailProcess.start(Options.of(
                        "livetail.forward.far.url=http://localhost:" + port + "/intake",
                        "livetail.forward.far.retry.first=10ms",
                        "livetail.forward.far.retry.most=1s",
                        "livetail.forward.far.spool.max-bytes=2G",
                        "livetail.forward.far.spool.max-lines-per-second=1000000",
                        PipelineBooks.QUIET)
                .lasting())) {
            String run = livetail.startRun("demo", "lines=" + LINES, "interval=" + MINUTE);
            await("a minute of lines")
                    .atMost(LIMIT)
                    .until(() -> livetail.run(run).path("state").asText().equals("succeeded"));
            try (Collector collector = Collector.start(port)
                    .telling(line -> arrives(line.path("message").asText()))) {
                PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
                await("nothing waits").atMost(LIMIT).until(() -> books.sink().waiting() == 0);
                books.check(0);
                assertEquals(0, books.sink().expired());
                assertAllArrivedOnce();
            }
        }
    }
}
