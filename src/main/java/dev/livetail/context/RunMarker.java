package dev.livetail.context;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Marks a thread, and the threads that are started from it, as working for a run that is going.
 *
 * <p>Only for counting the log lines that do not name their run although one is going on their thread. It never says
 * whose a line is: the threads of a pool that was made inside a run inherit the mark, and work for others later.
 *
 * <p>Whoever runs a run opens a mark on the run's thread and closes it, on that thread, when the run has ended; from then
 * on it counts for nobody. Thread-safe.
 */
public final class RunMarker implements AutoCloseable {
    private static final InheritableThreadLocal<RunMarker> CURRENT = new InheritableThreadLocal<>();
    private static final AtomicInteger GOING = new AtomicInteger();

    private final String runId;
    private final RunMarker outer;
    private volatile boolean going = true;

    private RunMarker(String runId, RunMarker outer) {
        this.runId = runId;
        this.outer = outer;
    }

    /** Marks the calling thread. */
    public static RunMarker open(String runId) {
        RunMarker marker = new RunMarker(requireNonNull(runId, "runId is null"), CURRENT.get());
        CURRENT.set(marker);
        GOING.incrementAndGet();
        return marker;
    }

    /** Whether the calling thread works for a run that is going; costs nothing while no run is. */
    public static boolean isRunGoingHere() {
        if (GOING.get() == 0) {
            return false;
        }
        RunMarker marker = CURRENT.get();
        return marker != null && marker.going;
    }

    /** Ends the mark, and restores the one that was there before; to be called on the thread that opened it. */
    @Override
    public void close() {
        if (!going) {
            return;
        }
        going = false;
        GOING.decrementAndGet();
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }

    @Override
    public String toString() {
        return "RunMarker[" + runId + "]";
    }
}
