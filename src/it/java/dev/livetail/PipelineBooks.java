package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The books of the service, added up: those of {@code /pipeline} by themselves, against the metrics, and, for one sink,
 * against what has really arrived there or lies in the file of refused lines. Over restarts, too, where it is told of them.
 */
final class PipelineBooks {
    /** An option that the service needs: looking at the books must not write lines of its own. */
    static final String QUIET = "livetail.request-log.exclude=/q/*,/pipeline,/logs";

    private final LivetailProcess livetail;
    private final String sink;
    private final Receipts receipts;
    private final Map<Long, Ended> ended = new TreeMap<>();
    private int kills;

    /** What is known of a process that has ended: of its first lines so many may be missing. */
    private record Ended(long journalled, long atRisk) {}

    /** The books of the sink, as {@code /pipeline} has them. */
    record Sink(
            long journalled,
            long recovered,
            long filtered,
            long forwarded,
            long deadLettered,
            long spooled,
            long pending,
            long expired) {

        private static Sink of(JsonNode books) {
            return new Sink(
                    books.required("journalled").asLong(),
                    books.required("recovered").asLong(),
                    books.required("filtered").asLong(),
                    books.required("forwarded").asLong(),
                    books.required("deadLettered").asLong(),
                    books.required("spooled").asLong(),
                    books.required("pending").asLong(),
                    books.required("expired").asLong());
        }

        long waiting() {
            return spooled + pending;
        }

        private void assertClose() {
            assertTrue(
                    Stream.of(journalled, recovered, filtered, forwarded, deadLettered, spooled, pending, expired)
                            .allMatch(count -> count >= 0),
                    this::toString);
            assertEquals(
                    journalled + recovered,
                    filtered + forwarded + deadLettered + spooled + pending + expired,
                    this::toString);
        }
    }

    /** @param receipts of who receives what goes to this sink */
    PipelineBooks(LivetailProcess livetail, String sink, Receipts receipts) {
        this.livetail = livetail;
        this.sink = sink;
        this.receipts = receipts;
    }

    /** The sink's books at this moment, which close. */
    Sink sink() {
        return sink(livetail.json("/pipeline"));
    }

    private Sink sink(JsonNode pipeline) {
        JsonNode found = StreamSupport.stream(pipeline.required("sinks").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(sink))
                .findFirst()
                .orElseThrow();
        Sink books = Sink.of(found.required("books"));
        books.assertClose();
        assertTrue(found.required("booksClose").asBoolean(), found::toString);
        return books;
    }

    /** To be called before the process is killed: what waits in memory may get lost, and one batch may come again. */
    Sink beforeKill() {
        Sink books = sink();
        ended.put(epoch(), new Ended(books.journalled(), books.pending() + books.expired() + books.filtered()));
        kills++;
        return books;
    }

    /** To be called before the process is asked to end: nothing may get lost. */
    void beforeTerm() {
        Sink books = sink();
        ended.put(epoch(), new Ended(books.journalled(), books.expired() + books.filtered()));
    }

    /** Waits until nothing does that could be sent. */
    Sink awaitNothingWaiting() {
        await("nothing waits for " + sink).atMost(LivetailProcess.LIMIT).until(() -> sink().waiting() == 0);
        return sink();
    }

    /**
     * Everything adds up, at the latest when what is on its way has arrived; where there was a restart, nothing may wait
     * any more.
     *
     * @param brokenOff how often the receiver has taken a batch without saying so
     */
    void check(int brokenOff) {
        if (!ended.isEmpty()) {
            awaitNothingWaiting();
        }
        await("the books close").atMost(LivetailProcess.LIMIT).untilAsserted(this::assertClose);
        assertEquals(List.of(), receipts.strays());
        assertTrue(
                receipts.repeatedBatches() <= kills + brokenOff,
                () -> receipts.repeatedBatches() + " batches came again, after " + kills + " kills and " + brokenOff
                        + " answers that broke off");
        ended.forEach((epoch, process) -> {
            BitSet arrived = receipts.of(epoch);
            arrived.or(letters().of(epoch));
            long missing = process.journalled()
                    - arrived.get(1, (int) process.journalled() + 1).cardinality();
            assertTrue(missing <= process.atRisk(), () -> missing + " lines of " + process + " are missing");
        });
    }

    private void assertClose() {
        JsonNode pipeline = livetail.json("/pipeline");
        Sink books = sink(pipeline);
        assertCaptureCloses(pipeline, books);
        assertMetricsAgree(pipeline, books);
        assertArrived(books);
    }

    private static void assertCaptureCloses(JsonNode pipeline, Sink books) {
        JsonNode capture = pipeline.required("capture");
        assertEquals(
                capture.required("captured").asLong(),
                capture.required("journalled").asLong()
                        + sum(capture.required("dropped"))
                        + capture.required("failed").asLong()
                        + capture.required("queued").asLong(),
                capture::toString);
        JsonNode journal = pipeline.required("journal");
        assertEquals(
                journal.required("appended").asLong(),
                capture.required("journalled").asLong()
                        + journal.required("reports").asLong(),
                pipeline::toString);
        assertEquals(journal.required("appended").asLong(), books.journalled(), pipeline::toString);
    }

    private static long sum(JsonNode counts) {
        return StreamSupport.stream(counts.spliterator(), false)
                .mapToLong(JsonNode::asLong)
                .sum();
    }

    private void assertMetricsAgree(JsonNode pipeline, Sink books) {
        JsonNode capture = pipeline.required("capture");
        assertMetric(capture.required("captured").asLong(), "livetail_capture_records_total");
        assertMetric(capture.required("journalled").asLong(), "livetail_capture_journalled_total");
        assertMetric(capture.required("failed").asLong(), "livetail_capture_failed_total");
        assertMetric(sum(capture.required("dropped")), "livetail_capture_dropped_total");
        assertMetric(pipeline.required("journal").required("appended").asLong(), "livetail_journal_appended_total");
        assertForwardMetric(books.filtered(), "lines_total", "outcome=\"filtered\"");
        assertForwardMetric(books.forwarded(), "lines_total", "outcome=\"forwarded\"");
        assertForwardMetric(books.deadLettered(), "lines_total", "outcome=\"dead_lettered\"");
        assertForwardMetric(books.expired(), "lines_total", "outcome=\"expired\"");
        assertForwardMetric(books.pending(), "waiting", "where=\"memory\"");
        assertForwardMetric(books.spooled(), "waiting", "where=\"spool\"");
    }

    private void assertForwardMetric(long expected, String name, String tag) {
        assertMetric(expected, "livetail_forward_" + name, "sink=\"" + sink + '"', tag);
    }

    private void assertMetric(long expected, String name, String... tags) {
        assertEquals((double) expected, livetail.metric(name, tags), () -> name + List.of(tags));
    }

    /** Of this process' lines, none is anywhere but where the books say. */
    private void assertArrived(Sink books) {
        BitSet forwarded = receipts.of(epoch());
        Receipts letters = letters();
        BitSet arrived = letters.of(epoch());
        assertTrue(!arrived.intersects(forwarded), "what was refused has arrived");
        arrived.or(forwarded);
        long missing = books.journalled() - arrived.cardinality();
        long accounted = books.filtered() + books.expired() + books.waiting();
        if (books.recovered() == 0) {
            assertEquals(forwarded.cardinality(), books.forwarded(), books::toString);
            assertEquals(accounted, missing, books::toString);
            assertEquals(letters.lines(), books.deadLettered(), books::toString);
        } else {
            // What the books say may be of lines from before.
            assertTrue(missing <= accounted, () -> missing + " lines are missing: " + books);
        }
    }

    private long epoch() {
        // While much is logged, a line may be gone before it is read.
        String id = await().atMost(LivetailProcess.LIMIT)
                .until(this::newestId, Optional::isPresent)
                .orElseThrow();
        return Long.parseLong(id.substring(0, id.indexOf('-')));
    }

    private Optional<String> newestId() {
        return livetail.get("/logs?tail=1&format=ndjson")
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .map(line -> line.required("id").asText())
                .findFirst();
    }

    private Receipts letters() {
        Receipts letters = new Receipts();
        Path file = livetail.data().resolve("forward").resolve(sink).resolve("dead-letters.ndjson");
        if (Files.exists(file)) {
            try (Stream<String> lines = Files.lines(file)) {
                letters.add(
                        null,
                        lines.map(line -> LivetailProcess.parse(line).required("event"))
                                .toList());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return letters;
    }
}
