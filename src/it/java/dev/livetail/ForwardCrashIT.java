package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** The process is killed again and again while it logs, and while its sink comes and goes. */
class ForwardCrashIT {
    private static final int KILLS = 10;

    /** Up for some requests, then down for some. */
    private static final class Flapping implements Collector.Manners {
        private final Random random;
        private boolean up;
        private int left;

        Flapping(long seed) {
            this.random = new Random(seed);
        }

        @Override
        public synchronized int answer(Collector.Request request) {
            if (left == 0) {
                up = !up;
                left = 1 + random.nextInt(up ? 30 : 10);
            }
            left--;
            return up ? 200 : random.nextBoolean() ? 503 : Collector.HANG_UP;
        }
    }

    @Test
    void noLineThatWasOnDiskIsMissingAndAtMostABatchIsRepeatedForEachKill() throws Exception {
        long seed = System.nanoTime();
        System.out.println("ForwardCrashIT: seed " + seed);
        Random random = new Random(seed);
        try (Collector collector = Collector.start().with(new Flapping(seed));
                LivetailProcess livetail = LivetailProcess.start(Options.of(
                        "livetail.forward.far.url=" + collector.url(),
                        "livetail.forward.far.batch.max-age=10ms",
                        "livetail.forward.far.batch.max-lines=100",
                        "livetail.forward.far.retry.first=10ms",
                        "livetail.forward.far.retry.most=200ms",
                        "livetail.forward.far.spool.max-lines-per-second=1000000",
                        // So that lines are on disk before long.
                        "livetail.journal.capacity=512",
                        PipelineBooks.QUIET))) {
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            long spooled = 0;
            for (int kill = 0; kill < KILLS; kill++) {
                livetail.startRun("demo", "lines=10000000", "interval=500us", "text=of life " + kill);
                long enough = collector.receipts().lines() + 200 + random.nextInt(2_000);
                await().atMost(LivetailProcess.LIMIT)
                        .until(() -> collector.receipts().lines() >= enough);
                spooled += books.beforeKill().spooled();
                livetail.kill();
                if (kill == KILLS - 1) {
                    // What the service says of a sink that comes and goes would never end.
                    collector.with(Collector.Manners.GOOD);
                }
                livetail.restart();
            }
            assertTrue(spooled > 0, "nothing was ever on disk");
            assertEquals(0, books.awaitNothingWaiting().expired());
            books.check(0);
        }
    }
}
