package dev.livetail.forward.shape;

import java.time.Instant;

/**
 * Time since 1970 as numbers. Whole microseconds, as everywhere that an event is written: an entry that is sent again
 * from a file must have the time that it had before.
 */
final class UnixTime {
    private static final long MAX_MICROS = Long.MAX_VALUE / 1000;
    private static final long MAX_SECONDS = MAX_MICROS / 1_000_000;

    private UnixTime() {}

    /** From 0; what is further away than a number of nanoseconds reaches is the last that it reaches. */
    static long micros(Instant instant) {
        if (instant.getEpochSecond() >= MAX_SECONDS) {
            return MAX_MICROS;
        }
        return Math.max(0, instant.getEpochSecond()) * 1_000_000
                + (instant.getEpochSecond() < 0 ? 0 : instant.getNano() / 1000);
    }

    static long nanos(Instant instant) {
        return micros(instant) * 1000;
    }
}
