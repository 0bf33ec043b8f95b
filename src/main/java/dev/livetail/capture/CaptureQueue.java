package dev.livetail.capture;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.vertx.core.Context;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The bounded queue between the threads that log and the one that drains.
 *
 * <p>Any thread puts records in; it claims a place by one compare-and-set, stores the record and is done, unless the
 * drain sleeps: then the first to see that wakes it. Who finds the queue full gives its record up, or waits for room
 * where that was asked for. One thread, the drain, takes records out; what it has taken is garbage as soon as its event
 * is in the journal.
 *
 * <p>No record is left lying: the drain says that it sleeps <em>before</em> it looks for the last time whether anything
 * is there, and a producer claims its place <em>before</em> it looks whether the drain sleeps. Both are volatile, so at
 * least one of the two sees the other. The same holds between the drain and those who wait for room, and at the end.
 *
 * <p>Thread-safe for any number of producers and one consumer.
 */
final class CaptureQueue {
    /** Shorter messages are bounded by their number; only those above it are worth the counting. */
    static final int LONG_MESSAGE = 1024;

    static final long MAX_WAITING_CHARS = 32L * 1024 * 1024;

    private final MpscAtomicArrayQueue<Queued> queue;
    private final int roomBelowWarn;
    private final Overflow overflow;
    private final AtomicLong waitingChars = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition roomMade = lock.newCondition();
    private final AtomicInteger waitingForRoom = new AtomicInteger();

    /** Set by who found no room, cleared by the consumer: to ask the queue itself each time would cost every caller. */
    private volatile boolean crowded;

    private volatile Thread consumer;
    private volatile boolean asleep;
    private volatile boolean closed;
    private Consumer<Queued> afterEnd;

    /** @param capacity how many records may wait, rounded up to a power of two */
    CaptureQueue(int capacity, Overflow overflow) {
        this.queue = new MpscAtomicArrayQueue<>(capacity);
        this.roomBelowWarn = queue.capacity() - queue.capacity() / 8;
        this.overflow = overflow;
    }

    // ---- producers ----

    /** Puts a record in. Returns null, or why it could not be. */
    LossReason put(CapturedRecord captured) {
        LossReason refused = tryPut(captured);
        if (refused != null && overflow == Overflow.BLOCK && mayWait()) {
            refused = waitToPut(captured);
        }
        if (refused == null) {
            tellConsumer();
        }
        return refused;
    }

    /**
     * Whether a record of a level below WARN would be refused now; it is then not worth preparing one. May be wrong for a
     * moment in the other direction.
     */
    boolean refusesBelowWarn() {
        return crowded && overflow == Overflow.DISCARD && queue.size() >= roomBelowWarn;
    }

    private LossReason tryPut(CapturedRecord captured) {
        boolean belowWarn = captured.isBelowWarn();
        int length = captured.message().length();
        if (length > LONG_MESSAGE) {
            long limit = belowWarn ? MAX_WAITING_CHARS - MAX_WAITING_CHARS / 8 : MAX_WAITING_CHARS;
            if (waitingChars.addAndGet(length) > limit) {
                waitingChars.addAndGet(-length);
                return LossReason.QUEUE_BYTES;
            }
        }
        boolean taken = belowWarn ? queue.offerIfBelowThreshold(captured, roomBelowWarn) : queue.offer(captured);
        if (taken) {
            return null;
        }
        if (length > LONG_MESSAGE) {
            waitingChars.addAndGet(-length);
        }
        if (!crowded) {
            crowded = true;
        }
        return LossReason.QUEUE_FULL;
    }

    private LossReason waitToPut(CapturedRecord captured) {
        LossReason[] refused = new LossReason[1];
        awaitRoom(() -> {
            refused[0] = tryPut(captured);
            return refused[0] == null;
        });
        return refused[0];
    }

    /** Puts a barrier in, waiting for room; and if there is no consumer any more, it is handed to the last one here. */
    void put(Queued.Barrier barrier) {
        if (Thread.currentThread() == consumer) {
            throw new IllegalStateException("the drain cannot wait for itself");
        }
        if (!awaitRoom(() -> queue.offer(barrier))) {
            lock.lock();
            try {
                afterEnd.accept(barrier);
            } finally {
                lock.unlock();
            }
            return;
        }
        tellConsumer();
    }

    /** Returns at once while the queue is less than half full, and else waits until it is, or is closed. */
    void awaitCapacity() throws InterruptedException {
        if (isLessThanHalfFull() || Thread.currentThread() == consumer) {
            return;
        }
        lock.lockInterruptibly();
        waitingForRoom.incrementAndGet();
        try {
            while (!isLessThanHalfFull() && !closed) {
                roomMade.await();
            }
        } finally {
            waitingForRoom.decrementAndGet();
            lock.unlock();
        }
    }

    private boolean isLessThanHalfFull() {
        return queue.size() < queue.capacity() / 2 && waitingChars.get() < MAX_WAITING_CHARS / 2;
    }

    /** Waits, also when interrupted, until {@code entered} is true; false if the queue was closed before that. */
    private boolean awaitRoom(BooleanSupplier entered) {
        lock.lock();
        waitingForRoom.incrementAndGet();
        try {
            while (!closed) {
                if (entered.getAsBoolean()) {
                    return true;
                }
                roomMade.awaitUninterruptibly();
            }
            return false;
        } finally {
            waitingForRoom.decrementAndGet();
            lock.unlock();
        }
    }

    /** An event loop serves thousands, and the drain is the one who makes room: neither may ever wait for it. */
    private boolean mayWait() {
        Thread thread = Thread.currentThread();
        return thread != consumer && (!(thread instanceof FastThreadLocalThread) || Context.isOnWorkerThread());
    }

    private void tellConsumer() {
        wakeIfAsleep();
        if (closed) {
            takeRest();
        }
    }

    // ---- the consumer ----

    /** Makes the calling thread the consumer. */
    void consume() {
        consumer = Thread.currentThread();
    }

    boolean isConsumer(Thread thread) {
        return thread == consumer;
    }

    /** The next one, or null: there is none, or its producer has claimed its place but not filled it yet. */
    Queued take() {
        Queued next = queue.relaxedPoll();
        if (next instanceof CapturedRecord captured && captured.message().length() > LONG_MESSAGE) {
            waitingChars.addAndGet(-captured.message().length());
        }
        return next;
    }

    /** Wakes those who wait for room; to be called after some was made. */
    void tellProducers() {
        if (crowded) {
            crowded = false;
        }
        // The queue publishes its consumer's index without a full fence; a waiter must see it or be seen here.
        VarHandle.fullFence();
        if (waitingForRoom.get() > 0) {
            lock.lock();
            try {
                roomMade.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Sleeps until something is put in, or {@link #wake} is called; may return earlier.
     *
     * @param nothingElse whether there is nothing else to do either; asked after the sleep is announced, so who changes
     *     it and then calls {@link #wakeIfAsleep} is not overlooked
     */
    void sleepWhileEmpty(BooleanSupplier nothingElse) {
        asleep = true;
        if (queue.isEmpty() && nothingElse.getAsBoolean()) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    void wakeIfAsleep() {
        if (asleep) {
            wake();
        }
    }

    void wake() {
        asleep = false;
        LockSupport.unpark(consumer);
    }

    /**
     * Ends the consumption: what is still put in by threads that were about to is handed to {@code last} by these
     * threads themselves, one at a time.
     */
    void close(Consumer<Queued> last) {
        lock.lock();
        try {
            afterEnd = last;
            closed = true;
            takeRest();
            roomMade.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void takeRest() {
        lock.lock();
        try {
            for (Queued next = take(); next != null; next = take()) {
                afterEnd.accept(next);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- anyone ----

    boolean isEmpty() {
        return queue.isEmpty();
    }

    boolean isAsleep() {
        return asleep;
    }

    int size() {
        return queue.size();
    }

    int capacity() {
        return queue.capacity();
    }
}
