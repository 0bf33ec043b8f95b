package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.awaitLine;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.only;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static dev.livetail.hub.HubFixture.withPolicy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.journal.Missing;
import dev.livetail.journal.RingJournal;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Readers that the journal overtakes, each kept waiting after its first line. */
class OverflowTest {
    private static final int CAPACITY = 100;

    private final HubFixture fixture = HubFixture.quiet();
    private final RingJournal journal = ring(CAPACITY);

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A reader that has read the first ten lines, and asks for no more while the ring goes round. */
    private Reader<StreamEvent> stalledAtLineTen(StreamRequest request) {
        fill(journal, 10);
        Reader<StreamEvent> reader = fixture.patient(request);
        reader.request(2);
        reader.awaitItems(2);
        return reader;
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    @Test
    void skippingGoesOnWithTheOldestThatIsStillThere() {
        Reader<StreamEvent> reader = stalledAtLineTen(withPolicy(journal, OverflowPolicy.SKIP));
        fill(journal, 1000);

        reader.request(Long.MAX_VALUE);

        List<StreamEvent> seen = awaitLine(1000, reader);
        assertEquals(
                new StreamEvent.Gap(
                        new Missing(journal.id(11), journal.id(900), Missing.Reason.EVICTED), journal.id(900)),
                seen.get(2));
        assertEquals(900 - 10, fixture.hub.statistics().skipped());
        assertEquals(range(901, 1000), sequences(seen.subList(3, seen.size())));
        assertEquals(1, fixture.hub.statistics().gaps());
        assertTrue(fixture.booksClose());
    }

    @Test
    void latestGoesOnWithTheNextThatIsLogged() {
        Reader<StreamEvent> reader = stalledAtLineTen(withPolicy(journal, OverflowPolicy.LATEST));
        fill(journal, 1000);

        reader.request(Long.MAX_VALUE);
        reader.awaitItems(3);
        fill(journal, 1001);

        List<StreamEvent> seen = awaitLine(1001, reader);
        assertEquals(
                new StreamEvent.Gap(
                        new Missing(journal.id(11), journal.id(1000), Missing.Reason.SKIPPED), journal.id(1000)),
                seen.get(2));
        assertEquals(List.of(1001L), sequences(seen.subList(3, seen.size())));
        assertEquals(990, fixture.hub.statistics().skipped());
        assertTrue(fixture.booksClose());
    }

    @Test
    void disconnectingTellsTheGapAndEnds() throws InterruptedException {
        Reader<StreamEvent> reader = stalledAtLineTen(withPolicy(journal, OverflowPolicy.DISCONNECT));
        fill(journal, 1000);

        reader.request(Long.MAX_VALUE);

        List<StreamEvent> seen = reader.awaitEnd();
        assertNull(reader.error());
        assertEquals(
                new StreamEvent.Gap(
                        new Missing(journal.id(11), journal.id(900), Missing.Reason.EVICTED), journal.id(900)),
                seen.get(2));
        assertEquals(
                "disconnected",
                assertInstanceOf(StreamEvent.Ended.class, seen.get(3)).state());
        assertEquals(4, seen.size());
        assertEquals(0, fixture.hub.statistics().readers());
        assertTrue(fixture.booksClose());
    }

    @Test
    void aReaderThatIsSlowButInTimeMissesNothing() {
        Reader<StreamEvent> reader = stalledAtLineTen(withPolicy(journal, OverflowPolicy.DISCONNECT));
        fill(journal, 10 + CAPACITY);

        reader.request(Long.MAX_VALUE);

        assertEquals(range(1, 110), sequences(awaitLine(110, reader)));
        assertEquals(0, fixture.hub.statistics().gaps());
    }

    @Test
    void readersOvertakenAgainAndAgainAccountForEveryLine() throws InterruptedException {
        int last = 100_000;
        Reader<StreamEvent> skipping = fixture.greedy(withPolicy(journal, OverflowPolicy.SKIP));
        Reader<StreamEvent> latest = fixture.greedy(withPolicy(journal, OverflowPolicy.LATEST));
        skipping.awaitItems(1);
        latest.awaitItems(1);
        for (int i = 0; i < last; i++) {
            journal.append(Events.numbered(i));
            if (i % 1000 == 0) {
                journal.flush();
            }
        }
        journal.end();

        for (Reader<StreamEvent> reader : List.of(skipping, latest)) {
            List<StreamEvent> seen = reader.awaitEnd();
            long next = 1;
            for (StreamEvent event : seen) {
                if (event instanceof StreamEvent.Gap gap) {
                    assertEquals(next, gap.missing().first().sequence());
                    next = gap.missing().last().sequence() + 1;
                } else if (event instanceof StreamEvent.Logged logged) {
                    assertEquals(next, logged.entries().getFirst().sequence());
                    next = logged.entries().getLast().sequence() + 1;
                }
            }
            assertEquals(last + 1, next);
        }
        HubStatistics books = fixture.hub.statistics();
        assertEquals(2L * last, books.passed());
        assertTrue(books.skipped() > 0, "no reader was overtaken");
        assertEquals(
                books.gaps(),
                only(StreamEvent.Gap.class, skipping.items()).size()
                        + only(StreamEvent.Gap.class, latest.items()).size());
        assertTrue(fixture.booksClose());
    }

    @Test
    void aStalledReaderDisturbsNobody() {
        Reader<StreamEvent> stalled = stalledAtLineTen(everything(journal));
        Reader<StreamEvent> lively = fixture.greedy(everything(journal));
        for (int last = 20; last <= 2000; last += 20) {
            fill(journal, last);
            awaitLine(last, lively);
        }

        assertEquals(range(1, 2000), sequences(lively.items()));
        assertEquals(range(1, 10), sequences(stalled.items()));
        assertEquals(0, fixture.hub.statistics().gaps());
    }

    @Test
    void aStalledReaderHoldsNothingOfTheJournal() {
        StreamEncoder<String> telling = event -> event.getClass().getSimpleName();
        LogEvent watched = Events.saying("to be forgotten");
        WeakReference<LogEvent> reference = new WeakReference<>(watched);
        journal.append(watched);
        watched = null;
        journal.flush();
        Reader<String> stalled =
                Reader.<String>patient().of(fixture.hub.stream(everything(journal), telling, fixture.home));
        stalled.request(1);
        assertEquals(List.of("Hello"), stalled.awaitItems(1));
        Reader<String> lively =
                Reader.<String>greedy().of(fixture.hub.stream(everything(journal), telling, fixture.home));
        lively.awaitItems(2);

        fill(journal, 1 + CAPACITY);

        await().until(() -> {
            System.gc();
            return reference.get() == null;
        });
        stalled.request(2);
        assertEquals(List.of("Hello", "Logged"), stalled.awaitItems(3).subList(0, 2));
    }
}
