package dev.livetail.histogram;

import dev.livetail.event.LogLevel;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many lines of each level were logged when. Immutable. What tells of a line is null where there was none.
 *
 * @param from where the first bucket begins
 * @param until where the last bucket ends
 * @param step how long a bucket is, as ISO 8601 writes a duration
 * @param lines how many lines there are in all buckets
 * @param first id of the oldest of them
 * @param last id of the newest of them
 * @param buckets in the order of their times, without those that have no line
 */
public record Histogram(
        Instant from, Instant until, String step, long lines, String first, String last, List<Bucket> buckets) {
    static final Histogram EMPTY = new Histogram(null, null, null, 0, null, null, List.of());

    public Histogram {
        buckets = List.copyOf(buckets);
    }

    /**
     * What was logged in one step of time.
     *
     * @param at where it begins
     * @param first the lowest id of its lines: threads that log at once may be out of order by a little
     * @param levels how many lines of each level, without those that have none
     */
    public record Bucket(Instant at, String first, Map<LogLevel, Long> levels) {
        public Bucket {
            levels = Collections.unmodifiableMap(new EnumMap<>(levels));
        }
    }
}
