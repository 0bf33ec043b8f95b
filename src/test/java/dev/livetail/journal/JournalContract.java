package dev.livetail.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every kind of journal promises, whatever it keeps its events in. */
@Timeout(60)
abstract class JournalContract {
    static final long EPOCH = 1_000;
    private static final int ALL = 1_000_000;

    /** A new journal that keeps at least 10,000 small events. */
    abstract Journal journal();

    /** A new journal that keeps as many as the follower test writes, or drops the oldest. */
    Journal journalForFollowers() {
        return journal();
    }

    static void append(Journal journal, long from, long to) {
        for (long n = from; n <= to; n++) {
            assertTrue(journal.append(Events.numbered(n)));
        }
        journal.flush();
    }

    static List<Long> sequences(List<JournalEntry> entries) {
        return entries.stream().map(JournalEntry::sequence).toList();
    }

    static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    static Cursor cursor(Position position, Journal journal) {
        return position.in(journal, EventFilter.all());
    }

    @Test
    void aNewJournalIsEmpty() {
        Journal journal = journal();
        assertEquals(1, journal.first());
        assertEquals(0, journal.last());
        assertEquals(0, journal.refused());
        assertFalse(journal.ended());
        assertEquals(List.of(), journal.read(1, ALL, ALL));
    }

    @Test
    void whatIsAppendedIsReadInItsOrderWithTheIdsOfItsPlace() {
        Journal journal = journal();
        append(journal, 1, 1000);
        List<JournalEntry> read = journal.read(1, ALL, Integer.MAX_VALUE);
        assertEquals(range(1, 1000), sequences(read));
        for (JournalEntry entry : read) {
            assertEquals(new EventId(EPOCH, entry.sequence()), entry.id());
            assertEquals(Events.numbered(entry.sequence()), entry.event());
        }
    }

    @Test
    void anyPlaceCanBeReadFrom() {
        Journal journal = journal();
        append(journal, 1, 1100);
        for (long from = 1; from <= 1100; from++) {
            List<JournalEntry> read = journal.read(from, 3, ALL);
            assertEquals(range(from, Math.min(from + 2, 1100)), sequences(read));
            assertEquals("line " + from, read.getFirst().event().message());
        }
        assertEquals(List.of(), journal.read(1101, 3, ALL));
        assertEquals(List.of(), journal.read(Long.MAX_VALUE, 3, ALL));
    }

    @Test
    void aReadIsBoundedByCountAndByBytesButGivesOneEventAtLeast() {
        Journal journal = journal();
        append(journal, 1, 100);
        assertEquals(range(1, 10), sequences(journal.read(1, 10, ALL)));
        assertEquals(List.of(), journal.read(1, 0, ALL));
        assertEquals(List.of(5L), sequences(journal.read(5, 10, 1)));
        List<Long> some = sequences(journal.read(1, 100, 5_000));
        assertTrue(some.size() > 1 && some.size() < 100, () -> "read " + some.size());
        assertEquals(range(1, some.size()), some);
    }

    @Test
    void sliceAfterSliceGivesEveryEventOnce() {
        Journal journal = journal();
        append(journal, 1, 5000);
        long next = 1;
        for (int limit = 1; next <= 5000; limit = limit % 97 + 1) {
            List<JournalEntry> slice = journal.read(next, limit, ALL);
            assertEquals(range(next, Math.min(next + limit - 1, 5000)), sequences(slice));
            next += slice.size();
        }
    }

    @Test
    void listenersAreToldOfEachFlushThatAddsSomethingUntilTheyClose() {
        Journal journal = journal();
        AtomicInteger told = new AtomicInteger();
        Journal.Registration registration = journal.onChange(told::incrementAndGet);
        journal.flush();
        assertEquals(0, told.get());
        journal.append(Events.numbered(1));
        journal.append(Events.numbered(2));
        journal.flush();
        assertEquals(1, told.get());
        journal.flush();
        assertEquals(1, told.get());
        registration.close();
        registration.close();
        append(journal, 3, 3);
        assertEquals(1, told.get());
    }

    @Test
    void aListenerThatIsToldFindsWhatItIsToldOf() {
        Journal journal = journal();
        AtomicInteger seen = new AtomicInteger();
        journal.onChange(() -> seen.set(journal.read(1, ALL, ALL).size()));
        append(journal, 1, 3);
        assertEquals(3, seen.get());
    }

    @Test
    void theEndIsToldOnceAndNothingIsKeptAfterIt() {
        Journal journal = journal();
        append(journal, 1, 2);
        journal.append(Events.numbered(3));
        AtomicInteger endings = new AtomicInteger();
        journal.onChange(() -> endings.addAndGet(journal.ended() ? 1 : 0));
        journal.end();
        journal.end();
        assertTrue(journal.ended());
        assertEquals(1, endings.get());
        assertFalse(journal.append(Events.numbered(4)));
        journal.flush();
        assertEquals(1, journal.refused());
        assertEquals(range(1, 3), sequences(journal.read(1, ALL, ALL)));
    }

    @Test
    void theOldestIsWhereHistoryBeginsAndLiveIsBehindIt() {
        Journal journal = journal();
        assertEquals(Cursor.at(1), cursor(new Position.Oldest(), journal));
        assertEquals(Cursor.at(1), cursor(new Position.Live(), journal));
        append(journal, 1, 10);
        assertEquals(Cursor.at(1), cursor(new Position.Oldest(), journal));
        assertEquals(Cursor.at(11), cursor(new Position.Live(), journal));
    }

    @Test
    void aTailIsTheLastEvents() {
        Journal journal = journal();
        append(journal, 1, 10);
        assertEquals(8, cursor(new Position.Tail(3), journal).next());
        assertEquals(11, cursor(new Position.Tail(0), journal).next());
        assertEquals(1, cursor(new Position.Tail(10), journal).next());
        assertEquals(1, cursor(new Position.Tail(Integer.MAX_VALUE), journal).next());
    }

    @Test
    void aTailWithAFilterIsTheLastEventsThatPass() {
        Journal journal = journal();
        for (int n = 1; n <= 3000; n++) {
            journal.append(Events.at(Events.START, n % 100 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + n));
        }
        journal.flush();
        EventFilter errors = new EventFilter.MinimumLevel(LogLevel.ERROR);
        assertEquals(3000, new Position.Tail(1).in(journal, errors).next());
        assertEquals(2400, new Position.Tail(7).in(journal, errors).next());
        assertEquals(100, new Position.Tail(30).in(journal, errors).next());
        assertEquals(1, new Position.Tail(31).in(journal, errors).next());
        assertEquals(3001, new Position.Tail(0).in(journal, errors).next());
        EventFilter none = new EventFilter.MinimumLevel(LogLevel.FATAL);
        assertEquals(3001, new Position.Tail(5).in(journal, none).next());
    }

    @Test
    void theLastEventsSinceAMomentBeginWhereBothHaveBegun() {
        Journal journal = journal();
        append(journal, 1, 1000);
        Position.Since last10 = new Position.Since(Events.START.plusMillis(991));
        assertEquals(
                998,
                cursor(new Position.SinceAndTail(last10, new Position.Tail(3)), journal)
                        .next());
        assertEquals(
                991,
                cursor(new Position.SinceAndTail(last10, new Position.Tail(30)), journal)
                        .next());
        assertEquals(
                1001,
                cursor(new Position.SinceAndTail(last10, new Position.Tail(0)), journal)
                        .next());
    }

    @Test
    void sinceIsTheFirstEventOfThatInstantOrLater() {
        Journal journal = journal();
        append(journal, 1, 3000);
        assertEquals(1, cursor(new Position.Since(Instant.EPOCH), journal).next());
        assertEquals(
                3001,
                cursor(new Position.Since(Events.START.plusSeconds(60)), journal)
                        .next());
        for (long n : new long[] {1, 2, 255, 256, 257, 258, 1500, 2999, 3000}) {
            Instant instant = Events.START.plusMillis(n);
            assertEquals(n, cursor(new Position.Since(instant), journal).next());
            assertEquals(
                    n,
                    cursor(new Position.Since(instant.minusNanos(1000)), journal)
                            .next());
        }
    }

    @Test
    void afterAnIdGoesOnBehindIt() {
        Journal journal = journal();
        append(journal, 1, 10);
        assertEquals(Cursor.at(5), cursor(new Position.After(journal.id(4)), journal));
        assertEquals(Cursor.at(1), cursor(new Position.After(journal.id(0)), journal));
        assertEquals(Cursor.at(11), cursor(new Position.After(journal.id(10)), journal));
    }

    @Test
    void afterAnIdOfAnotherIncarnationBeginsWithTheOldestAndSaysWhy() {
        Journal journal = journal();
        append(journal, 1, 10);
        Cursor cursor = cursor(new Position.After(new EventId(EPOCH - 1, 99)), journal);
        assertEquals(1, cursor.next());
        Missing missing = cursor.missing().orElseThrow();
        assertEquals(Missing.Reason.RESTARTED, missing.reason());
        assertEquals(new EventId(EPOCH - 1, 100), missing.first());
        assertEquals(OptionalLong.empty(), missing.count());
    }

    @Test
    void afterAnIdThatWasNeverGivenOutGoesOnLiveAndSaysWhatIsUnknown() {
        Journal journal = journal();
        append(journal, 1, 10);
        Cursor cursor = cursor(new Position.After(journal.id(14)), journal);
        assertEquals(11, cursor.next());
        Missing missing = cursor.missing().orElseThrow();
        assertEquals(Missing.Reason.UNKNOWN, missing.reason());
        assertEquals(journal.id(11), missing.first());
        assertEquals(OptionalLong.of(4), missing.count());
    }

    private static Stretch stretch(Journal journal, Position position, Bounds bounds) {
        return Stretch.of(journal, position, bounds, EventFilter.all(), () -> false);
    }

    private static Bounds before(EventId id) {
        return new Bounds(Optional.of(id), Optional.empty(), Bounds.NONE.lines());
    }

    @Test
    void beforeAnIdEverythingOlderIsWantedAndATailIsCountedFromThere() {
        Journal journal = journal();
        append(journal, 1, 1000);
        Bounds before700 = before(journal.id(700));
        assertEquals(new Stretch(Cursor.at(1), 700), stretch(journal, new Position.Oldest(), before700));
        assertEquals(new Stretch(Cursor.at(690), 700), stretch(journal, new Position.Tail(10), before700));
        assertEquals(
                new Stretch(Cursor.at(501), 700), stretch(journal, new Position.After(journal.id(500)), before700));
        assertEquals(
                new Stretch(Cursor.at(801), 700), stretch(journal, new Position.After(journal.id(800)), before700));
        assertEquals(
                1,
                stretch(journal, new Position.Oldest(), before(journal.id(0))).behind());
        assertEquals(
                1,
                stretch(journal, new Position.Oldest(), before(journal.id(1))).behind());
        assertEquals(
                1001,
                stretch(journal, new Position.Oldest(), before(journal.id(5000)))
                        .behind());
    }

    @Test
    void aTailBeforeAnIdIsTheLastEventsThatPassTheFilterThere() {
        Journal journal = journal();
        for (int n = 1; n <= 3000; n++) {
            journal.append(Events.at(Events.START, n % 100 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + n));
        }
        journal.flush();
        EventFilter errors = new EventFilter.MinimumLevel(LogLevel.ERROR);
        for (long before : new long[] {2000, 1999, 1901}) {
            Stretch wanted = Stretch.of(journal, new Position.Tail(3), before(journal.id(before)), errors, () -> false);
            assertEquals(new Stretch(Cursor.at(1700), before), wanted);
        }
        Stretch none = Stretch.of(journal, new Position.Tail(3), before(journal.id(100)), errors, () -> false);
        assertEquals(none.behind(), none.begin().next());
    }

    @Test
    void untilAnInstantEndsWhereSinceThatInstantBegins() {
        Journal journal = journal();
        append(journal, 1, 3000);
        for (long n : new long[] {0, 1, 2, 256, 257, 1500, 3000, 9000}) {
            Instant instant = Events.START.plusMillis(n);
            Bounds until = new Bounds(Optional.empty(), Optional.of(instant), Bounds.NONE.lines());
            assertEquals(
                    stretch(journal, new Position.Since(instant), Bounds.NONE)
                            .begin()
                            .next(),
                    stretch(journal, new Position.Oldest(), until).behind());
            assertEquals(
                    Math.clamp(n, 1, 3001),
                    stretch(journal, new Position.Oldest(), until).behind());
        }
    }

    @Test
    void theNearerOfTwoBoundsHolds() {
        Journal journal = journal();
        append(journal, 1, 3000);
        Optional<Instant> at2000 = Optional.of(Events.START.plusMillis(2000));
        for (long before : new long[] {1500, 2500}) {
            Bounds both = new Bounds(Optional.of(journal.id(before)), at2000, Bounds.NONE.lines());
            assertEquals(
                    Math.min(before, 2000),
                    stretch(journal, new Position.Oldest(), both).behind());
        }
    }

    @Test
    void nothingIsOlderThanAnIdOfAnotherIncarnationAndWhatWasIsMissing() {
        Journal journal = journal();
        append(journal, 1, 10);
        Bounds before = before(new EventId(EPOCH - 1, 99));
        for (Position position :
                List.of(new Position.Oldest(), new Position.Tail(5), new Position.After(journal.id(3)))) {
            Stretch stretch = stretch(journal, position, before);
            assertEquals(stretch.behind(), stretch.begin().next());
            assertEquals(
                    new Missing(new EventId(EPOCH - 1, 1), new EventId(EPOCH - 1, 98), Missing.Reason.RESTARTED),
                    stretch.begin().missing().orElseThrow());
        }
        Stretch between = stretch(journal, new Position.After(new EventId(EPOCH - 1, 90)), before);
        assertEquals(OptionalLong.of(8), between.begin().missing().orElseThrow().count());
        Stretch next = stretch(journal, new Position.After(new EventId(EPOCH - 1, 98)), before);
        assertEquals(Optional.empty(), next.begin().missing());
    }

    @Test
    void aSearchThatNobodyWaitsForEnds() {
        Journal journal = journal();
        append(journal, 1, 3000);
        EventFilter none = new EventFilter.MinimumLevel(LogLevel.FATAL);
        AtomicInteger asked = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> Stretch.of(journal, new Position.Tail(1), Bounds.NONE, none, () -> asked.incrementAndGet() == 3));
        assertEquals(3, asked.get());
    }

    /** The books of a reader that follows: what it got and what it missed is what was written. */
    record Followed(long received, long missed) {}

    @Test
    void followersWhileItIsWrittenGetEveryEventOnceInOrderOrKnowWhatTheyMissed() throws Exception {
        int events = 200_000;
        int readers = 4;
        Journal journal = journalForFollowers();
        CountDownLatch ready = new CountDownLatch(readers);
        try (ExecutorService executor = Executors.newFixedThreadPool(readers)) {
            List<Future<Followed>> followers = LongStream.range(0, readers)
                    .mapToObj(reader -> executor.submit(() -> follow(journal, 64 << reader, ready)))
                    .toList();
            ready.await();
            for (int n = 1; n <= events; n++) {
                assertTrue(journal.append(Events.numbered(n)));
                if (n % 64 == 0) {
                    journal.flush();
                }
            }
            journal.end();
            for (Future<Followed> follower : followers) {
                Followed books = follower.get(50, TimeUnit.SECONDS);
                assertEquals(events, books.received() + books.missed());
                assertTrue(mayLoseOldest() || books.missed() == 0, books::toString);
            }
        }
    }

    boolean mayLoseOldest() {
        return false;
    }

    private static Followed follow(Journal journal, int limit, CountDownLatch ready) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        Journal.Registration registration = journal.onChange(changes::release);
        try {
            ready.countDown();
            long next = 1;
            long received = 0;
            long missed = 0;
            while (true) {
                boolean ended = journal.ended();
                List<JournalEntry> slice = journal.read(next, limit, ALL);
                if (slice.isEmpty()) {
                    if (ended) {
                        assertEquals(journal.last() + 1, next);
                        return new Followed(received, missed);
                    }
                    changes.acquire();
                    changes.drainPermits();
                    continue;
                }
                missed += slice.getFirst().sequence() - next;
                next = slice.getFirst().sequence();
                for (JournalEntry entry : slice) {
                    assertEquals(next, entry.sequence());
                    assertEquals("line " + next, entry.event().message());
                    next++;
                    received++;
                }
            }
        } finally {
            registration.close();
        }
    }
}
