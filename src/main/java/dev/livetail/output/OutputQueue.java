package dev.livetail.output;

import dev.livetail.event.LogLevel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.AsyncHandler.OverflowAction;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * The books of the queue of an asynchronous handler, which by itself says neither what it drops nor when it is empty.
 *
 * <p>As the handler's filter it counts in each record, and refuses it where there is no room, below WARN first. As the
 * last of the handlers behind the queue it counts out what the others have written. So what was counted in and not out
 * is at least what is in the queue, and what is let in always finds room there.
 *
 * <p>Thread-safe.
 */
final class OutputQueue extends ExtHandler {
    private static final Duration POLL = Duration.ofMillis(1);

    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final int capacity;
    private final int roomBelowWarn;
    private final boolean refuses;
    private final Filter filter;
    /** A console, which need not be flushed while more is to come; null for others. */
    private final ConsoleHandler console;

    private OutputQueue(AsyncHandler handler) {
        this.capacity = handler.getQueueLength();
        this.roomBelowWarn = capacity - capacity / 8;
        this.refuses = handler.getOverflowAction() == OverflowAction.DISCARD;
        this.filter = handler.getFilter();
        this.console = (ConsoleHandler) Stream.of(handler.getHandlers())
                .filter(ConsoleHandler.class::isInstance)
                .findFirst()
                .orElse(null);
        if (console != null) {
            console.setAutoFlush(false);
        }
    }

    static OutputQueue behind(AsyncHandler handler) {
        OutputQueue queue = new OutputQueue(handler);
        handler.addHandler(queue);
        handler.setFilter(queue::letIn);
        // Quarkus closes it at once behind its last line. What it closes would not get that line any more, and a
        // console
        // that nobody reads cannot be closed: the service would never end.
        handler.setCloseChildren(false);
        return queue;
    }

    private boolean letIn(LogRecord record) {
        if (filter != null && !filter.isLoggable(record)) {
            return false;
        }
        int room = record.getLevel().intValue() < LogLevel.WARN.value() ? roomBelowWarn : capacity;
        if (waiting.incrementAndGet() > room && refuses) {
            waiting.decrementAndGet();
            dropped.increment();
            return false;
        }
        return true;
    }

    /** Records that were in the queue before this was behind it are counted out without having been counted in. */
    @Override
    protected void doPublish(ExtLogRecord record) {
        if (console != null && waiting.get() <= 1) {
            console.flush();
        }
        waiting.updateAndGet(count -> Math.max(0, count - 1));
    }

    /** Records that were refused. */
    long dropped() {
        return dropped.sum();
    }

    /** Returns when everything is written, or when that takes longer than {@code patience}. */
    void awaitEmpty(Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (waiting.get() > 0
                && System.nanoTime() < deadline
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
    }
}
