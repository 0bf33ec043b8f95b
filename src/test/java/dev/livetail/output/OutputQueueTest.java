package dev.livetail.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutputQueueTest {
    private static final int CAPACITY = 64;

    private final Console console = new Console();
    private OutputQueue queue;

    @AfterEach
    void end() {
        console.read.countDown();
        queue.close();
    }

    private void put(OverflowAction overflow) {
        AsyncHandler handler = new AsyncHandler(CAPACITY);
        handler.addHandler(console);
        handler.setOverflowAction(overflow);
        queue = OutputQueue.inPlaceOf(handler, nested -> {});
    }

    private void log(int count, Level level) {
        for (int i = 0; i < count; i++) {
            queue.publish(new ExtLogRecord(level, "line", "class"));
        }
    }

    @Test
    void whatIsNotWrittenIsCounted() throws InterruptedException {
        put(OverflowAction.DISCARD);
        log(1, Level.INFO);
        console.busy.await();
        log(1000, Level.INFO);
        assertEquals(1000 - CAPACITY / 8 * 7, queue.dropped());
        log(1000, Level.ERROR);
        console.read.countDown();
        queue.awaitWritten(Duration.ofMinutes(1));
        assertEquals(2001, console.written.size() + queue.dropped());
        assertEquals(1 + CAPACITY, console.written.size());
    }

    @Test
    void thereIsRoomAgainWhenItIsWritten() {
        put(OverflowAction.DISCARD);
        log(CAPACITY, Level.ERROR);
        console.read.countDown();
        queue.awaitWritten(Duration.ofMinutes(1));
        log(CAPACITY, Level.ERROR);
        queue.awaitWritten(Duration.ofMinutes(1));
        assertEquals(0, queue.dropped());
        assertEquals(2 * CAPACITY, console.written.size());
    }

    @Test
    void whereCallersShallWaitNothingIsRefused() {
        put(OverflowAction.BLOCK);
        console.read.countDown();
        log(1000, Level.INFO);
        queue.awaitWritten(Duration.ofMinutes(1));
        assertEquals(0, queue.dropped());
        assertEquals(1000, console.written.size());
    }

    @Test
    void theEndDoesNotWaitForAConsoleThatNobodyReads() {
        put(OverflowAction.DISCARD);
        log(CAPACITY, Level.INFO);
        queue.awaitWritten(Duration.ofMillis(1));
        queue.close();
        // It could not be: whoever writes to it holds its lock.
        assertFalse(console.closed);
    }

    @Test
    void whatWasLoggedBeforeItIsClosedIsWritten() {
        put(OverflowAction.DISCARD);
        log(CAPACITY / 2, Level.INFO);
        queue.close();
        console.read.countDown();
        queue.awaitWritten(Duration.ofMinutes(1));
        assertEquals(CAPACITY / 2, console.written.size());
    }

    /** Nobody reads it until {@link #read}, and then it takes everything, unless it is closed. */
    private static final class Console extends ExtHandler {
        private final CountDownLatch busy = new CountDownLatch(1);
        private final CountDownLatch read = new CountDownLatch(1);
        private final List<ExtLogRecord> written = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        protected void doPublish(ExtLogRecord record) {
            busy.countDown();
            boolean waiting = true;
            while (waiting) {
                try {
                    read.await();
                    waiting = false;
                } catch (InterruptedException e) {
                    // A console that nobody reads does not heed it either.
                    waiting = true;
                }
            }
            if (!closed) {
                written.add(record);
            }
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
