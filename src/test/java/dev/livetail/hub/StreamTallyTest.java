package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.awaitLine;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.present;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.withPolicy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.JournalException;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is known of a stream when it is over. */
class StreamTallyTest {
    private static final int CAPACITY = 100;

    private final HubFixture fixture = HubFixture.quiet();
    private final RingJournal journal = ring(CAPACITY);

    @AfterEach
    void close() {
        fixture.close();
    }

    private static void assertTally(StreamTally.End end, long events, long gaps, long skipped, StreamTally tally) {
        assertEquals(Optional.ofNullable(end), tally.end());
        assertEquals(events, tally.events());
        assertEquals(gaps, tally.gaps());
        assertEquals(skipped, tally.skipped());
    }

    @Test
    void aStreamThatWasAllIsComplete() throws InterruptedException {
        fill(journal, 7);
        StreamRequest request = present(journal);
        fixture.greedy(request).awaitEnd();
        assertTally(StreamTally.End.COMPLETE, 7, 0, 0, request.tally());
    }

    @Test
    void aReaderThatGoesAwayLeavesNoEnd() {
        StreamRequest request = everything(journal);
        fill(journal, 3);
        Reader<StreamEvent> reader = fixture.greedy(request);
        awaitLine(3, reader);
        reader.cancel();
        assertTally(null, 3, 0, 0, request.tally());
    }

    @Test
    void whoIsToComeBackIsToldSo() throws InterruptedException {
        StreamRequest request = everything(journal);
        fill(journal, 3);
        Reader<StreamEvent> reader = fixture.greedy(request);
        awaitLine(3, reader);
        var unused = fixture.hub.sayFarewell(Duration.ZERO);
        reader.awaitEnd();
        assertTally(StreamTally.End.RECONNECT, 3, 0, 0, request.tally());
    }

    @Test
    void gapsAndWhatFellIntoThemAreCounted() {
        StreamRequest request = withPolicy(journal, OverflowPolicy.SKIP);
        Reader<StreamEvent> reader = stalledAtLineTen(request);
        fill(journal, 1000);
        reader.request(Long.MAX_VALUE);
        awaitLine(1000, reader);
        assertTally(null, 10 + CAPACITY, 1, 1000 - CAPACITY - 10, request.tally());
    }

    @Test
    void whoDoesNotGoOnWithAGapHasOverflown() throws InterruptedException {
        StreamRequest request = withPolicy(journal, OverflowPolicy.DISCONNECT);
        Reader<StreamEvent> reader = stalledAtLineTen(request);
        fill(journal, 1000);
        reader.request(Long.MAX_VALUE);
        reader.awaitEnd();
        assertTally(StreamTally.End.OVERFLOW, 10, 1, 1000 - CAPACITY - 10, request.tally());
    }

    private Reader<StreamEvent> stalledAtLineTen(StreamRequest request) {
        fill(journal, 10);
        Reader<StreamEvent> reader = fixture.patient(request);
        reader.request(2);
        reader.awaitItems(2);
        return reader;
    }

    @Test
    void whatAJournalFailsWithIsKept() throws InterruptedException {
        fill(journal, 3);
        JournalException broken = new JournalException("the disk has gone", new IOException("no such device"));
        Journal failing = new ListeningJournal(journal) {
            @Override
            public List<JournalEntry> read(long first, int limit, int maxBytes) {
                throw broken;
            }
        };
        StreamRequest request = present(failing);
        fixture.greedy(request).awaitEnd();
        assertTally(StreamTally.End.FAILED, 0, 0, 0, request.tally());
        assertSame(broken, request.tally().failure().orElseThrow());
    }

    @Test
    void whatTheEndFailsWithIsKept() throws InterruptedException {
        fill(journal, 3);
        IllegalStateException broken = new IllegalStateException("nobody knows the end");
        StreamRequest request =
                new StreamRequest(journal, new Position.Oldest(), EventFilter.all(), true, OverflowPolicy.SKIP, () -> {
                    throw broken;
                });
        journal.end();
        Reader.<StreamEvent>greedy()
                .of(fixture.hub.stream(request, HubFixture.AS_IT_IS, fixture.home))
                .awaitEnd();
        assertTally(StreamTally.End.FAILED, 3, 0, 0, request.tally());
        assertSame(broken, request.tally().failure().orElseThrow());
    }
}
