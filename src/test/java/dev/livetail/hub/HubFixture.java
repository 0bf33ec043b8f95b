package dev.livetail.hub;

import dev.livetail.event.Events;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A hub, and a single thread that serves its readers as an event loop would. */
final class HubFixture implements AutoCloseable {
    static final long EPOCH = 1_700_000_000_000L;
    static final StreamEncoder<StreamEvent> AS_IT_IS = event -> event;
    static final StreamEvent.Ended THE_END = new StreamEvent.Ended("complete", "that was all");
    static final Duration NEVER = Duration.ofDays(1);

    final LogHub hub;
    final ExecutorService home = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("home").factory());

    private HubFixture(HubSettings settings) {
        hub = new LogHub(settings);
    }

    static HubFixture quiet() {
        return beating(NEVER);
    }

    static HubFixture beating(Duration heartbeat) {
        return new HubFixture(new HubSettings(heartbeat, Optional.empty(), 1000, Duration.ZERO, Duration.ZERO));
    }

    static HubFixture lasting(Duration maxDuration) {
        return new HubFixture(
                new HubSettings(Duration.ofMillis(50), Optional.of(maxDuration), 1000, Duration.ZERO, Duration.ZERO));
    }

    static HubFixture holding(int maxStreams) {
        return new HubFixture(new HubSettings(NEVER, Optional.empty(), maxStreams, Duration.ZERO, Duration.ZERO));
    }

    static RingJournal ring(int capacity) {
        return new RingJournal(EPOCH, capacity, Long.MAX_VALUE);
    }

    /** Appends as many events as it takes for the journal's last one to be this. */
    static void fill(Journal journal, long last) {
        while (journal.last() < last) {
            journal.append(Events.numbered(journal.last() + 1));
        }
        journal.flush();
    }

    /** All of a journal, then live. */
    static StreamRequest everything(Journal journal) {
        return from(journal, new Position.Oldest());
    }

    static StreamRequest from(Journal journal, Position position) {
        return filtered(journal, position, EventFilter.all());
    }

    static StreamRequest filtered(Journal journal, Position position, EventFilter filter) {
        return new StreamRequest(journal, position, filter, true, OverflowPolicy.SKIP, () -> THE_END);
    }

    static StreamRequest withPolicy(Journal journal, OverflowPolicy onSlow) {
        return new StreamRequest(journal, new Position.Oldest(), EventFilter.all(), true, onSlow, () -> THE_END);
    }

    /** What a journal holds now, and then the end. */
    static StreamRequest present(Journal journal) {
        return new StreamRequest(
                journal, new Position.Oldest(), EventFilter.all(), false, OverflowPolicy.SKIP, () -> THE_END);
    }

    Reader<StreamEvent> greedy(StreamRequest request) {
        return Reader.<StreamEvent>greedy().of(hub.stream(request, AS_IT_IS, home));
    }

    Reader<StreamEvent> patient(StreamRequest request) {
        return Reader.<StreamEvent>patient().of(hub.stream(request, AS_IT_IS, home));
    }

    /** Waits until a reader has got the line of this sequence, and returns all that it has got. */
    static List<StreamEvent> awaitLine(long sequence, Reader<StreamEvent> reader) {
        return reader.awaitItem(event -> event instanceof StreamEvent.Logged logged
                && logged.entries().getLast().sequence() >= sequence);
    }

    static List<Long> sequences(List<StreamEvent> events) {
        List<Long> sequences = new ArrayList<>();
        for (StreamEvent event : events) {
            if (event instanceof StreamEvent.Logged logged) {
                for (JournalEntry entry : logged.entries()) {
                    sequences.add(entry.sequence());
                }
            }
        }
        return sequences;
    }

    static long lastSequence(List<StreamEvent> events) {
        List<Long> sequences = sequences(events);
        return sequences.isEmpty() ? 0 : sequences.getLast();
    }

    static <E extends StreamEvent> List<E> only(Class<E> kind, List<StreamEvent> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Whether each event that the readers have passed was sent, filtered or skipped. */
    boolean booksClose() {
        HubStatistics books = hub.statistics();
        return books.sent() + books.filtered() + books.skipped() == books.passed();
    }

    @Override
    public void close() {
        hub.close();
        home.shutdownNow();
    }
}
