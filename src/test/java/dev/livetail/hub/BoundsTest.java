package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.EPOCH;
import static dev.livetail.hub.HubFixture.THE_END;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.only;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.livetail.event.EventId;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.Missing;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers of what is there who stop before its end. */
@Timeout(60)
class BoundsTest {
    private static final EventFilter SEVENTHS = new EventFilter.Matching(Pattern.compile("7$"));

    @AutoClose
    private final HubFixture fixture = HubFixture.quiet();

    private final RingJournal journal = ring(10_000);

    private List<StreamEvent> read(Journal journal, Position position, Bounds bounds, EventFilter filter)
            throws InterruptedException {
        StreamRequest request = new StreamRequest(
                journal, position, bounds, filter, false, OverflowPolicy.SKIP, () -> THE_END, new StreamTally());
        List<StreamEvent> events = fixture.greedy(request).awaitEnd();
        assertTrue(fixture.booksClose());
        return events;
    }

    private static Bounds bounds(long before, long lines) {
        return new Bounds(Optional.of(new EventId(EPOCH, before)), Optional.empty(), lines);
    }

    private static Bounds limit(long lines) {
        return new Bounds(Optional.empty(), Optional.empty(), lines);
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void nothingOfTheIdThatItStopsBeforeNorBehindItIsGiven() throws InterruptedException {
        fill(journal, 2000);
        for (long before : new long[] {1, 2, 256, 257, 258, 1000, 2000, 2001}) {
            List<StreamEvent> events =
                    read(journal, new Position.Oldest(), bounds(before, Long.MAX_VALUE), EventFilter.all());
            assertEquals(range(1, before - 1), sequences(events));
            assertEquals(THE_END, events.getLast());
        }
    }

    @Test
    void aPageBackIsTheLastLinesBeforeTheOneThatIsKnown() throws InterruptedException {
        fill(journal, 2000);
        assertEquals(
                range(901, 1400),
                sequences(read(journal, new Position.Tail(500), bounds(1401, Long.MAX_VALUE), EventFilter.all())));
        assertEquals(
                List.of(1377L, 1387L, 1397L),
                sequences(read(journal, new Position.Tail(3), bounds(1400, Long.MAX_VALUE), SEVENTHS)));
    }

    @Test
    void whatAnotherReaderWasGivenBehindTheBoundIsNotGiven() throws InterruptedException {
        fill(journal, 200);
        Reader<StreamEvent> live = fixture.greedy(HubFixture.everything(journal));
        HubFixture.awaitLine(200, live);
        assertEquals(
                range(1, 99),
                sequences(read(journal, new Position.Oldest(), bounds(100, Long.MAX_VALUE), EventFilter.all())));
        live.cancel();
    }

    @Test
    void afterAsManyLinesAsAskedForItIsToldWhereToGoOn() throws InterruptedException {
        fill(journal, 2000);
        for (long lines : new long[] {1, 255, 256, 257, 1999}) {
            List<StreamEvent> events = read(journal, new Position.Oldest(), limit(lines), EventFilter.all());
            assertEquals(range(1, lines), sequences(events));
            assertEquals(new StreamEvent.Limited(journal.id(lines)), events.getLast());
        }
    }

    @Test
    void pageAfterPageGivesEveryLineThatPassesOnceAndThenTheEnd() throws InterruptedException {
        fill(journal, 2000);
        long after = 0;
        List<StreamEvent> events = List.of();
        for (int page = 0; page < 7; page++) {
            events = read(journal, new Position.After(journal.id(after)), limit(30), SEVENTHS);
            List<Long> given = sequences(events);
            long first = page * 300L + 7;
            assertEquals(
                    LongStream.iterate(first, n -> n <= Math.min(first + 290, 2000), n -> n + 10)
                            .boxed()
                            .toList(),
                    given);
            after = given.getLast();
        }
        assertEquals(THE_END, events.getLast());
    }

    @Test
    void whereNothingIsLeftALimitIsNotTold() throws InterruptedException {
        fill(journal, 2000);
        for (long lines : new long[] {2000, 2001}) {
            assertEquals(
                    THE_END,
                    read(journal, new Position.Oldest(), limit(lines), EventFilter.all())
                            .getLast());
        }
        assertEquals(
                THE_END,
                read(journal, new Position.Tail(9), bounds(500, 9), EventFilter.all())
                        .getLast());
    }

    @Test
    void aGapReachesNoFurtherThanTheBound() throws InterruptedException {
        RingJournal small = ring(100);
        fill(small, 1000);
        List<StreamEvent> events =
                read(small, new Position.After(small.id(10)), bounds(21, Long.MAX_VALUE), EventFilter.all());
        Missing missing = only(StreamEvent.Gap.class, events).getFirst().missing();
        assertEquals(new Missing(small.id(11), small.id(20), Missing.Reason.EVICTED), missing);
        assertEquals(List.of(), sequences(events));
        assertEquals(THE_END, events.getLast());
    }

    @Test
    void aPageBackReadsNoMoreThanTheBlocksThatItNeeds() throws InterruptedException {
        fill(journal, 10_000);
        AtomicLong read = new AtomicLong();
        AtomicLong lowest = new AtomicLong(Long.MAX_VALUE);
        Journal counted = new ListeningJournal(journal) {
            @Override
            public List<JournalEntry> read(long from, int limit, int maxBytes) {
                List<JournalEntry> entries = super.read(from, limit, maxBytes);
                read.addAndGet(entries.size());
                lowest.accumulateAndGet(from, Math::min);
                return entries;
            }
        };
        // 50 of every tenth line are in 500 lines, which lie in 3 blocks at the most; read once to find, once to give.
        assertEquals(
                50,
                sequences(read(counted, new Position.Tail(50), bounds(9000, Long.MAX_VALUE), SEVENTHS))
                        .size());
        assertTrue(read.get() <= 2 * 3 * 256, () -> "read " + read);
        assertTrue(lowest.get() > 9000 - 3 * 256, () -> "read from " + lowest);
        read.set(0);
        read(counted, new Position.Tail(50), bounds(9000, Long.MAX_VALUE), EventFilter.all());
        assertEquals(50, read.get());
    }

    @Test
    void whoFollowsHasNoBounds() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new StreamRequest(
                        journal,
                        new Position.Oldest(),
                        limit(1),
                        EventFilter.all(),
                        true,
                        OverflowPolicy.SKIP,
                        () -> THE_END,
                        new StreamTally()));
    }
}
