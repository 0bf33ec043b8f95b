package dev.livetail.forward;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before the next try: a random part of a bound that doubles with each try that fails ("full jitter"), so
 * that those whom one outage has met do not come back at once. Of one thread.
 */
final class Backoff {
    private final Duration first;
    private final Duration most;
    private final RandomGenerator random;
    private int failures;

    Backoff(Duration first, Duration most, RandomGenerator random) {
        this.first = first;
        this.most = most;
        this.random = random;
    }

    /** After one more failure. */
    Duration next() {
        long bound = most.toNanos();
        // Beyond this the first would not fit any more, and is above the bound anyway.
        if (failures < Long.numberOfLeadingZeros(first.toNanos()) - 1) {
            bound = Math.min(bound, first.toNanos() << failures);
        }
        failures++;
        return Duration.ofNanos(bound == 0 ? 0 : random.nextLong(bound) + 1);
    }

    /** After a success. */
    void reset() {
        failures = 0;
    }
}
