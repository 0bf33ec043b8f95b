package dev.livetail.hub;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A journal that counts those who listen to it; what it is else, another one does. */
class ListeningJournal implements Journal {
    private final Journal journal;
    private final AtomicInteger listeners = new AtomicInteger();

    ListeningJournal(Journal journal) {
        this.journal = journal;
    }

    int listeners() {
        return listeners.get();
    }

    @Override
    public Registration onChange(Runnable listener) {
        Registration registration = journal.onChange(listener);
        listeners.incrementAndGet();
        return () -> {
            registration.close();
            listeners.decrementAndGet();
        };
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
    public List<JournalEntry> read(long from, int limit, int maxBytes) {
        return journal.read(from, limit, maxBytes);
    }
}
