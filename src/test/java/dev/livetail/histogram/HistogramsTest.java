package dev.livetail.histogram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.FileJournal;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import dev.livetail.stream.HistogramQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistogramsTest {
    private static final HistogramQuery ALL =
            new HistogramQuery(new Position.Oldest(), Bounds.NONE, EventFilter.all(), 120);

    /** Without a request: these tests say themselves whether anyone waits. */
    private final Histograms histograms = new Histograms(null);

    @TempDir
    private Path directory;

    private FileJournal file(String name) {
        return FileJournal.create(directory.resolve(name), 1000, Long.MAX_VALUE);
    }

    private static void append(Journal journal, int lines) {
        for (int i = 0; i < lines; i++) {
            long n = journal.last() + 1;
            journal.append(event(n));
            journal.flush();
        }
    }

    /** Every tenth is an error. */
    private static LogEvent event(long n) {
        return Events.at(Events.START.plusMillis(n), n % 10 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + n);
    }

    private Histogram of(Journal journal, HistogramQuery query) {
        return histograms.of(journal, query, () -> false);
    }

    private static long errors(Histogram histogram) {
        return histogram.buckets().stream()
                .mapToLong(bucket -> bucket.levels().getOrDefault(LogLevel.ERROR, 0L))
                .sum();
    }

    @Test
    void aRunThatGoesOnIsCountedOnFromWhereItWas() {
        FileJournal journal = file("a");
        assertEquals(Histogram.EMPTY, of(journal, ALL));
        for (int asked = 1; asked <= 3; asked++) {
            append(journal, 1500);
            Histogram histogram = of(journal, ALL);
            assertEquals(1500L * asked, histogram.lines());
            assertEquals(150L * asked, errors(histogram));
            assertEquals("1000-1", histogram.first());
            assertEquals("1000-" + 1500 * asked, histogram.last());
        }
        AtomicInteger blocks = new AtomicInteger();
        append(journal, 10);
        assertEquals(
                4510,
                histograms.of(journal, ALL, () -> blocks.incrementAndGet() > 1).lines());
        assertEquals(1, blocks.get());
    }

    @Test
    void whatAFilterLetsPassIsCountedOnForWhoeverAsksWithTheSame() {
        FileJournal journal = file("a");
        append(journal, 5000);
        assertEquals(500, of(journal, tens()).lines());
        append(journal, 10);
        AtomicInteger blocks = new AtomicInteger();
        assertEquals(
                501,
                histograms
                        .of(journal, tens(), () -> blocks.incrementAndGet() > 1)
                        .lines());
        assertEquals(1, blocks.get());
        assertEquals(5010, of(journal, ALL).lines());
    }

    private static HistogramQuery tens() {
        EventFilter filter = new EventFilter.AllOf(List.of(new EventFilter.Matching(Pattern.compile("line \\d*0$"))));
        return new HistogramQuery(new Position.Oldest(), Bounds.NONE, filter, 120);
    }

    @Test
    void whatIsCountedWhenItsReaderGoesAwayIsNotCountedAgain() {
        FileJournal journal = file("a");
        append(journal, 5000);
        AtomicInteger blocks = new AtomicInteger();
        Histogram some = histograms.of(journal, ALL, () -> blocks.incrementAndGet() > 2);
        assertTrue(some.lines() > 0 && some.lines() < 5000, () -> some.lines() + " lines");
        assertEquals(5000, of(journal, ALL).lines());
    }

    @Test
    void anyNumberOfRunsIsCountedRightThoughNotAllAreKept() {
        for (int round = 0; round < 2; round++) {
            for (int i = 1; i <= 40; i++) {
                FileJournal journal = file("r" + round + "-" + i);
                append(journal, i);
                assertEquals(i, of(journal, ALL).lines());
                assertEquals(i, of(journal, ALL).lines());
            }
        }
    }

    @Test
    void onlyWhatTheFilterAndTheTimesLetPassIsCounted() {
        for (Journal journal : new Journal[] {file("a"), new RingJournal(1000, 10_000, Long.MAX_VALUE)}) {
            append(journal, 3000);
            Bounds until =
                    new Bounds(Optional.empty(), Optional.of(Events.START.plusMillis(2001)), Bounds.NONE.lines());
            Histogram histogram = of(
                    journal,
                    new HistogramQuery(
                            new Position.Since(Events.START.plusMillis(1000)),
                            until,
                            new EventFilter.MinimumLevel(LogLevel.ERROR),
                            120));
            assertEquals(101, histogram.lines());
            assertEquals(101, errors(histogram));
            assertEquals("1000-1000", histogram.first());
            assertEquals("1000-2000", histogram.last());
        }
    }

    @Test
    void ofAJournalThatLosesItsOldestOnlyWhatIsThereIsCounted() {
        RingJournal journal = new RingJournal(1000, 100, Long.MAX_VALUE);
        append(journal, 50);
        assertEquals(50, of(journal, ALL).lines());
        append(journal, 300);
        assertEquals(100, of(journal, ALL).lines());
        assertEquals("1000-251", of(journal, ALL).first());
    }

    @Test
    void whoGoesAwayWhileAPlaceIsLookedForHasNothingCounted() {
        RingJournal journal = new RingJournal(1000, 10_000, Long.MAX_VALUE);
        append(journal, 3000);
        HistogramQuery since =
                new HistogramQuery(new Position.Since(Events.START), Bounds.NONE, EventFilter.all(), 120);
        assertEquals(Histogram.EMPTY, histograms.of(journal, since, () -> true));
    }
}
