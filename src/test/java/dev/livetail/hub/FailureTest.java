package dev.livetail.hub;

import static dev.livetail.hub.HubFixture.AS_IT_IS;
import static dev.livetail.hub.HubFixture.THE_END;
import static dev.livetail.hub.HubFixture.awaitLine;
import static dev.livetail.hub.HubFixture.everything;
import static dev.livetail.hub.HubFixture.fill;
import static dev.livetail.hub.HubFixture.present;
import static dev.livetail.hub.HubFixture.ring;
import static dev.livetail.hub.HubFixture.sequences;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.JournalException;
import dev.livetail.journal.Position;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, the reader it happens to is told and let go, and nobody else notices. */
class FailureTest {
    private final HubFixture fixture = HubFixture.quiet();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** A disk that gives nothing from a sequence on, and whose end cannot be found out either once it is broken. */
    private static final class BrokenJournal extends ListeningJournal {
        private final long from;
        private volatile boolean lastBroken;

        BrokenJournal(Journal journal, long from) {
            super(journal);
            this.from = from;
        }

        @Override
        public long last() {
            if (lastBroken) {
                throw broken();
            }
            return super.last();
        }

        @Override
        public List<JournalEntry> read(long first, int limit, int maxBytes) {
            if (first >= from) {
                throw broken();
            }
            return super.read(first, limit, maxBytes);
        }

        private static JournalException broken() {
            return new JournalException("cannot read run.ndjson: the disk is gone", new IOException("gone"));
        }
    }

    private static void assertToldOfTheDisk(Reader<StreamEvent> reader) throws InterruptedException {
        assertEquals(
                new StreamEvent.Ended("failed", "cannot read run.ndjson: the disk is gone"),
                reader.awaitEnd().getLast());
        assertNull(reader.error());
    }

    @Test
    void aDiskThatFailsAmidHistoryIsToldToTheReader() throws InterruptedException {
        Journal journal = new BrokenJournal(ring(1000), 257);
        fill(journal, 500);

        Reader<StreamEvent> reader = fixture.greedy(everything(journal));

        assertToldOfTheDisk(reader);
        assertEquals(256, sequences(reader.items()).size());
        assertEquals(0, fixture.hub.statistics().readers());
    }

    @Test
    void aDiskThatFailsWhileFollowedLiveIsToldToTheReader() throws InterruptedException {
        Journal journal = new BrokenJournal(ring(1000), 4);
        fill(journal, 3);
        Reader<StreamEvent> reader = fixture.greedy(everything(journal));
        awaitLine(3, reader);

        fill(journal, 4);

        assertToldOfTheDisk(reader);
    }

    @Test
    void aFileThatCannotEvenBeOpenedIsToldToTheReader() throws InterruptedException {
        BrokenJournal journal = new BrokenJournal(ring(1000), 1);
        journal.lastBroken = true;

        assertToldOfTheDisk(fixture.greedy(everything(journal)));
        assertEquals(0, fixture.hub.statistics().readers());
        assertEquals(0, journal.listeners());
    }

    /** The first look at a run of an earlier process repairs its file, which may take seconds. */
    @Test
    void theThreadThatServesReadersNeverIsTheFirstToLookAtAFile() throws InterruptedException {
        Journal ring = ring(1000);
        fill(ring, 300);
        ring.end();
        Journal lazy = new ListeningJournal(ring) {
            private volatile boolean looked;

            @Override
            public long last() {
                if (!looked && !Thread.currentThread().getName().startsWith("livetail-")) {
                    throw new AssertionError("the reader's own thread would have waited for the disk");
                }
                looked = true;
                return super.last();
            }
        };

        Reader<StreamEvent> reader = fixture.greedy(everything(lazy));

        assertEquals(300, sequences(reader.awaitEnd()).size());
        assertEquals(THE_END, reader.items().getLast());
    }

    /** At shutdown there may be readers whose file nobody has looked at yet; to say farewell must not wait for it. */
    @Test
    void sayingFarewellLooksAtNoFile() {
        BrokenJournal journal = new BrokenJournal(ring(1000), 1);
        journal.lastBroken = true;
        fixture.patient(everything(journal));

        fixture.hub.sayFarewell(Duration.ofSeconds(1));

        assertEquals(1, fixture.hub.statistics().readers());
    }

    @Test
    void anEncoderThatFailsEndsTheStreamsThatUseItAndNoOthers() throws InterruptedException {
        Journal journal = ring(1000);
        IllegalStateException bug = new IllegalStateException("a bug");
        StreamEncoder<StreamEvent> failing = event -> {
            if (event instanceof StreamEvent.Logged) {
                throw bug;
            }
            return event;
        };
        Reader<StreamEvent> lively = fixture.greedy(everything(journal));
        Reader<StreamEvent> following =
                Reader.<StreamEvent>greedy().of(fixture.hub.stream(everything(journal), failing, fixture.home));
        Reader<StreamEvent> lively2 = fixture.greedy(everything(journal));
        following.awaitItems(1);
        lively.awaitItems(1);
        lively2.awaitItems(1);

        fill(journal, 1);
        following.awaitEnd();
        Reader<StreamEvent> catchingUp =
                Reader.<StreamEvent>greedy().of(fixture.hub.stream(everything(journal), failing, fixture.home));
        catchingUp.awaitEnd();

        assertSame(bug, following.error());
        assertSame(bug, catchingUp.error());
        awaitLine(1, lively);
        awaitLine(1, lively2);
        fill(journal, 2);
        awaitLine(2, lively);
        awaitLine(2, lively2);
        assertEquals(2, fixture.hub.statistics().readers());
    }

    @Test
    void anEndingThatCannotBeToldEndsTheStreamAllTheSame() throws InterruptedException {
        IllegalStateException bug = new IllegalStateException("a bug");
        StreamRequest request = new StreamRequest(
                ring(10), new Position.Oldest(), EventFilter.all(), false, OverflowPolicy.SKIP, () -> {
                    throw bug;
                });

        Reader<StreamEvent> reader = fixture.greedy(request);

        reader.awaitEnd();
        assertSame(bug, reader.error());
        assertEquals(0, fixture.hub.statistics().readers());
    }

    @Test
    void aSubscriberThatThrowsIsReleasedAndDisturbsNobody() {
        Journal journal = ring(1000);
        Reader<StreamEvent> before = fixture.greedy(everything(journal));
        fixture.hub.stream(everything(journal), AS_IT_IS, fixture.home).subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(StreamEvent item) {
                if (item instanceof StreamEvent.Logged) {
                    throw new IllegalStateException("a bug");
                }
            }

            @Override
            public void onError(Throwable throwable) {}

            @Override
            public void onComplete() {}
        });
        Reader<StreamEvent> after = fixture.greedy(everything(journal));
        before.awaitItems(1);
        after.awaitItems(1);

        for (int last = 1; last <= 5; last++) {
            fill(journal, last);
            awaitLine(last, before);
            awaitLine(last, after);
        }

        assertEquals(2, fixture.hub.statistics().readers());
    }

    @Test
    void aReaderWhoseThreadIsGoneIsReleased() throws InterruptedException {
        try (HubFixture beating = HubFixture.beating(Duration.ofMillis(50))) {
            Reader<StreamEvent> reader = beating.greedy(everything(ring(10)));
            reader.awaitItems(1);

            beating.home.shutdown();

            await().until(() -> beating.hub.statistics().readers() == 0);
            assertEquals(List.of(), sequences(reader.items()));
            assertInstanceOf(StreamEvent.Hello.class, reader.items().getFirst());
        }
    }

    @Test
    void aHubThatIsClosedLetsItsReadersGo() {
        Journal journal = ring(10);
        ListeningJournal listened = new ListeningJournal(journal);
        Reader<StreamEvent> reader = fixture.greedy(present(listened));
        fixture.patient(everything(listened));

        fixture.hub.close();

        // The first may be about to end by itself, on its own thread.
        await().until(() -> fixture.hub.statistics().readers() == 0);
        assertEquals(0, listened.listeners());
        assertNull(reader.error());
    }
}
