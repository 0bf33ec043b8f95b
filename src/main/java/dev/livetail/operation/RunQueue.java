package dev.livetail.operation;

import dev.livetail.problem.ProblemException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The runs of one operation that have not ended: some go on, the others wait for their turn, in the order they came.
 * Thread-safe by its lock, under which a run is also made, so that no one gets past another.
 */
final class RunQueue {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final String operation;
    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<ActiveRun> waiting = new ArrayDeque<>();
    private int going;

    RunQueue(Operation operation) {
        this.operation = operation.name();
        this.limits = operation.limits();
    }

    /**
     * Makes a run, and launches it or has it wait.
     *
     * @throws ProblemException 429 if too many are waiting already
     */
    ActiveRun admit(Supplier<ActiveRun> creation) {
        lock.lock();
        try {
            if (going >= limits.maxConcurrent() && waiting.size() >= limits.maxQueued()) {
                throw new ProblemException(
                        429,
                        "Too Many Runs",
                        "%d runs of '%s' go on and %d are waiting; there is no room for more. Try again later."
                                .formatted(going, operation, waiting.size()),
                        RETRY_AFTER);
            }
            ActiveRun run = creation.get();
            if (going < limits.maxConcurrent()) {
                going++;
                run.launch();
            } else {
                waiting.add(run);
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    /** Takes a run out that has been waiting; false if it has been launched. */
    boolean withdraw(ActiveRun run) {
        lock.lock();
        try {
            return waiting.remove(run);
        } finally {
            lock.unlock();
        }
    }

    /** Takes out all that are waiting. */
    List<ActiveRun> withdrawAll() {
        lock.lock();
        try {
            List<ActiveRun> all = new ArrayList<>(waiting);
            waiting.clear();
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** A run that was launched has ended: it is the next one's turn. */
    void release() {
        lock.lock();
        try {
            going--;
            ActiveRun next = waiting.poll();
            if (next != null) {
                going++;
                next.launch();
            }
        } finally {
            lock.unlock();
        }
    }
}
