package dev.livetail.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.filter.EventFilter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RingJournalTest {
    private static final int ALL = Integer.MAX_VALUE;

    @Test
    void theNewestAreKeptUpToTheirNumber() {
        RingJournal journal = new RingJournal(1, 100, Long.MAX_VALUE);
        JournalContract.append(journal, 1, 250);
        assertEquals(151, journal.first());
        assertEquals(250, journal.last());
        assertEquals(0, journal.refused());
        assertEquals(JournalContract.range(151, 250), JournalContract.sequences(journal.read(151, ALL, ALL)));
    }

    @Test
    void aReaderThatComesTooLateFindsTheFirstEventThatIsStillThere() {
        RingJournal journal = new RingJournal(1, 100, Long.MAX_VALUE);
        JournalContract.append(journal, 1, 250);
        assertEquals(List.of(151L, 152L), JournalContract.sequences(journal.read(7, 2, ALL)));
        assertEquals(151, JournalContract.cursor(new Position.Oldest(), journal).next());
        assertEquals(
                151, JournalContract.cursor(new Position.Tail(1000), journal).next());
        assertEquals(
                151,
                JournalContract.cursor(new Position.Since(Events.START), journal)
                        .next());
    }

    @Test
    void theNewestAreKeptUpToTheirBytes() {
        Random random = new Random(1);
        RingJournal journal = new RingJournal(1, 1000, 50_000);
        for (int i = 0; i < 5_000; i++) {
            journal.append(Events.saying("x".repeat(random.nextInt(2_000))));
            long bytes = journal.read(1, ALL, ALL).stream()
                    .mapToLong(entry -> entry.event().estimatedBytes())
                    .sum();
            assertEquals(bytes, journal.bytes());
            assertTrue(bytes <= 50_000, () -> bytes + " bytes");
        }
        assertTrue(journal.last() - journal.first() > 10);
    }

    @Test
    void anEventLargerThanAllItMayKeepIsKeptAlone() {
        RingJournal journal = new RingJournal(1, 10, 1000);
        JournalContract.append(journal, 1, 3);
        journal.append(Events.saying("x".repeat(10_000)));
        assertEquals(4, journal.first());
        assertEquals(4, journal.last());
        JournalContract.append(journal, 5, 5);
        assertEquals(5, journal.first());
        assertEquals(Events.numbered(5).estimatedBytes(), journal.bytes());
    }

    @Test
    void aRingOfOneKeepsTheNewest() {
        RingJournal journal = new RingJournal(1, 1, 1);
        JournalContract.append(journal, 1, 3);
        assertEquals(List.of(3L), JournalContract.sequences(journal.read(1, ALL, ALL)));
    }

    @Test
    void aReaderFromTheFirstEventOfALongLifeIsGivenWhatThereIsAndNoMoreRoomThanThat() {
        RingJournal journal = new RingJournal(1, 10, Long.MAX_VALUE);
        LogEvent event = Events.numbered(1);
        for (int i = 0; i < 5_000_000; i++) {
            journal.append(event);
        }
        assertEquals(10, journal.read(1, ALL, ALL).size());
    }

    @Test
    void aTailIsNotShortenedByWhatIsLoggedWhileItIsLookedFor() {
        RingJournal ring = new RingJournal(1, 512, Long.MAX_VALUE);
        JournalContract.append(ring, 1, 1000);
        Journal overtaken = new Overtaken(ring, 2, 300);
        EventFilter even = new EventFilter.Matching(Pattern.compile("[02468]$"));
        assertEquals(789, new Position.Tail(200).in(overtaken, even).next());
        assertEquals(1300, ring.last());
    }

    /** A journal in which more is logged just before it is read for the n-th time. */
    private static final class Overtaken extends DelegatingJournal {
        private final int events;
        private int readsBefore;

        Overtaken(Journal journal, int read, int events) {
            super(journal);
            this.readsBefore = read;
            this.events = events;
        }

        @Override
        public List<JournalEntry> read(long from, int limit, int maxBytes) {
            readsBefore--;
            if (readsBefore == 0) {
                JournalContract.append(journal, journal.last() + 1, journal.last() + events);
            }
            return journal.read(from, limit, maxBytes);
        }
    }

    @Test
    void boundsAreAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> new RingJournal(1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new RingJournal(1, 1, 0));
    }
}
