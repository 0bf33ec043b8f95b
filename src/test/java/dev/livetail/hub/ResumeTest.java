package dev.livetail.hub;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.livetail.client.SseEvent;
import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.FileJournal;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import dev.livetail.stream.format.NdjsonFormatter;
import dev.livetail.stream.format.SseFormatter;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Resume is exact: a stream is cut at any byte, and taken up again by the last id that its reader has seen, over and over
 * while a writer goes on. What came in all of the pieces together is the sequence, or gaps say exactly what is missing.
 */
class ResumeTest {
    private static final int ROUNDS = 60;
    private static final EventFilter WARNINGS = new EventFilter.MinimumLevel(LogLevel.WARN);
    private static final JsonMapper JSON = new JsonMapper();

    private final HubFixture fixture = HubFixture.quiet();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Every third event or so is one that {@link #WARNINGS} lets pass; a sequence alone decides which. */
    private static LogLevel levelOf(long sequence) {
        return sequence * 2_654_435_761L % 3 == 0 ? LogLevel.WARN : LogLevel.INFO;
    }

    /** What is told to a reader, in the terms of its format. */
    private record Told(String type, String position, JsonNode json) {}

    /** How readers of a format read it and remember where they are. */
    private enum Format {
        SSE(new SseFormatter()) {
            @Override
            List<Told> read(String bytes) {
                return SseEvent.parse(bytes).stream()
                        .map(event -> new Told(event.type(), event.lastEventId(), json(event.data())))
                        .toList();
            }
        },
        NDJSON(new NdjsonFormatter()) {
            @Override
            List<Told> read(String bytes) {
                String[] lines = bytes.split("\n", -1);
                // The last piece is empty, or an object that was cut.
                return Arrays.stream(lines, 0, lines.length - 1)
                        .map(Format::json)
                        .map(object -> new Told(
                                object.has("event") ? object.get("event").textValue() : "log",
                                position(object),
                                object))
                        .toList();
            }

            private static String position(JsonNode object) {
                if (object.path("gapFollows").asBoolean()) {
                    return "";
                }
                return object.path(object.has("event") ? "after" : "id").asText();
            }
        };

        private final StreamEncoder<byte[]> encoder;

        Format(StreamEncoder<byte[]> encoder) {
            this.encoder = encoder;
        }

        abstract List<Told> read(String bytes);

        private static JsonNode json(String text) {
            try {
                return JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + text, e);
            }
        }
    }

    /** A connection over which so many pieces are read, and no more. */
    private static final class Connection implements Flow.Subscriber<byte[]> {
        private final int pieces;
        private final ByteArrayOutputStream received = new ByteArrayOutputStream();
        private final CountDownLatch remaining;
        private volatile Flow.Subscription subscription;
        private volatile boolean complete;

        Connection(int pieces) {
            this.pieces = pieces;
            this.remaining = new CountDownLatch(pieces);
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(pieces);
        }

        @Override
        public synchronized void onNext(byte[] item) {
            received.writeBytes(item);
            remaining.countDown();
        }

        @Override
        public void onError(Throwable throwable) {
            throw new AssertionError(throwable);
        }

        @Override
        public void onComplete() {
            complete = true;
            for (int i = 0; i < pieces; i++) {
                remaining.countDown();
            }
        }

        /** What has come through before the cut: all of a stream that was complete, or all up to any byte of it. */
        String cutAnywhere(Random random) throws InterruptedException {
            assertTrue(remaining.await(60, TimeUnit.SECONDS), "nothing comes any more");
            subscription.cancel();
            synchronized (this) {
                int length = complete && random.nextBoolean() ? received.size() : random.nextInt(received.size() + 1);
                return new String(received.toByteArray(), 0, length, UTF_8);
            }
        }
    }

    /** What a reader has seen over all its connections. */
    private static final class Union {
        final List<Long> lines = new ArrayList<>();
        final BitSet missing = new BitSet();
        long gaps;

        /** Notes what a connection told; answers whether it told the end. */
        boolean add(List<Told> told) {
            for (Told event : told) {
                switch (event.type()) {
                    case "log" -> lines.add(sequence(event.json().get("id")));
                    case "gap" -> {
                        int first = (int) sequence(event.json().get("first"));
                        int last = (int) sequence(event.json().get("last"));
                        assertEquals(last - first + 1, event.json().get("count").asLong());
                        missing.set(first, last + 1);
                        gaps += last - first + 1;
                    }
                    case "end" -> {
                        return true;
                    }
                    case "hello", "heartbeat" -> {
                        // Of both there is only where they say that the reader is.
                    }
                    default -> throw new AssertionError("told of " + event.type());
                }
            }
            return false;
        }

        private static long sequence(JsonNode id) {
            return EventId.parse(id.textValue()).orElseThrow().sequence();
        }
    }

    /** Reads a journal that grows to its end, cutting and resuming as the seed says. */
    private Union readInPieces(Journal journal, int events, EventFilter filter, Format format, Random random)
            throws InterruptedException {
        int burst = 1 + random.nextInt(50);
        Semaphore bursts = new Semaphore(0);
        Thread writer = Thread.ofPlatform().start(() -> write(journal, events, burst, bursts));
        Union union = new Union();
        EventId position = journal.id(0);
        boolean ended = false;
        while (!ended) {
            bursts.release(random.nextInt(20));
            StreamRequest request = HubFixture.filtered(journal, new Position.After(position), filter);
            Connection connection = new Connection(1 + random.nextInt(5));
            fixture.hub.stream(request, format.encoder, fixture.home).subscribe(connection);
            List<Told> told = format.read(connection.cutAnywhere(random));
            ended = union.add(told);
            for (Told event : told) {
                position = EventId.parse(event.position()).orElse(position);
            }
        }
        writer.join();
        return union;
    }

    /** Writes in bursts, some at each new connection and others meanwhile. */
    private static void write(Journal journal, int events, int burst, Semaphore bursts) {
        try {
            for (int i = 1; i <= events; i++) {
                journal.append(Events.at(Events.START, levelOf(i), "line " + i));
                if (i % burst == 0) {
                    journal.flush();
                    boolean unused = bursts.tryAcquire(1, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        journal.end();
    }

    private static List<Long> passing(EventFilter filter, int events) {
        List<Long> passing = new ArrayList<>();
        for (long i = 1; i <= events; i++) {
            if (filter.matchesAll() || levelOf(i) == LogLevel.WARN) {
                passing.add(i);
            }
        }
        return passing;
    }

    private void assertWhole(Journal journal, int seed) throws InterruptedException {
        Random random = new Random(seed);
        int events = 1 + random.nextInt(3000);
        Format format = Format.values()[seed % 2];
        EventFilter filter = seed / 2 % 2 == 0 ? EventFilter.all() : WARNINGS;

        Union union = readInPieces(journal, events, filter, format, random);

        assertEquals(passing(filter, events), union.lines, () -> "seed " + seed);
        assertEquals(0, union.gaps, () -> "seed " + seed);
        assertTrue(fixture.booksClose());
    }

    @Test
    void aJournalThatKeepsEverythingIsReadWholeHoweverOftenItIsCut() throws InterruptedException {
        for (int seed = 0; seed < 2 * ROUNDS; seed++) {
            assertWhole(HubFixture.ring(3000), seed);
        }
    }

    @Test
    void aFileIsReadWholeHoweverOftenItIsCut(@TempDir Path directory) throws InterruptedException {
        for (int seed = 0; seed < ROUNDS; seed++) {
            assertWhole(
                    FileJournal.create(directory.resolve(seed + ".ndjson"), HubFixture.EPOCH, Long.MAX_VALUE), seed);
        }
    }

    @Test
    void whatAJournalCouldNotKeepIsToldInGapsThatAddUp() throws InterruptedException {
        long missing = 0;
        for (int seed = 0; seed < 2 * ROUNDS; seed++) {
            Random random = new Random(seed);
            int events = 500 + random.nextInt(5000);
            RingJournal journal = HubFixture.ring(20 + random.nextInt(300));
            EventFilter filter = seed / 2 % 2 == 0 ? EventFilter.all() : WARNINGS;

            Union union = readInPieces(journal, events, filter, Format.values()[seed % 2], random);

            String round = "seed " + seed;
            assertEquals(union.missing.cardinality(), union.gaps, () -> round + ": a gap was told twice");
            List<Long> told = new ArrayList<>(passing(filter, events));
            told.removeIf(sequence -> union.missing.get(sequence.intValue()));
            assertEquals(told, union.lines, round);
            missing += union.gaps;
        }
        assertTrue(missing > 0, "no journal was too small, so nothing was proved");
        assertTrue(fixture.booksClose());
    }

    @Test
    void aServiceThatWasStartedAgainIsReadFromItsBeginning() throws InterruptedException {
        for (Format format : Format.values()) {
            RingJournal before = new RingJournal(HubFixture.EPOCH - 1000, 100, Long.MAX_VALUE);
            HubFixture.fill(before, 70);
            RingJournal now = HubFixture.ring(100);
            HubFixture.fill(now, 30);
            now.end();
            List<Told> told = new ArrayList<>();
            EventId position = before.id(70);
            // Cut right behind the greeting, then again right behind the gap: neither may hide it, nor tell it for
            // good.
            for (int pieces : new int[] {1, 2, 10}) {
                Connection connection = new Connection(pieces);
                StreamRequest request = HubFixture.filtered(now, new Position.After(position), EventFilter.all());
                fixture.hub.stream(request, format.encoder, fixture.home).subscribe(connection);
                assertTrue(connection.remaining.await(60, TimeUnit.SECONDS));
                connection.subscription.cancel();
                for (Told event : format.read(connection.received.toString(UTF_8))) {
                    told.add(event);
                    position = EventId.parse(event.position()).orElse(position);
                }
            }
            List<String> types = told.stream().map(Told::type).toList();
            assertEquals(List.of("hello", "hello", "gap", "hello"), types.subList(0, 4));
            assertEquals(30, types.stream().filter("log"::equals).count());
            assertEquals("end", types.getLast());
        }
    }
}
