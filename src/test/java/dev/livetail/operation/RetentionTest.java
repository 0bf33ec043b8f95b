package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Instant NOW = Instant.parse("2026-11-21T09:00:00Z");

    @Test
    void keepsTheNewest() {
        assertEquals(
                List.of("c", "d"),
                expired(
                        new Retention(2, Duration.ofDays(1)),
                        ended("a", 1),
                        ended("b", 2),
                        ended("c", 3),
                        ended("d", 4)));
    }

    @Test
    void keepsNothingForLongerThanItMay() {
        assertEquals(List.of("b"), expired(new Retention(9, Duration.ofHours(2)), ended("a", 2), ended("b", 3)));
    }

    @Test
    void neverCountsNorTakesWhatHasNotEnded() {
        assertEquals(
                List.of("d"),
                expired(
                        new Retention(1, Duration.ofHours(9)),
                        going("a"),
                        going("b"),
                        ended("c", 1),
                        ended("d", 1),
                        going("e")));
    }

    private static List<String> expired(Retention retention, Run... newestFirst) {
        return retention.expired(List.of(newestFirst), NOW).stream()
                .map(Run::id)
                .toList();
    }

    private static Run going(String id) {
        return new Run(record(id).started(NOW), new RingJournal(1, 1, 1));
    }

    private static Run ended(String id, int hoursAgo) {
        Instant end = NOW.minus(Duration.ofHours(hoursAgo));
        return new Run(record(id).decided(new Outcome.Completed(), end).ended(), new RingJournal(1, 1, 1));
    }

    private static RunRecord record(String id) {
        return RunRecord.queued(id, "demo", NOW.minus(Duration.ofDays(1)), Map.of(), Map.of());
    }
}
