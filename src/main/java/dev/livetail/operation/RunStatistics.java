package dev.livetail.operation;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What has become of all starts since this process began; for metrics. Thread-safe. */
public final class RunStatistics {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<RunState, LongAdder> ended = new EnumMap<>(RunState.class);
    private final AtomicLong abandonedThreads = new AtomicLong();

    RunStatistics() {
        for (RunState state : RunState.values()) {
            ended.put(state, new LongAdder());
        }
    }

    /** Starts that became a run. */
    public long accepted() {
        return accepted.sum();
    }

    /** Starts that were refused because too many were waiting already, or because the service was shutting down. */
    public long refused() {
        return refused.sum();
    }

    /** Runs that have come to this end. */
    public long ended(RunState state) {
        return ended.get(state).sum();
    }

    /** Threads that are still working for a run that has been ended without them. */
    public long abandonedThreads() {
        return abandonedThreads.get();
    }

    void countAccepted() {
        accepted.increment();
    }

    void countRefused() {
        refused.increment();
    }

    void countEnded(RunState state) {
        ended.get(state).increment();
    }

    void threadAbandoned() {
        abandonedThreads.incrementAndGet();
    }

    void abandonedThreadEnded() {
        abandonedThreads.decrementAndGet();
    }
}
