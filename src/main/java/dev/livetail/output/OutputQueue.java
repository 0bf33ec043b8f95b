package dev.livetail.output;

import dev.livetail.event.LogLevel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;
import org.jboss.logmanager.handlers.ConsoleHandler;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The bounded queue in front of handlers that write: who logs puts a record in and goes on, and one thread writes.
 *
 * <p>While records come, that thread looks for more every two milliseconds, so that no caller pays for waking it and what
 * a console gets is written in one go; when none has come for a while it sleeps until a caller wakes it. What finds no
 * room is given up and counted, below WARN first, unless callers are to wait for room.
 *
 * <p>Closing it does not close the handlers behind it, which get what is still in it: a console that nobody reads could
 * not be closed, since whoever writes to it holds its lock. Thread-safe.
 */
final class OutputQueue extends ExtHandler {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long STAY_AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final MpscAtomicArrayQueue<ExtLogRecord> queue;
    private final int roomBelowWarn;
    private final OverflowAction overflow;
    private final Consumer<Handler> preparation;
    private final LongAdder dropped = new LongAdder();
    private final Thread thread =
            Thread.ofPlatform().name("livetail-output").daemon().unstarted(this::run);

    private volatile boolean asleep;
    private volatile boolean closed;
    /** How many of all that were put in have been written, and flushed. */
    private volatile long written;

    private OutputQueue(int capacity, OverflowAction overflow, Consumer<Handler> preparation) {
        this.queue = new MpscAtomicArrayQueue<>(capacity);
        this.roomBelowWarn = queue.capacity() - queue.capacity() / 8;
        this.overflow = overflow;
        this.preparation = preparation;
    }

    /** @param capacity how many records may wait, rounded up to a power of two */
    static OutputQueue before(Handler handler, int capacity) {
        OutputQueue queue = new OutputQueue(capacity, OverflowAction.DISCARD, ready -> {});
        queue.setLevel(handler.getLevel());
        return queue.startWith(handler);
    }

    /**
     * One that does what a queue of Quarkus' does by its configuration, but says what it drops and when it is empty, and
     * takes nothing from who logs but the time to put a record in.
     *
     * @param preparation done to each of its handlers before it gets anything, on the thread that writes: Quarkus' own may
     *     still hold a handler's lock, for as long as a receiver is away
     */
    static OutputQueue inPlaceOf(AsyncHandler handler, Consumer<Handler> preparation) {
        OutputQueue queue = new OutputQueue(handler.getQueueLength(), handler.getOverflowAction(), preparation);
        queue.setLevel(handler.getLevel());
        queue.setFilter(handler.getFilter());
        return queue.startWith(handler.getHandlers());
    }

    private OutputQueue startWith(Handler... handlers) {
        for (Handler handler : handlers) {
            if (handler instanceof ConsoleHandler console) {
                console.setAutoFlush(false);
            }
            addHandler(handler);
        }
        thread.start();
        return this;
    }

    // ---- the threads that log ----

    @Override
    protected void doPublish(ExtLogRecord record) {
        // What only this thread knows.
        if (isCallerCalculationRequired()) {
            record.copyAll();
        } else {
            record.disableCallerCalculation();
            record.copyMdc();
        }
        boolean taken = !closed && offer(record);
        while (!taken && !closed && overflow == OverflowAction.BLOCK && Thread.currentThread() != thread) {
            LockSupport.parkNanos(this, POLL_NANOS);
            taken = offer(record);
        }
        if (!taken) {
            dropped.increment();
        } else if (asleep) {
            wake();
        }
    }

    private boolean offer(ExtLogRecord record) {
        return record.getLevel().intValue() < LogLevel.WARN.value()
                ? queue.offerIfBelowThreshold(record, roomBelowWarn)
                : queue.offer(record);
    }

    private void wake() {
        asleep = false;
        LockSupport.unpark(thread);
    }

    // ---- the thread that writes ----

    private void run() {
        for (Handler handler : getHandlers()) {
            preparation.accept(handler);
        }
        long lastRecord = System.nanoTime();
        while (!closed || !queue.isEmpty()) {
            if (queue.drain(this::publishToNestedHandlers) > 0) {
                lastRecord = System.nanoTime();
            } else {
                flush();
                written = queue.currentConsumerIndex();
                rest(System.nanoTime() - lastRecord);
            }
        }
        flush();
        written = queue.currentConsumerIndex();
    }

    private void rest(long idleNanos) {
        // An interrupt is nobody's way to end this thread, and would keep it from resting.
        Thread.interrupted();
        if (idleNanos < STAY_AWAKE_NANOS) {
            LockSupport.parkNanos(this, POLL_NANOS);
            return;
        }
        // In this order: who puts a record in looks whether this sleeps after that.
        asleep = true;
        if (queue.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    // ---- anyone ----

    @Override
    public void close() {
        closed = true;
        wake();
    }

    /** Records that were refused. */
    long dropped() {
        return dropped.sum();
    }

    /** Returns when everything that is in it now is written, or when that takes longer than {@code patience}. */
    void awaitWritten(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        long last = queue.currentProducerIndex();
        while (written < last
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, POLL_NANOS);
        }
    }
}
