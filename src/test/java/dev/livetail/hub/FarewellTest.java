package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.THE_END;
import static dev.livetail.hub.HubFixture.awaitLine;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.only;
import static dev.livetail.hub.HubFixture.present;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Position;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FarewellTest {
    private static final Duration SPREAD = Duration.ofSeconds(5);

    private final HubFixture fixture = HubFixture.quiet();

    @AfterEach
    void close() {
        fixture.close();
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void everyReaderGetsWhatIsJournalledAndThenTheRequestToConnectAgain() throws InterruptedException {
        Journal journal = ring(10_000);
        fill(journal, 5000);
        List<Reader<StreamEvent>> readers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            readers.add(i % 2 == 0 ? fixture.greedy(everything(journal)) : fixture.patient(everything(journal)));
        }
        awaitLine(5000, readers.getFirst());

        fixture.hub.sayFarewell(SPREAD);
        readers.forEach(reader -> reader.request(Long.MAX_VALUE));

        for (Reader<StreamEvent> reader : readers) {
            List<StreamEvent> seen = reader.awaitEnd();
            assertEquals(range(1, 5000), sequences(seen));
            StreamEvent.Reconnect reconnect = assertInstanceOf(StreamEvent.Reconnect.class, seen.getLast());
            assertEquals(journal.id(5000), reconnect.passed());
            assertTrue(reconnect.delay().compareTo(SPREAD) <= 0
                    && !reconnect.delay().isNegative());
        }
        assertTrue(
                readers.stream()
                                .map(reader ->
                                        ((StreamEvent.Reconnect) reader.items().getLast()).delay())
                                .distinct()
                                .count()
                        > 1,
                "all would come back at once");
        assertEquals(0, fixture.hub.statistics().readers());
        assertTrue(fixture.booksClose());
    }

    @Test
    void aWriterThatGoesOnCannotKeepReadersFromLeaving() throws InterruptedException {
        Journal journal = ring(100_000);
        fill(journal, 1);
        Reader<StreamEvent> reader = fixture.greedy(everything(journal));
        reader.awaitItems(2);
        Thread writer = Thread.ofPlatform().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                fill(journal, journal.last() + 1);
            }
        });

        fixture.hub.sayFarewell(SPREAD);
        List<StreamEvent> seen = reader.awaitEnd();
        writer.interrupt();
        writer.join();

        StreamEvent.Reconnect reconnect = assertInstanceOf(StreamEvent.Reconnect.class, seen.getLast());
        long told = only(StreamEvent.Gap.class, seen).stream()
                .mapToLong(gap -> gap.missing().count().orElseThrow())
                .sum();
        assertEquals(reconnect.passed().sequence(), told + sequences(seen).size());
    }

    @Test
    void aReaderThatComesDuringItIsServedAndSentAwayToo() throws InterruptedException {
        Journal journal = ring(100);
        fill(journal, 30);
        fixture.hub.sayFarewell(SPREAD);

        List<StreamEvent> seen = fixture.greedy(everything(journal)).awaitEnd();

        assertEquals(range(1, 30), sequences(seen));
        assertEquals(
                journal.id(30),
                assertInstanceOf(StreamEvent.Reconnect.class, seen.getLast()).passed());
    }

    @Test
    void resumingFromWhereItSaysMissesNothing() throws InterruptedException {
        Journal journal = ring(1000);
        fill(journal, 300);
        fixture.hub.sayFarewell(SPREAD);
        List<StreamEvent> before = fixture.greedy(everything(journal)).awaitEnd();
        EventId passed = ((StreamEvent.Reconnect) before.getLast()).passed();

        try (HubFixture next = HubFixture.quiet()) {
            fill(journal, 400);
            List<StreamEvent> after = awaitLine(400, next.greedy(HubFixture.from(journal, new Position.After(passed))));
            List<Long> union = new ArrayList<>(sequences(before));
            union.addAll(sequences(after));
            assertEquals(range(1, 400), union);
        }
    }

    @Test
    void aRunThatHasEndedEndsItsStreamAndAsksNobodyBack() throws InterruptedException {
        Journal journal = ring(1000);
        fill(journal, 300);
        Reader<StreamEvent> stalled = fixture.patient(everything(journal));
        journal.end();
        fixture.hub.sayFarewell(SPREAD);

        List<StreamEvent> late = fixture.greedy(everything(journal)).awaitEnd();
        stalled.request(Long.MAX_VALUE);

        assertEquals(THE_END, late.getLast());
        assertEquals(range(1, 300), sequences(late));
        assertEquals(THE_END, stalled.awaitEnd().getLast());
        assertEquals(range(1, 300), sequences(stalled.items()));
    }

    @Test
    void whatWasAskedForOnlyAsItIsAtPresentIsGivenToItsEnd() throws InterruptedException {
        Journal journal = ring(1000);
        fill(journal, 700);
        Reader<StreamEvent> reader = fixture.patient(present(journal));
        fixture.hub.sayFarewell(SPREAD);
        reader.request(Long.MAX_VALUE);

        assertEquals(range(1, 700), sequences(reader.awaitEnd()));
        assertEquals(THE_END, reader.items().getLast());
    }

    @Test
    void aStreamThatHasLastedLongEnoughAsksItsReaderBack() throws InterruptedException {
        try (HubFixture brief = HubFixture.lasting(Duration.ofMillis(100))) {
            Journal journal = ring(100);
            fill(journal, 3);

            List<StreamEvent> seen = brief.greedy(everything(journal)).awaitEnd();

            assertEquals(range(1, 3), sequences(seen));
            assertEquals(
                    journal.id(3),
                    assertInstanceOf(StreamEvent.Reconnect.class, seen.getLast())
                            .passed());
            assertEquals(0, brief.hub.statistics().readers());
        }
    }
}
