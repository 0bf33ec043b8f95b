package dev.livetail.requestlog;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** The books of the request log: of each request there is an event, or it is among the unlogged. Thread-safe. */
public final class RequestCounters {
    private final Map<Outcome, LongAdder> ended = new EnumMap<>(Outcome.class);
    private final LongAdder unlogged = new LongAdder();
    private final LongAdder slow = new LongAdder();

    RequestCounters() {
        for (Outcome outcome : Outcome.values()) {
            ended.put(outcome, new LongAdder());
        }
    }

    /** Requests that have ended so. */
    public long ended(Outcome outcome) {
        return ended.get(outcome).sum();
    }

    /** Those of them without an event: left out by the sampling, or by the level of the logger. */
    public long unlogged() {
        return unlogged.sum();
    }

    /** Slow requests, told or not. */
    public long slow() {
        return slow.sum();
    }

    void addEnded(Outcome outcome) {
        ended.get(outcome).increment();
    }

    void addUnlogged() {
        unlogged.increment();
    }

    void addSlow() {
        slow.increment();
    }
}
