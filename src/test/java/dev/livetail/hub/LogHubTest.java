package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.AS_IT_IS;
import static dev.livetail.hub.HubFixture.EPOCH;
import static dev.livetail.hub.HubFixture.NEVER;
import static dev.livetail.hub.HubFixture.THE_END;
import static dev.livetail.hub.HubFixture.awaitLine;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.filtered;
import static dev.livetail.hub.HubFixture.lastSequence;
import static dev.livetail.hub.HubFixture.only;
import static dev.livetail.hub.HubFixture.present;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Missing;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LogHubTest {
    private final HubFixture fixture = HubFixture.quiet();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void historyThenLiveHasNoHoleAndNoRepeatWhileAWriterGoesOn() throws InterruptedException {
        int events = 200_000;
        Journal journal = ring(events);
        fill(journal, 1000);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int i = 1001; i <= events; i++) {
                journal.append(Events.numbered(i));
                journal.flush();
            }
        });
        List<Reader<StreamEvent>> readers = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long soFar = journal.last();
            readers.add(fixture.greedy(HubFixture.from(journal, new Position.Tail(500))));
            await().until(() -> journal.last() > soFar || !writer.isAlive());
        }
        writer.join();

        for (Reader<StreamEvent> reader : readers) {
            List<StreamEvent> seen = awaitLine(events, reader);
            StreamEvent.Hello hello = assertInstanceOf(StreamEvent.Hello.class, seen.getFirst());
            assertEquals(range(hello.after().sequence() + 1, events), sequences(seen));
        }
        assertEquals(0, fixture.hub.statistics().skipped());
        assertTrue(fixture.booksClose());
    }

    @Test
    void aReaderGetsNoMoreThanItAsksFor() {
        Journal journal = ring(10_000);
        fill(journal, 10_000);
        Reader<StreamEvent> reader = fixture.patient(everything(journal));

        reader.request(1);
        assertEquals(1, reader.awaitItems(1).size());
        reader.request(3);
        List<StreamEvent> four = reader.awaitItems(4);
        // Whatever else it might have been given would have come by the time another reader has everything.
        awaitLine(10_000, fixture.greedy(everything(journal)));

        assertEquals(four, reader.items());
        assertEquals(range(1, 3 * Feed.CHUNK_EVENTS), sequences(four));
    }

    @Test
    void everythingFromTheOldest() {
        Journal journal = ring(100);
        fill(journal, 150);

        List<StreamEvent> seen = awaitLine(150, fixture.greedy(everything(journal)));

        assertEquals(range(51, 150), sequences(seen));
        assertEquals(
                new StreamEvent.Hello(journal.id(50), journal.id(51), journal.id(150), false, NEVER), seen.getFirst());
    }

    @Test
    void onlyWhatIsLoggedFromNowOn() {
        Journal journal = ring(100);
        fill(journal, 50);
        Reader<StreamEvent> reader = fixture.greedy(HubFixture.from(journal, new Position.Live()));
        reader.awaitItems(1);

        fill(journal, 53);

        assertEquals(range(51, 53), sequences(awaitLine(53, reader)));
    }

    @Test
    void theLastLinesThatTheFilterLetsPass() {
        Journal journal = ring(10_000);
        for (int i = 1; i <= 5000; i++) {
            journal.append(Events.at(Events.START, i % 1000 == 0 ? LogLevel.ERROR : LogLevel.INFO, "line " + i));
        }
        journal.flush();
        EventFilter errors = new EventFilter.MinimumLevel(LogLevel.ERROR);

        List<StreamEvent> three = awaitLine(5000, fixture.greedy(filtered(journal, new Position.Tail(3), errors)));
        List<StreamEvent> moreThanThereAre =
                awaitLine(5000, fixture.greedy(filtered(journal, new Position.Tail(30), errors)));

        assertEquals(List.of(3000L, 4000L, 5000L), sequences(three));
        assertEquals(List.of(1000L, 2000L, 3000L, 4000L, 5000L), sequences(moreThanThereAre));
        assertTrue(fixture.booksClose());
    }

    @Test
    void theLastLinesOfAll() {
        Journal journal = ring(1000);
        fill(journal, 700);

        assertEquals(
                range(691, 700),
                sequences(awaitLine(700, fixture.greedy(HubFixture.from(journal, new Position.Tail(10))))));
    }

    @Test
    void whatWasLoggedSinceAnInstant() {
        Journal journal = ring(10_000);
        fill(journal, 5000);

        List<StreamEvent> seen = awaitLine(
                5000, fixture.greedy(HubFixture.from(journal, new Position.Since(Events.START.plusMillis(4321)))));

        assertEquals(range(4321, 5000), sequences(seen));
    }

    @Test
    void whatFollowsAnId() {
        Journal journal = ring(1000);
        fill(journal, 600);

        List<StreamEvent> seen =
                awaitLine(600, fixture.greedy(HubFixture.from(journal, new Position.After(journal.id(590)))));

        assertEquals(range(591, 600), sequences(seen));
        assertEquals(List.of(), only(StreamEvent.Gap.class, seen));
    }

    @Test
    void anIdThatIsLongGoneIsAnsweredByAGapBeforeTheNextLine() {
        Journal journal = ring(100);
        fill(journal, 600);

        List<StreamEvent> seen =
                awaitLine(600, fixture.greedy(HubFixture.from(journal, new Position.After(journal.id(7)))));

        assertEquals(
                new StreamEvent.Gap(
                        new Missing(journal.id(8), journal.id(500), Missing.Reason.EVICTED), journal.id(500)),
                seen.get(1));
        assertEquals(range(501, 600), sequences(seen));
        assertEquals(493, fixture.hub.statistics().skipped());
        assertTrue(fixture.booksClose());
    }

    @Test
    void anIdOfAnotherIncarnationIsAnsweredByAGapThatSaysSo() {
        Journal journal = ring(100);
        fill(journal, 3);
        EventId earlier = new EventId(EPOCH - 1, 41);

        List<StreamEvent> seen = awaitLine(3, fixture.greedy(HubFixture.from(journal, new Position.After(earlier))));

        assertEquals(new StreamEvent.Hello(journal.id(0), journal.id(1), journal.id(3), true, NEVER), seen.getFirst());
        assertEquals(
                new StreamEvent.Gap(
                        new Missing(new EventId(EPOCH - 1, 42), null, Missing.Reason.RESTARTED), journal.id(0)),
                seen.get(1));
        assertEquals(range(1, 3), sequences(seen));
    }

    @Test
    void anIdThatTheJournalNeverGaveIsAnsweredByAGapThatSaysSo() {
        Journal journal = ring(100);
        fill(journal, 3);
        Reader<StreamEvent> reader = fixture.greedy(HubFixture.from(journal, new Position.After(journal.id(9))));
        reader.awaitItems(2);

        fill(journal, 4);

        List<StreamEvent> seen = reader.awaitItems(3);
        assertEquals(
                new StreamEvent.Gap(new Missing(journal.id(4), journal.id(9), Missing.Reason.UNKNOWN), journal.id(3)),
                seen.get(1));
        assertEquals(List.of(4L), sequences(seen));
    }

    @Test
    void whatIsThereAtPresentAndThenTheEnd() throws InterruptedException {
        Journal journal = ring(1000);
        fill(journal, 1000);

        List<StreamEvent> seen = fixture.greedy(present(journal)).awaitEnd();

        assertEquals(range(1, 1000), sequences(seen));
        assertEquals(THE_END, seen.getLast());
    }

    @Test
    void anEmptyJournalIsGreetedAndEnded() throws InterruptedException {
        Journal journal = ring(10);

        List<StreamEvent> seen = fixture.greedy(present(journal)).awaitEnd();

        assertEquals(
                List.of(new StreamEvent.Hello(journal.id(0), journal.id(1), journal.id(0), false, NEVER), THE_END),
                seen);
    }

    @Test
    void aJournalThatEndsEndsItsStreams() throws InterruptedException {
        Journal journal = ring(1000);
        fill(journal, 10);
        Reader<StreamEvent> early = fixture.greedy(everything(journal));
        awaitLine(10, early);

        journal.append(Events.numbered(11));
        journal.end();

        assertEquals(range(1, 11), sequences(early.awaitEnd()));
        assertEquals(THE_END, early.items().getLast());
        List<StreamEvent> late = fixture.greedy(everything(journal)).awaitEnd();
        assertEquals(range(1, 11), sequences(late));
        assertEquals(THE_END, late.getLast());
        assertEquals(0, fixture.hub.statistics().readers());
    }

    @Test
    void whatManyReadersGetIsEncodedOnce() {
        Journal journal = ring(100_000);
        AtomicInteger encoded = new AtomicInteger();
        StreamEncoder<StreamEvent> counting = event -> {
            if (event instanceof StreamEvent.Logged logged) {
                encoded.addAndGet(logged.entries().size());
            }
            return event;
        };
        List<Reader<StreamEvent>> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(
                    Reader.<StreamEvent>greedy().of(fixture.hub.stream(everything(journal), counting, fixture.home)));
        }
        readers.forEach(reader -> reader.awaitItems(1));
        for (int last = 1; last <= 100; last++) {
            fill(journal, last);
            long delivered = 100L * last;
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> fixture.hub.statistics().sent() == delivered);
        }

        assertEquals(100, encoded.get());
        assertEquals(100 * 100, fixture.hub.statistics().sent());
        assertTrue(fixture.booksClose());
    }

    @Test
    void historyIsEncodedOnceForReadersThatComeTogether() {
        Journal journal = ring(5000);
        fill(journal, 5000);
        AtomicInteger encoded = new AtomicInteger();
        StreamEncoder<StreamEvent> counting = event -> {
            encoded.incrementAndGet();
            return event;
        };
        CompletableFuture<Void> allThere = new CompletableFuture<>();
        fixture.home.execute(allThere::join);
        List<Reader<StreamEvent>> readers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            readers.add(
                    Reader.<StreamEvent>greedy().of(fixture.hub.stream(everything(journal), counting, fixture.home)));
        }
        allThere.complete(null);
        readers.forEach(reader -> awaitLine(5000, reader));

        int greetings = 100;
        int chunks = (5000 + Feed.CHUNK_EVENTS - 1) / Feed.CHUNK_EVENTS;
        assertEquals(greetings + chunks, encoded.get());
    }

    @Test
    void readersWithEqualFiltersShareTheirChunks() {
        Journal journal = ring(1000);
        fill(journal, 10);

        List<StreamEvent> one =
                awaitLine(10, fixture.greedy(filtered(journal, new Position.Oldest(), compositeFilter())));
        List<StreamEvent> another =
                awaitLine(10, fixture.greedy(filtered(journal, new Position.Oldest(), compositeFilter())));
        List<StreamEvent> unlike = awaitLine(10, fixture.greedy(everything(journal)));

        assertTrue(one.get(1) == another.get(1), "the very same chunk");
        assertEquals(one.get(1), unlike.get(1));
        assertFalse(one.get(1) == unlike.get(1), "a chunk of its own");
    }

    private static EventFilter compositeFilter() {
        return new EventFilter.AllOf(List.of(
                new EventFilter.MinimumLevel(LogLevel.INFO),
                new EventFilter.Matching(Pattern.compile("l.ne")),
                new EventFilter.Containing("LINE")));
    }

    @Test
    void aReaderThatLeavesIsReleased() {
        ListeningJournal journal = new ListeningJournal(ring(100));
        fill(journal, 10);
        Reader<StreamEvent> waiting = fixture.greedy(everything(journal));
        Reader<StreamEvent> stalled = fixture.patient(everything(journal));
        awaitLine(10, waiting);
        assertEquals(2, fixture.hub.statistics().readers());
        assertEquals(1, journal.listeners());

        waiting.cancel();
        assertEquals(1, fixture.hub.statistics().readers());
        assertEquals(1, journal.listeners());
        stalled.cancel();
        stalled.cancel();

        assertEquals(0, fixture.hub.statistics().readers());
        assertEquals(0, journal.listeners());
        assertEquals(2, fixture.hub.statistics().opened());
        fill(journal, 20);
        Reader<StreamEvent> next = fixture.greedy(everything(journal));
        awaitLine(20, next);
        assertEquals(1, journal.listeners());
        assertEquals(10, lastSequence(waiting.items()));
        assertEquals(List.of(), stalled.items());
    }

    @Test
    void moreReadersThanThereMayBeAreRefused() {
        try (HubFixture small = HubFixture.holding(2)) {
            RingJournal journal = ring(10);
            Reader<StreamEvent> first = small.greedy(everything(journal));
            small.greedy(everything(journal));

            assertThrows(
                    TooManyStreamsException.class, () -> small.hub.stream(everything(journal), AS_IT_IS, small.home));
            assertEquals(1, small.hub.statistics().refused());

            first.cancel();
            small.greedy(everything(journal)).awaitItems(1);
            assertEquals(2, small.hub.statistics().readers());
        }
    }

    @Test
    void aReaderThatAsksForNothingAtAllBreaksTheRulesAndIsToldSo() throws InterruptedException {
        Reader<StreamEvent> reader = fixture.patient(everything(ring(10)));

        reader.request(0);

        reader.awaitEnd();
        assertInstanceOf(IllegalArgumentException.class, reader.error());
        assertEquals(0, fixture.hub.statistics().readers());
    }

    @Test
    void aFilterThatLetsNothingPassStillClosesTheBooks() throws InterruptedException {
        Journal journal = ring(3000);
        fill(journal, 3000);
        journal.end();

        Reader<StreamEvent> reader =
                fixture.greedy(filtered(journal, new Position.Oldest(), new EventFilter.Containing("nowhere")));

        assertEquals(THE_END, reader.awaitEnd().getLast());
        assertNull(reader.error());
        assertEquals(List.of(), sequences(reader.items()));
        assertEquals(3000, fixture.hub.statistics().filtered());
        assertEquals(3000, fixture.hub.statistics().passed());
    }

    @Test
    void aWriterIsNeverMadeToWait() throws InterruptedException {
        Journal journal = ring(100);
        for (int i = 0; i < 50; i++) {
            fixture.patient(everything(journal)).request(1);
        }
        Thread writer = Thread.ofPlatform().start(() -> fill(journal, 100_000));

        assertTrue(writer.join(Duration.ofSeconds(60)));
        assertEquals(100_000, journal.last());
    }
}
