package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.EPOCH;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.ring;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import java.lang.ref.WeakReference;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {
    private static final StreamEncoder<List<Long>> SEQUENCES = event -> ((StreamEvent.Logged) event)
            .entries().stream().map(JournalEntry::sequence).toList();

    private static Feed<List<Long>> of(Journal journal) {
        return new Feed<>(journal, EventFilter.all(), SEQUENCES);
    }

    @Test
    void readersThatCatchUpFromDifferentPlacesMeet() {
        Journal journal = ring(10_000);
        fill(journal, 1000);
        Feed<List<Long>> feed = of(journal);

        Chunk<List<Long>> one = feed.load(1);
        Chunk<List<Long>> another = feed.load(100);

        assertEquals(257, one.next());
        assertEquals(257, another.next());
        assertSame(feed.load(one.next()), feed.load(another.next()));
    }

    @Test
    void theLastChunkEndsWhereTheJournalEnds() {
        Journal journal = ring(10_000);
        fill(journal, 300);
        Feed<List<Long>> feed = of(journal);

        assertEquals(301, feed.load(257).next());
        assertNull(feed.load(301));
        fill(journal, 301);
        assertEquals(List.of(301L), feed.load(301).payload());
    }

    @Test
    void aChunkBehindAGapIsReadyForThoseWhoHaveBeenToldOfIt() {
        Journal journal = ring(100);
        fill(journal, 1000);
        Feed<List<Long>> feed = of(journal);

        Chunk<List<Long>> chunk = feed.load(1);

        assertEquals(901, chunk.first());
        assertSame(chunk, feed.ready(901));
        assertSame(chunk, feed.ready(1));
    }

    @Test
    void largeEventsMakeSmallChunks() {
        Journal journal = new RingJournal(EPOCH, 1000, Long.MAX_VALUE);
        for (int i = 0; i < 10; i++) {
            journal.append(Events.saying("x".repeat(Feed.CHUNK_BYTES / 2)));
        }
        journal.flush();

        assertTrue(of(journal).load(1).sent() <= 2);
    }

    @Test
    void whatIsKeptIsBounded() {
        Journal journal = ring(1_000_000);
        fill(journal, 200_000);
        Feed<List<Long>> feed = of(journal);
        for (long next = 1; next <= 200_000; next += Feed.CHUNK_EVENTS) {
            assertNotNull(feed.load(next));
        }

        int kept = 0;
        for (long next = 1; next <= 200_000; next++) {
            kept += feed.ready(next) == null ? 0 : 1;
        }
        assertTrue(kept >= 1 && kept <= 64, kept + " chunks are kept");
    }

    @Test
    void aViewThatNobodyHasAnyLongerIsLetGo() {
        try (HubFixture fixture = HubFixture.quiet()) {
            Journal journal = ring(100);
            fill(journal, 50);
            fixture.greedy(everything(journal));
            WeakReference<StreamEncoder<byte[]>> view = leaveAgain(fixture, journal);

            await().until(() -> {
                System.gc();
                return view.get() == null;
            });
            assertEquals(1, fixture.hub.statistics().readers());
        }
    }

    /** Two readers of a view of their own come and go, while another one stays with the journal. */
    private static WeakReference<StreamEncoder<byte[]>> leaveAgain(HubFixture fixture, Journal journal) {
        byte[] chunk = new byte[1000];
        StreamEncoder<byte[]> own = event -> chunk;
        List<Reader<byte[]>> readers = List.of(
                Reader.<byte[]>greedy().of(fixture.hub.stream(everything(journal), own, fixture.home)),
                Reader.<byte[]>greedy().of(fixture.hub.stream(everything(journal), own, fixture.home)));
        readers.forEach(reader -> reader.awaitItems(2));
        readers.forEach(Reader::cancel);
        return new WeakReference<>(own);
    }
}
