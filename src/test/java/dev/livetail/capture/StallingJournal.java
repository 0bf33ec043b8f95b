package dev.livetail.capture;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A journal whose appending and flushing hang, as a disk may, until it is told to go on. */
final class StallingJournal implements Journal {
    private final RingJournal journal = new RingJournal(1, 1 << 20, Long.MAX_VALUE);
    private final CountDownLatch going = new CountDownLatch(1);

    void goOn() {
        going.countDown();
    }

    private void stall() {
        try {
            going.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean append(LogEvent event) {
        stall();
        return journal.append(event);
    }

    @Override
    public void flush() {
        stall();
        journal.flush();
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
        return false;
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
