package dev.livetail.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LevelCountsTest {
    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private final RingJournal journal = new RingJournal(1000, 1, 1);
    private final LevelCounts counts = new LevelCounts();
    private long last;

    private void count(Instant at, LogLevel level) {
        last++;
        counts.add(new JournalEntry(new EventId(1000, last), Events.at(at, level, "line " + last)));
    }

    private Histogram histogram(int buckets) {
        return counts.histogram(journal, buckets);
    }

    @Test
    void withoutLinesThereIsNothingToTell() {
        assertEquals(Histogram.EMPTY, histogram(120));
    }

    @Test
    void oneLineIsOneBucketOfAMillisecond() {
        count(NINE.plusNanos(1_999_999), LogLevel.WARN);
        Instant at = NINE.plusMillis(1);
        assertEquals(
                new Histogram(
                        at,
                        NINE.plusMillis(2),
                        "PT0.001S",
                        1,
                        "1000-1",
                        "1000-1",
                        List.of(new Histogram.Bucket(at, "1000-1", Map.of(LogLevel.WARN, 1L)))),
                histogram(120));
    }

    @Test
    void linesAreCountedByLevelInTheBucketsOfTheirTimes() {
        count(NINE, LogLevel.INFO);
        count(NINE.plusMillis(999), LogLevel.ERROR);
        count(NINE.plusMillis(500), LogLevel.INFO);
        count(NINE.plusSeconds(100), LogLevel.FATAL);
        assertEquals(
                new Histogram(
                        NINE,
                        NINE.plusSeconds(101),
                        "PT1S",
                        4,
                        "1000-1",
                        "1000-4",
                        List.of(
                                new Histogram.Bucket(NINE, "1000-1", Map.of(LogLevel.INFO, 2L, LogLevel.ERROR, 1L)),
                                new Histogram.Bucket(NINE.plusSeconds(100), "1000-4", Map.of(LogLevel.FATAL, 1L)))),
                histogram(120));
    }

    @Test
    void aBucketKnowsTheLowestIdOfItsLinesAlsoWhereTheyCameOutOfOrder() {
        count(NINE.plusSeconds(5), LogLevel.INFO);
        count(NINE.plusSeconds(1), LogLevel.INFO);
        count(NINE.plusSeconds(5), LogLevel.INFO);
        count(NINE.plusSeconds(1), LogLevel.INFO);
        assertEquals(
                List.of("1000-2", "1000-1"),
                histogram(10).buckets().stream().map(Histogram.Bucket::first).toList());
    }

    @Test
    void stepsAreRoundAndAsShortAsTheBucketsAllow() {
        Map<Duration, Duration> steps = Map.of(
                Duration.ofMillis(119), Duration.ofMillis(1),
                Duration.ofMillis(120), Duration.ofMillis(2),
                Duration.ofSeconds(1), Duration.ofMillis(10),
                Duration.ofSeconds(119), Duration.ofSeconds(1),
                Duration.ofMinutes(25), Duration.ofSeconds(15),
                Duration.ofHours(3), Duration.ofMinutes(2),
                Duration.ofDays(30), Duration.ofHours(12));
        steps.forEach((time, step) -> {
            LevelCounts two = new LevelCounts();
            two.add(new JournalEntry(new EventId(1, 1), Events.at(NINE, LogLevel.INFO, "first")));
            two.add(new JournalEntry(new EventId(1, 2), Events.at(NINE.plus(time), LogLevel.INFO, "last")));
            assertEquals(step.toString(), two.histogram(journal, 120).step(), time::toString);
        });
    }

    /** Times of any spread, from seconds to years: nothing is lost, nothing is finer than it is known, and space is bounded. */
    @Test
    void whatIsCountedByLongerStepsIsStillCountedWhereItBelongs() {
        Random random = new Random(17);
        for (long spread = 1_000; spread < 100L * 365 * 86_400_000; spread *= 7) {
            LevelCounts many = new LevelCounts();
            long[] times = new long[20_000];
            for (int i = 0; i < times.length; i++) {
                times[i] = NINE.toEpochMilli() + random.nextLong(spread);
                Instant at = Instant.ofEpochMilli(times[i]);
                many.add(new JournalEntry(new EventId(1, i + 1L), Events.at(at, LogLevel.INFO, "")));
                assertTrue(many.cells() <= LevelCounts.MOST_CELLS);
            }
            for (int buckets : new int[] {10, 120, 500}) {
                assertBelong(times, many.histogram(journal, buckets), buckets);
            }
        }
    }

    private static void assertBelong(long[] times, Histogram histogram, int buckets) {
        long step = Duration.parse(histogram.step()).toMillis();
        assertTrue(Duration.between(histogram.from(), histogram.until()).toMillis() / step <= buckets);
        // Round steps are 2.5 times as long as the one before at the most, and may begin anywhere in the first.
        assertTrue(
                Duration.between(histogram.from(), histogram.until()).toMillis() / step >= Math.min(buckets / 3, 3),
                histogram::step);
        long all = 0;
        for (Histogram.Bucket bucket : histogram.buckets()) {
            long from = bucket.at().toEpochMilli();
            assertEquals(0, Math.floorMod(from, step));
            long expected = 0;
            long first = 0;
            for (int i = 0; i < times.length; i++) {
                if (times[i] >= from && times[i] < from + step) {
                    expected++;
                    first = first == 0 ? i + 1 : first;
                }
            }
            assertEquals(Map.of(LogLevel.INFO, expected), bucket.levels());
            assertEquals("1000-" + first, bucket.first());
            all += expected;
        }
        assertEquals(times.length, all);
        assertEquals(times.length, histogram.lines());
    }
}
