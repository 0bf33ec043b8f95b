package dev.livetail.histogram;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Round durations, in milliseconds: those that a histogram is divided by, and those that lines are counted by. */
final class Steps {
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /** Each divides the next, so that what was counted by one can be added up to what the next would have counted. */
    static final List<Long> COUNTED = ascending(
            scaled(1, 1, 5, 10, 50, 100, 500),
            scaled(SECOND, 1, 5, 30),
            scaled(MINUTE, 1, 5, 30),
            scaled(HOUR, 1, 6),
            scaled(DAY, 1, 5, 10, 50, 100, 500, 1000, 5000, 10_000, 50_000, 100_000));

    /** What people read off an axis. */
    private static final List<Long> SHOWN = ascending(
            scaled(1, 1, 2, 5, 10, 20, 50, 100, 200, 500),
            scaled(SECOND, 1, 2, 5, 10, 15, 30),
            scaled(MINUTE, 1, 2, 5, 10, 15, 30),
            scaled(HOUR, 1, 2, 3, 6, 12),
            scaled(DAY, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000));

    private Steps() {}

    /**
     * The shortest step that divides the time from {@code first} to {@code last} (both in milliseconds, and counted) into
     * so many at the most, and that is a multiple of {@code counted}.
     */
    static long shown(long first, long last, int buckets, long counted) {
        for (long step : SHOWN) {
            if (step % counted == 0 && Math.floorDiv(last, step) - Math.floorDiv(first, step) < buckets) {
                return step;
            }
        }
        return SHOWN.getLast();
    }

    private static LongStream scaled(long unit, long... numbers) {
        return LongStream.of(numbers).map(number -> number * unit);
    }

    private static List<Long> ascending(LongStream... steps) {
        return Stream.of(steps).flatMapToLong(step -> step).boxed().toList();
    }
}
