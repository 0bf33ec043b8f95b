package dev.livetail.capture;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.DelegatingJournal;
import dev.livetail.journal.RingJournal;
import java.util.concurrent.CountDownLatch;

/** A journal whose appending and flushing hang, as a disk may, until it is told to go on. */
final class StallingJournal extends DelegatingJournal {
    private final CountDownLatch going = new CountDownLatch(1);

    StallingJournal() {
        super(new RingJournal(1, 1 << 20, Long.MAX_VALUE));
    }

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
}
