package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.filtered;
import static dev.livetail.hub.HubFixture.only;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.Position;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
    private static final Duration HEARTBEAT = Duration.ofMillis(100);
    private static final EventFilter ERRORS = new EventFilter.MinimumLevel(LogLevel.ERROR);

    private final HubFixture fixture = HubFixture.beating(HEARTBEAT);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static boolean isHeartbeat(StreamEvent event) {
        return event instanceof StreamEvent.Heartbeat;
    }

    @Test
    void anIdleReaderHearsThatAllIsWellAgainAndAgain() {
        Journal journal = ring(100);
        fill(journal, 5);

        List<StreamEvent> seen = fixture.greedy(everything(journal)).awaitItems(5);

        assertEquals(List.of(1L, 2L, 3L, 4L, 5L), sequences(seen));
        assertTrue(seen.subList(2, 5).stream().allMatch(HeartbeatTest::isHeartbeat), seen.toString());
        assertEquals(
                journal.id(5),
                only(StreamEvent.Heartbeat.class, seen).getFirst().passed());
        assertTrue(fixture.hub.statistics().heartbeats() >= 3);
    }

    /** However late this machine is: between a line's making and the heartbeat after it there was that much silence. */
    @Test
    void aReaderThatGetsLinesHearsAHeartbeatOnlyAfterSilence() {
        Journal journal = ring(100_000);
        AtomicLong encodedAt = new AtomicLong(System.nanoTime());
        AtomicLong tooSoon = new AtomicLong();
        StreamEncoder<StreamEvent> clocked = event -> {
            long before = encodedAt.getAndSet(System.nanoTime());
            if (isHeartbeat(event) && encodedAt.get() - before < HEARTBEAT.toNanos()) {
                tooSoon.incrementAndGet();
            }
            return event;
        };
        Reader<StreamEvent> reader =
                Reader.<StreamEvent>greedy().of(fixture.hub.stream(everything(journal), clocked, fixture.home));
        long until = System.nanoTime() + 10 * HEARTBEAT.toNanos();
        long last = 0;
        while (System.nanoTime() - until < 0) {
            last++;
            fill(journal, last);
            HubFixture.awaitLine(last, reader);
        }
        reader.awaitItem(HeartbeatTest::isHeartbeat);

        assertEquals(0, tooSoon.get());
        assertEquals(last, sequences(reader.items()).size());
    }

    @Test
    void aFilteredReaderResumesByTheHeartbeatWithoutSeeingOldLines() {
        Journal journal = ring(50);
        journal.append(Events.at(Events.START, LogLevel.ERROR, "seen"));
        fill(journal, 40);
        Reader<StreamEvent> reader = fixture.greedy(filtered(journal, new Position.Oldest(), ERRORS));
        EventId passed = only(StreamEvent.Heartbeat.class, reader.awaitItem(HeartbeatTest::isHeartbeat))
                .getFirst()
                .passed();
        reader.cancel();
        assertEquals(journal.id(40), passed);

        // By now the line that it saw last is gone, and yet it has missed nothing.
        fill(journal, 85);
        journal.append(Events.at(Events.START, LogLevel.ERROR, "new"));
        journal.flush();
        List<StreamEvent> resumed =
                HubFixture.awaitLine(86, fixture.greedy(filtered(journal, new Position.After(passed), ERRORS)));

        assertEquals(List.of(86L), sequences(resumed));
        assertEquals(List.of(), only(StreamEvent.Gap.class, resumed));
        assertTrue(fixture.booksClose());
    }

    @Test
    void aReaderWhoseFilterPassesOverMuchHistoryIsNotLeftInSilence() {
        Journal slow = new ListeningJournal(ring(100_000)) {
            @Override
            public List<JournalEntry> read(long from, int limit, int maxBytes) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
                return super.read(from, limit, maxBytes);
            }
        };
        fill(slow, 10_000);
        journalAnError(slow);

        List<StreamEvent> seen =
                HubFixture.awaitLine(10_001, fixture.greedy(filtered(slow, new Position.Oldest(), ERRORS)));

        List<StreamEvent.Heartbeat> heartbeats = only(StreamEvent.Heartbeat.class, seen);
        assertTrue(!heartbeats.isEmpty(), "no heartbeat came");
        long passed = heartbeats.getFirst().passed().sequence();
        assertTrue(passed > 0 && passed < 10_000, "it told of " + passed);
    }

    @Test
    void aReaderWhoseFilterHoldsLinesBackHearsOnceAndAtOnceThatItHasCaughtUp() {
        try (HubFixture quiet = HubFixture.quiet()) {
            Journal journal = ring(2_000);
            fill(journal, 1_000);
            Reader<StreamEvent> reader = quiet.greedy(filtered(journal, new Position.Oldest(), ERRORS));

            List<StreamEvent> seen = reader.awaitItems(2);
            assertEquals(journal.id(1_000), ((StreamEvent.CaughtUp) seen.getLast()).passed());

            fill(journal, 1_100);
            journalAnError(journal);
            assertEquals(List.of(1_101L), sequences(HubFixture.awaitLine(1_101, reader)));
            assertEquals(3, reader.items().size(), reader.items().toString());
            assertEquals(1, quiet.hub.statistics().heartbeats());
            assertTrue(quiet.booksClose());
        }
    }

    @Test
    void aReaderFromWhomNothingIsHeldBackHasCaughtUpWithoutAWord() {
        Journal journal = ring(100);
        fill(journal, 5);

        List<StreamEvent> seen = fixture.greedy(everything(journal)).awaitItem(HeartbeatTest::isHeartbeat);

        assertEquals(List.of(), only(StreamEvent.CaughtUp.class, seen));
    }

    @Test
    void aReaderOfAKindThatIsNotToldOfCatchingUpGetsLinesAllTheSame() {
        try (HubFixture quiet = HubFixture.quiet()) {
            Journal journal = ring(100);
            fill(journal, 5);
            StreamEncoder<StreamEvent> silent = event -> event instanceof StreamEvent.CaughtUp ? null : event;
            Reader<StreamEvent> reader = Reader.<StreamEvent>greedy()
                    .of(quiet.hub.stream(filtered(journal, new Position.Oldest(), ERRORS), silent, quiet.home));
            reader.awaitItems(1);
            journalAnError(journal);

            assertEquals(List.of(6L), sequences(HubFixture.awaitLine(6, reader)));
            assertEquals(0, quiet.hub.statistics().heartbeats());
        }
    }

    private static void journalAnError(Journal journal) {
        journal.append(Events.at(Events.START, LogLevel.ERROR, "at last"));
        journal.flush();
    }

    @Test
    void aStalledReaderIsNotOwedHeartbeats() {
        Journal journal = ring(100);
        Reader<StreamEvent> stalled = fixture.patient(HubFixture.from(journal, new Position.Live()));
        stalled.request(1);
        stalled.awaitItems(1);
        Reader<StreamEvent> lively = fixture.greedy(everything(journal));
        lively.awaitItems(5);
        fill(journal, 1);

        stalled.request(1);

        assertEquals(List.of(1L), sequences(stalled.awaitItems(2)));
    }
}
