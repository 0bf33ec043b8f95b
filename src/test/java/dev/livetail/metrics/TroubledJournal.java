package dev.livetail.metrics;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Another journal, of which the first reads fail, and which knows who read it last. */
final class TroubledJournal implements Journal {
    private final Journal journal;
    private final AtomicInteger failures;
    private volatile Thread reader;

    TroubledJournal(Journal journal, int failures) {
        this.journal = journal;
        this.failures = new AtomicInteger(failures);
    }

    /** The thread that read last; null before that. */
    Thread reader() {
        return reader;
    }

    @Override
    public List<JournalEntry> read(long from, int limit, int maxBytes) {
        reader = Thread.currentThread();
        if (failures.getAndDecrement() > 0) {
            throw new OutOfMemoryError("of a test");
        }
        return journal.read(from, limit, maxBytes);
    }

    @Override
    public long epoch() {
        return journal.epoch();
    }

    @Override
    public long first() {
        return journal.first();
    }

    @Override
    public long last() {
        return journal.last();
    }

    @Override
    public boolean ended() {
        return journal.ended();
    }

    @Override
    public boolean readsBlock() {
        return journal.readsBlock();
    }

    @Override
    public boolean append(LogEvent event) {
        return journal.append(event);
    }

    @Override
    public void flush() {
        journal.flush();
    }

    @Override
    public void end() {
        journal.end();
    }

    @Override
    public long refused() {
        return journal.refused();
    }

    @Override
    public Registration onChange(Runnable listener) {
        return journal.onChange(listener);
    }
}
