package dev.livetail.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventId;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import dev.livetail.stream.format.HtmlFormatter;
import dev.livetail.stream.format.HtmlPage;
import dev.livetail.stream.format.NdjsonFormatter;
import dev.livetail.stream.format.SseFormatter;
import dev.livetail.stream.format.TextFormatter;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A check that sees nothing would let everything pass: it has to see each fault, in the service's own bytes. */
class LineCheckTest {
    private static final long LOGGED_AT = 1_795_253_646_123_456_789L;
    private static final long READ_AT = LOGGED_AT + 2_000_000;

    private final Histogram latency = new Histogram();

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void followsAWholeStreamHoweverItIsCut(LineFormat format) {
        byte[] stream = stream(format, LongStream.rangeClosed(1, 120).toArray());
        for (int piece : new int[] {1, 2, 7, 8, 9, 100, stream.length}) {
            LineCheck check = new LineCheck(format, 1, latency);
            for (int from = 0; from < stream.length; from += piece) {
                check.take(stream, from, Math.min(stream.length, from + piece), READ_AT);
            }
            assertEquals(120, check.received());
            assertEquals(0, check.lost(120));
            assertEquals(0, check.repeated(120));
            assertEquals(0, check.unreadable());
            assertEquals(1, check.heartbeats());
            assertTrue(check.succeeded());
        }
    }

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void seesALostLine(LineFormat format) {
        LineCheck check = check(format, 1, 2, 4, 5);
        assertEquals(1, check.lost(5));
        assertEquals(0, check.repeated(5));
    }

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void seesARepeatedLine(LineFormat format) {
        LineCheck check = check(format, 1, 2, 2, 3);
        assertEquals(0, check.lost(3));
        assertEquals(1, check.repeated(3));
    }

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void seesLinesOutOfOrder(LineFormat format) {
        LineCheck check = check(format, 1, 3, 2, 4);
        assertTrue(check.lost(4) + check.repeated(4) > 0);
    }

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void seesThatTheLastLinesAreMissing(LineFormat format) {
        assertEquals(3, check(format, 1, 2).lost(5));
    }

    @ParameterizedTest
    @EnumSource(LineFormat.class)
    void seesThatARunFailed(LineFormat format) {
        LineCheck check = new LineCheck(format, 1, latency);
        byte[] end = encoder(format).encode(new StreamEvent.Ended("failed", "exit code 1"));
        check.take(end, 0, end.length, READ_AT);
        assertFalse(check.succeeded());
    }

    @Test
    void measuresEveryLineThatIsAskedFor() {
        byte[] stream = stream(LineFormat.TEXT, LongStream.rangeClosed(1, 100).toArray());
        new LineCheck(LineFormat.TEXT, 10, latency).take(stream, 0, stream.length, READ_AT);
        assertEquals(10, latency.total());
        assertEquals(2_000_000, latency.max());
    }

    @Test
    void theHistogramIsExactToOnePartIn64() {
        LongStream.rangeClosed(1, 100_000).map(micros -> 1000 * micros).forEach(latency::record);
        assertEquals(50e6, (double) latency.quantile(0.5), 50e6 / 64);
        assertEquals(99e6, (double) latency.quantile(0.99), 99e6 / 64);
        assertEquals(100_000_000, latency.quantile(1));
    }

    private LineCheck check(LineFormat format, long... numbers) {
        LineCheck check = new LineCheck(format, 1, latency);
        byte[] stream = stream(format, numbers);
        check.take(stream, 0, stream.length, READ_AT);
        return check;
    }

    private static byte[] stream(LineFormat format, long... numbers) {
        StreamEncoder<byte[]> encoder = encoder(format);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        if (format == LineFormat.HTML) {
            stream.writeBytes(new HtmlPage("/app.css", "/app.js").prologue("Run", "<h1>Run</h1>", Map.of()));
        }
        stream.writeBytes(encoder.encode(new StreamEvent.Heartbeat(id(0), Instant.EPOCH)));
        stream.writeBytes(encoder.encode(new StreamEvent.Logged(
                LongStream.of(numbers).mapToObj(LineCheckTest::entry).toList())));
        stream.writeBytes(encoder.encode(new StreamEvent.Ended("succeeded", "it is done")));
        return stream.toByteArray();
    }

    private static JournalEntry entry(long number) {
        return new JournalEntry(
                id(number),
                LogEvent.of(
                        Instant.EPOCH,
                        LogLevel.INFO,
                        "dev.livetail.demo",
                        "line " + number + " of 120 t=" + LOGGED_AT,
                        Map.of("run_id", "x"),
                        new LogSource("host", "livetail", 1)));
    }

    private static EventId id(long sequence) {
        return new EventId(1, sequence);
    }

    private static StreamEncoder<byte[]> encoder(LineFormat format) {
        return switch (format) {
            case TEXT -> new TextFormatter();
            case NDJSON -> new NdjsonFormatter();
            case SSE -> new SseFormatter();
            case HTML -> new HtmlFormatter();
        };
    }
}
