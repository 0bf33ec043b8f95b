package dev.livetail.hub;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one reader was given, and how its stream ended, for whoever tells of it. Written by the reader's subscription, and
 * read by anyone at any time. Thread-safe.
 */
public final class StreamTally {
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong gaps = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private volatile End end;
    private volatile Throwable failure;

    /** How a stream ended that its reader did not leave. */
    public enum End {
        /** Nothing more will come. */
        COMPLETE,
        /** More will come, on another connection. */
        RECONNECT,
        /** The journal has overtaken a reader that asked not to go on with a gap. */
        OVERFLOW,
        /** The journal could not be read, or something else went wrong. */
        FAILED
    }

    /** Log events sent. */
    public long events() {
        return events.get();
    }

    /** Gaps told. */
    public long gaps() {
        return gaps.get();
    }

    /** Events that were gone before the reader came for them. */
    public long skipped() {
        return skipped.get();
    }

    /** Empty as long as the stream goes on, and also where the reader went away. */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    /** Why it failed. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure);
    }

    void addEvents(long count) {
        events.addAndGet(count);
    }

    void addGap() {
        gaps.incrementAndGet();
    }

    void addSkipped(long count) {
        skipped.addAndGet(count);
    }

    void ended(End how) {
        end = how;
    }

    void failed(Throwable why) {
        failure = why;
        end = End.FAILED;
    }
}
