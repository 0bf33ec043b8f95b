package dev.livetail.journal;

import dev.livetail.event.LogEvent;
import java.util.List;

/** Does all that another journal does; doubles of tests change one thing of it. */
public abstract class DelegatingJournal implements Journal {
    protected final Journal journal;

    protected DelegatingJournal(Journal journal) {
        this.journal = journal;
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

    @Override
    public Registration onChange(Runnable listener) {
        return journal.onChange(listener);
    }
}
