package dev.livetail.metrics;

import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * A reader of the service's journal, at its own pace as any other, that gives each line to every rule.
 *
 * <p>Its one thread sleeps while there is nothing to read, and is woken by the journal's writer, who pays for that only
 * then. The thread says that it sleeps <em>before</em> it looks for the last time; the writer appends <em>before</em> it
 * looks whether anyone sleeps. What newer lines have overwritten before it came is counted in {@link #missed}.
 */
final class LogMetricsReader {
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

    /** Ends when all has been read that is in the journal now. */
    void close() throws InterruptedException {
        registration.close();
        closing = true;
        LockSupport.unpark(thread);
        thread.join();
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
        while (true) {
            // Asked first: what is there then was there before the end.
            boolean last = closing;
            if (!readOn() && last) {
                return;
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
            rules.forEach(rule -> rule.accept(entry.event()));
        }
        next = entries.getLast().sequence() + 1;
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
