package dev.livetail.operation;

import dev.livetail.capture.LogCapture;
import dev.livetail.journal.RunJournals;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/** The last things to do for a run, in the order in which readers rely on them. */
final class RunEnding {
    private static final Logger LOG = Logger.getLogger(RunEnding.class);

    private final LogCapture capture;
    private final RunJournals journals;
    private final RunStore store;
    private final RunStatistics statistics;
    private final Clock clock;

    RunEnding(LogCapture capture, RunJournals journals, RunStore store, RunStatistics statistics, Clock clock) {
        this.capture = capture;
        this.journals = journals;
        this.store = store;
        this.statistics = statistics;
        this.clock = clock;
    }

    /**
     * Ends a run. First its outcome is known; when all that was logged before this call is in its journal, the outcome is
     * kept on disk and the state is final; and only then its journal ends, so that whoever sees the end of its log also
     * sees how it ended. Waits for all of it.
     */
    void end(Run run, Outcome outcome) {
        run.decide(outcome, clock.instant());
        CountDownLatch journalled = new CountDownLatch(1);
        capture.afterAllLogged(() -> {
            journals.remove(run.id());
            journalled.countDown();
        });
        awaitUninterruptibly(journalled);
        RunRecord last = run.snapshot().ended();
        try {
            store.save(last);
        } catch (UncheckedIOException e) {
            LOG.errorf(e, "The run %s has ended, but that could not be kept: %s", run.id(), outcome.text());
        }
        statistics.countEnded(last.state());
        run.end(last);
        // Here and not on the drain's thread, which must not wait for the disk to have it all.
        run.journal().end();
    }

    /** Whoever wants to interrupt a run comes too late here, and half an ending is none. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
