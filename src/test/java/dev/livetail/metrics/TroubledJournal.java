package dev.livetail.metrics;

import dev.livetail.journal.DelegatingJournal;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Another journal, of which the first reads fail, and which knows who read it last. */
final class TroubledJournal extends DelegatingJournal {
    private final AtomicInteger failures;
    private volatile Thread reader;

    TroubledJournal(Journal journal, int failures) {
        super(journal);
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
}
