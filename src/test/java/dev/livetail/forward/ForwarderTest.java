package dev.livetail.forward;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.forward.Delivery.Away;
import dev.livetail.forward.Delivery.Delivered;
import dev.livetail.forward.Delivery.InPart;
import dev.livetail.forward.Delivery.Refused;
import dev.livetail.forward.spool.Fsync;
import dev.livetail.forward.spool.Spool;
import dev.livetail.forward.spool.SpoolSettings;
import dev.livetail.journal.RingJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForwarderTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Away AWAY = new Away("it is not there", Optional.empty());

    @TempDir
    private Path directory;

    private RingJournal journal = new RingJournal(1, 100_000, Long.MAX_VALUE);
    private ScriptedSink sink = new ScriptedSink(100);
    private Backlog backlog = new Backlog.None();
    private EventFilter filter = EventFilter.all();
    private final List<Forwarder> forwarders = new ArrayList<>();

    private Forwarder start() {
        Forwarder forwarder = new Forwarder(
                "test",
                journal,
                filter,
                sink,
                Duration.ofMillis(1),
                new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), new SplittableRandom(1)),
                backlog,
                new Pace(1_000_000_000, 0),
                new DeadLetters(deadLetters(), 1 << 20));
        forwarder.start();
        forwarders.add(forwarder);
        return forwarder;
    }

    private Path deadLetters() {
        return directory.resolve("dead-letters.ndjson");
    }

    private Backlog spool() throws IOException {
        SpoolSettings settings = new SpoolSettings(1 << 24, Duration.ofDays(1), 1 << 20, Fsync.NEVER);
        return new SpoolBacklog(Spool.open(directory.resolve("spool"), settings, InstantSource.system()));
    }

    @AfterEach
    void end() throws InterruptedException {
        for (Forwarder forwarder : forwarders) {
            finish(forwarder, Duration.ZERO);
        }
    }

    private static void finish(Forwarder forwarder, Duration patience) throws InterruptedException {
        forwarder.finish(patience);
        forwarder.awaitFinished();
    }

    private void log(int from, int to) {
        for (int i = from; i <= to; i++) {
            journal.append(Events.saying("line " + i));
        }
        journal.flush();
    }

    private static List<String> lines(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList();
    }

    private static Books awaitBooks(Forwarder forwarder, Predicate<Books> condition) {
        await().atMost(LONG).until(() -> {
            Books books = forwarder.status().books();
            assertTrue(books.close(), books::toString);
            return condition.test(books);
        });
        return forwarder.status().books();
    }

    @Test
    void everyLineIsForwardedOnceAndInOrder() {
        log(1, 250);
        Forwarder forwarder = start();
        log(251, 1000);
        awaitBooks(forwarder, books -> books.forwarded() == 1000);
        assertEquals(lines(1, 1000), sink.taken);
        assertTrue(sink.batches.stream().allMatch(batch -> batch.size() <= 100));
    }

    @Test
    void whatTheFilterDoesNotWantIsCounted() {
        filter = new EventFilter.MinimumLevel(LogLevel.WARN);
        journal.append(Events.at(Events.START, LogLevel.INFO, "low"));
        journal.append(Events.at(Events.START, LogLevel.ERROR, "high"));
        journal.flush();
        Books books = awaitBooks(start(), found -> found.pending() == 0);
        assertEquals(List.of("high"), sink.taken);
        assertEquals(1, books.filtered());
    }

    @Test
    void aSinkThatIsAwayGetsItsLinesWhenItIsBack() {
        sink.answering(AWAY, AWAY, new Away("busy", Optional.of(Duration.ofMillis(2))));
        log(1, 10);
        awaitBooks(start(), books -> books.forwarded() == 10);
        assertEquals(lines(1, 10), sink.taken);
        assertEquals(4, sink.batches.size());
    }

    @Test
    void itTellsThatItsSinkIsAway() {
        sink.otherwise = entries -> AWAY;
        log(1, 1);
        Forwarder forwarder = start();
        await().atMost(LONG).until(() -> forwarder.status().awaySince().isPresent());
        assertEquals(Optional.of("it is not there"), forwarder.status().awayCause());
        sink.otherwise = entries -> new Delivered();
        await().atMost(LONG).until(() -> forwarder.status().awaySince().isEmpty());
    }

    @Test
    void linesAreTakenRefusedAndTriedAgainOneByOne() throws IOException {
        sink.answering(new InPart(List.of(1, 3), Map.of(0, "too long"), 0, "busy"));
        log(1, 5);
        Books books = awaitBooks(start(), found -> found.pending() == 0);
        assertEquals(lines(1, 5), sink.batches.get(0));
        assertEquals(List.of("line 2", "line 4"), sink.taken);
        assertEquals(4, books.forwarded());
        assertEquals(1, books.deadLettered());
        String letter = Files.readString(deadLetters());
        assertTrue(letter.contains("\"reason\":\"too long\",\"event\":{\"id\":\"1-1\""), letter);
    }

    @Test
    void refusedLinesWithoutNamesAreNotTriedAgain() throws IOException {
        sink.answering(new InPart(List.of(), Map.of(), 2, "too old"));
        log(1, 5);
        Books books = awaitBooks(start(), found -> found.pending() == 0);
        assertEquals(1, sink.batches.size());
        assertEquals(3, books.forwarded());
        assertEquals(2, books.deadLettered());
        String letter = Files.readString(deadLetters());
        assertTrue(letter.contains("\"reason\":\"too old\",\"lines\":2,\"from\":\"1-1\",\"to\":\"1-5\"}"), letter);
    }

    @Test
    void onePoisonedLineDoesNotTakeOthersWithIt() throws IOException {
        sink.otherwise = entries ->
                entries.stream().anyMatch(entry -> entry.event().message().equals("line 77"))
                        ? new Refused("it answered 400", true)
                        : new Delivered();
        log(1, 100);
        Books books = awaitBooks(start(), found -> found.pending() == 0);
        assertEquals(99, books.forwarded());
        assertEquals(1, books.deadLettered());
        assertEquals(99, sink.taken.size());
        assertEquals(1, Files.readAllLines(deadLetters()).size());
        assertTrue(Files.readString(deadLetters()).contains("line 77"));
    }

    @Test
    void whatIsRefusedAsAWholeIsNotTriedInParts() throws IOException {
        sink.answering(new Refused("it answered 403", false));
        log(1, 10);
        Books books = awaitBooks(start(), found -> found.pending() == 0);
        assertEquals(10, books.deadLettered());
        assertEquals(10, Files.readAllLines(deadLetters()).size());
        assertEquals(1, sink.batches.size());
    }

    @Test
    void withoutASpoolWhatTheJournalHasDroppedIsCounted() {
        journal = new RingJournal(1, 64, Long.MAX_VALUE);
        sink.silent = true;
        log(1, 10);
        Forwarder forwarder = start();
        await().atMost(LONG).until(() -> !sink.batches.isEmpty());
        log(11, 1000);
        Books books = forwarder.status().books();
        assertTrue(books.close(), books::toString);
        assertEquals(10 + journal.last() - journal.first() + 1, books.pending());
        assertEquals(1000 - books.pending(), books.expired());
    }

    @Test
    void whatTheJournalIsAboutToDropGoesToTheSpoolAndThenToTheSink() throws IOException {
        journal = new RingJournal(1, 512, Long.MAX_VALUE);
        backlog = spool();
        sink.otherwise = entries -> AWAY;
        Forwarder forwarder = start();
        for (int i = 0; i < 5000; i += 50) {
            log(i + 1, i + 50);
            long logged = i + 50L;
            // As a drain would not: so that the outcome does not hang on who gets the processor.
            awaitBooks(forwarder, books -> logged <= 256 || books.spooled() + books.expired() > logged - 512);
        }
        Books away = forwarder.status().books();
        assertEquals(0, away.expired());
        assertTrue(away.spooled() > 0, away::toString);
        sink.otherwise = entries -> new Delivered();
        awaitBooks(forwarder, books -> books.forwarded() == 5000);
        assertEquals(5000, sink.taken.stream().distinct().count());
        assertEquals(5000, sink.taken.size());
        assertEquals(lines(1, 5000), sink.taken);
    }

    @Test
    void whatIsLeftAtTheEndIsForwardedAfterTheNextStart() throws Exception {
        backlog = spool();
        sink.otherwise = entries -> AWAY;
        Forwarder forwarder = start();
        log(1, 500);
        awaitBooks(forwarder, books -> forwarder.status().awaySince().isPresent());
        finish(forwarder, LONG);
        Books books = forwarder.status().books();
        assertTrue(books.close(), books::toString);
        assertEquals(500, books.spooled());

        journal = new RingJournal(2, 100, Long.MAX_VALUE);
        sink = new ScriptedSink(100);
        backlog = spool();
        log(501, 510);
        Forwarder next = start();
        Books after = awaitBooks(next, found -> found.forwarded() == 510);
        assertEquals(500, after.recovered());
        assertEquals(lines(1, 510), sink.taken);
    }

    @Test
    void whatASinkDoesNotAnswerIsInTheSpoolBeforeWhatIsNewer() throws Exception {
        journal = new RingJournal(1, 512, Long.MAX_VALUE);
        backlog = spool();
        sink.silent = true;
        log(1, 100);
        Forwarder forwarder = start();
        await().atMost(LONG).until(() -> !sink.batches.isEmpty());
        log(101, 500);
        awaitBooks(forwarder, books -> books.spooled() == 400);
        finish(forwarder, Duration.ofMillis(10));
        Books books = forwarder.status().books();
        assertTrue(books.close(), books::toString);
        assertEquals(500, books.spooled());

        sink = new ScriptedSink(100);
        backlog = spool();
        journal = new RingJournal(2, 512, Long.MAX_VALUE);
        awaitBooks(start(), found -> found.forwarded() == 500);
        assertEquals(lines(1, 500), sink.taken);
    }

    @Test
    void whatIsInHandAndInTheSpoolTooIsForwardedOnce() throws IOException {
        journal = new RingJournal(1, 512, Long.MAX_VALUE);
        backlog = spool();
        CompletableFuture<Delivery> answer = new CompletableFuture<>();
        sink.awaited = answer;
        log(1, 100);
        Forwarder forwarder = start();
        await().atMost(LONG).until(() -> !sink.batches.isEmpty());
        log(101, 500);
        awaitBooks(forwarder, books -> books.spooled() == 400);
        sink.awaited = null;
        answer.complete(new Delivered());
        Books books = awaitBooks(forwarder, found -> found.pending() == 0 && found.spooled() == 0);
        assertEquals(500, books.forwarded());
        assertEquals(lines(101, 500), sink.taken);
    }

    @Test
    void whileTheSinkIsAwayLinesDoNotStayInMemoryAlone() throws IOException {
        backlog = spool();
        sink.otherwise = entries -> AWAY;
        Forwarder forwarder = start();
        log(1, 10);
        awaitBooks(forwarder, books -> !backlog.isEmpty());
        log(11, 20);
        // In hand, and on disk as well, is what is tried again and again.
        awaitBooks(forwarder, books -> books.spooled() + sink.batches.getLast().size() == 20);
        sink.otherwise = entries -> new Delivered();
        awaitBooks(forwarder, books -> books.forwarded() == 20);
        assertEquals(lines(1, 20), sink.taken);
    }

    @Test
    void theEndWaitsForWhatTheSinkStillTakes() throws InterruptedException {
        Forwarder forwarder = start();
        log(1, 1000);
        finish(forwarder, LONG);
        assertEquals(lines(1, 1000), sink.taken);
    }

    @Test
    void theEndDoesNotWaitForASinkThatDoesNotAnswer() throws Exception {
        backlog = spool();
        sink.silent = true;
        Forwarder forwarder = start();
        log(1, 10);
        await().atMost(LONG).until(() -> !sink.batches.isEmpty());
        finish(forwarder, Duration.ofMillis(10));
        Books books = forwarder.status().books();
        assertTrue(books.close(), books::toString);
        assertEquals(10, books.spooled());
    }
}
