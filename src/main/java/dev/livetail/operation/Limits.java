package dev.livetail.operation;

import java.time.Duration;

/**
 * What the runs of one operation may take. Immutable.
 *
 * @param timeout how long a run may go on before it is stopped
 * @param maxConcurrent how many may go on at once, at least 1
 * @param maxQueued how many more may wait for their turn; a start beyond that is refused
 * @param grace how long a run that was asked to stop may take to do so, before its thread is abandoned
 */
public record Limits(Duration timeout, int maxConcurrent, int maxQueued, Duration grace) {
    public static final Limits DEFAULT = new Limits(Duration.ofHours(1), 1, 16, Duration.ofSeconds(5));

    public Limits {
        if (!timeout.isPositive() || maxConcurrent < 1 || maxQueued < 0 || grace.isNegative()) {
            throw new IllegalArgumentException(
                    "timeout and maxConcurrent must be positive, maxQueued and grace not negative: %s, %s, %s, %s"
                            .formatted(timeout, maxConcurrent, maxQueued, grace));
        }
    }
}
