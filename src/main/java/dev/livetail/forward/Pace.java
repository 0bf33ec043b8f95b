package dev.livetail.forward;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * How fast a backlog is emptied: as fast as it grows, and a number of lines a second besides. So a sink that comes back is
 * not flooded, and a backlog comes to an end however fast new lines come. Of one thread.
 */
final class Pace {
    private final int linesPerSecond;
    /** How many lines may be sent at once; below zero, how many were sent too soon. */
    private double balance;

    private long seen;

    /**
     * Paces from a moment on.
     *
     * @param linesPerSecond at least 1
     * @param now in nanoseconds, as are all other times here
     */
    Pace(int linesPerSecond, long now) {
        if (linesPerSecond < 1) {
            throw new IllegalArgumentException("linesPerSecond must be at least 1: " + linesPerSecond);
        }
        this.linesPerSecond = linesPerSecond;
        this.seen = now;
    }

    /** The sink was away: what has come in meanwhile is no reason to hurry. */
    void startAgain(long now) {
        balance = 0;
        seen = now;
    }

    /** The backlog has grown. */
    void grew(int lines) {
        balance += lines;
    }

    /** How long to wait with the next batch when so many lines were sent. */
    Duration pauseBehind(int lines, long now) {
        // What was not used is not saved up for longer than a second.
        if (balance < linesPerSecond) {
            double since = (double) (now - seen) / TimeUnit.SECONDS.toNanos(1);
            balance = Math.min(linesPerSecond, balance + since * linesPerSecond);
        }
        seen = now;
        balance -= lines;
        return balance >= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) (-balance / linesPerSecond * TimeUnit.SECONDS.toNanos(1)));
    }
}
