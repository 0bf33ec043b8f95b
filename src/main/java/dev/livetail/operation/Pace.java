package dev.livetail.operation;

import java.time.Duration;

/**
 * When each of a row of things is due: the first at once, the n-th n-1 intervals later by the clock. What comes late does
 * not delay what follows it, so the mean rate holds.
 */
final class Pace {
    private final long begin = System.nanoTime();
    private final long delay;
    private final long interval;

    private Pace(long delay, long interval) {
        this.delay = delay;
        this.interval = interval;
    }

    /** Begins now, with the first one due after {@code delay}. */
    static Pace after(Duration delay, Duration interval) {
        return new Pace(nanos(delay), nanos(interval));
    }

    /**
     * Waits until number {@code next} is due.
     *
     * @return the greatest number that is due by then, at least {@code next}
     */
    long awaitDue(long next) throws InterruptedException {
        while (true) {
            long sinceFirst = System.nanoTime() - begin - delay;
            if (sinceFirst >= 0) {
                long due = interval == 0 ? Long.MAX_VALUE : sinceFirst / interval + 1;
                if (due >= next) {
                    return due;
                }
            }
            Thread.sleep(Duration.ofNanos(offset(next) - sinceFirst));
        }
    }

    /** How long after the first one this one is due. Centuries are as good as never. */
    private long offset(long number) {
        return interval > Long.MAX_VALUE / 4 / number ? Long.MAX_VALUE / 4 : (number - 1) * interval;
    }

    private static long nanos(Duration duration) {
        return Math.min(Long.MAX_VALUE / 4, saturated(duration));
    }

    private static long saturated(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
