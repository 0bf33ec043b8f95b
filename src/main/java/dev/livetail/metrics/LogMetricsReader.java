package dev.livetail.metrics;

import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * A reader of the service's journal, at its own pace as any other, that gives each line to every rule.
 *
 * <p>Its one thread sleeps while there is nothing to read, and is woken by the journal's writer, who pays for that only
 * then. The thread says that it sleeps <em>before</em> it looks for the last time; the writer appends <em>before</em> it
 * looks whether anyone sleeps. What newer lines have overwritten before it came is counted in {@link #missed}. No failure
 * and no interrupt ends the thread but {@link #close}.
 */
final class LogMetricsReader {
    private static final Logger LOG = Logger.getLogger(LogMetricsReader.class);
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int BATCH = 256;
    private static final int BATCH_BYTES = 1024 * 1024;

    private final Journal journal;
    private final List<LogMetricRule> rules;
    private final Thread thread =
            Thread.ofPlatform().name("livetail-log-metrics").daemon().unstarted(this::run);
    private Journal.Registration registration = () -> {};
    private volatile boolean asleep;
    private volatile boolean closing;
    private volatile long missed;
    private long next = 1;

    LogMetricsReader(Journal journal, List<LogMetricRule> rules) {
        this.journal = journal;
        this.rules = List.copyOf(rules);
    }

    /** Begins with the first line that the journal has had. */
    void start() {
        registration = journal.onChange(this::wakeIfAsleep);
        thread.start();
    }

    /**
     * Ends when all has been read that is in the journal now.
     *
     * @param patience how long to wait for that
     * @return whether it has ended in that time
     */
    boolean close(Duration patience) throws InterruptedException {
        registration.close();
        closing = true;
        LockSupport.unpark(thread);
        return thread.join(patience);
    }

    /** Lines that were gone before they were read. Never decreases. */
    long missed() {
        return missed;
    }

    private void wakeIfAsleep() {
        if (asleep) {
            asleep = false;
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        boolean goesOn = true;
        while (goesOn) {
            // It would keep the thread from sleeping, and is nobody's way to end it.
            Thread.interrupted();
            // Asked first: what is there then was there before the end.
            boolean last = closing;
            try {
                goesOn = readOn() || !last;
            } catch (RuntimeException | Error e) {
                LOG.errorf(e, "Metrics from logs failed, and go on");
                LockSupport.parkNanos(this, PAUSE_NANOS);
            }
        }
    }

    /** Reads what there is, or sleeps; false if there was nothing. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // volatile for its readers; this thread alone writes it
    private boolean readOn() {
        List<JournalEntry> entries = journal.read(next, BATCH, BATCH_BYTES);
        if (entries.isEmpty()) {
            sleep();
            return false;
        }
        missed += entries.getFirst().sequence() - next;
        for (JournalEntry entry : entries) {
            // First: a line that fails is not counted twice.
            next = entry.sequence() + 1;
            rules.forEach(rule -> rule.accept(entry.event()));
        }
        return true;
    }

    private void sleep() {
        asleep = true;
        if (journal.last() < next && !closing) {
            LockSupport.park(this);
        }
        asleep = false;
    }
}
