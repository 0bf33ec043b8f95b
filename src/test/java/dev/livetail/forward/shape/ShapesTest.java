package dev.livetail.forward.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.journal.JournalEntry;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShapesTest {
    @Test
    void anUnknownNameIsAnsweredWithThoseThatThereAre() {
        String message = assertThrows(IllegalArgumentException.class, () -> Shapes.named("xml", Samples.PLAIN_SETTINGS))
                .getMessage();
        assertEquals(
                "there is no shape 'xml'; there are ndjson, json, elastic, loki, splunk, datadog, gelf, otlp-json and"
                        + " otlp-protobuf",
                message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ndjson", "json", "elastic", "loki", "splunk", "datadog", "gelf", "otlp-json", "otlp-protobuf"})
    void everyShapeTakesALineOfAMegabyte(String name) {
        JournalEntry entry = Samples.entry(1, Events.saying("\u00e9".repeat(1_000_000)));
        byte[] body = Samples.bytes(Shapes.named(name, Samples.RICH_SETTINGS), List.of(entry, Samples.PLAIN));
        assertTrue(body.length > 2_000_000 && body.length < 2_010_000, () -> body.length + " bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ndjson", "json", "loki", "splunk", "datadog", "gelf"})
    void aSuccessIsASuccessWhateverIsInItsBody(String name) {
        Shape shape = Shapes.named(name, Samples.PLAIN_SETTINGS);
        for (String body : List.of("", "{", "{\"errors\":true}", "nonsense", "[".repeat(100_000))) {
            assertEquals(Verdict.ACCEPTED, shape.verdict(3, Samples.body(body)));
        }
    }

    @Test
    void timesAreWholeMicrosecondsWithinWhatANumberCanHold() {
        assertEquals(1_795_253_646_123_456_000L, UnixTime.nanos(Events.START.plusNanos(789)));
        assertEquals(0, UnixTime.nanos(Instant.MIN));
        assertEquals(0, UnixTime.nanos(Instant.EPOCH.minusNanos(1)));
        assertEquals(Long.MAX_VALUE / 1000 * 1000, UnixTime.nanos(Instant.MAX));
    }

    @Test
    void aReasonIsOneLineOfTextWhateverTheBodyIs() {
        assertEquals("", Reason.of(new byte[0]));
        assertEquals("entry too far behind\\nline", Reason.of(Samples.body(" entry too far behind\nline\n")));
        assertEquals("\ufffd\ufffd", Reason.of(new byte[] {(byte) 0xff, (byte) 0xfe}));
        assertEquals("\u00e9".repeat(500) + " …", Reason.of(Samples.body("\u00e9".repeat(600))));
        assertEquals("x".repeat(499) + "? …", Reason.of("x".repeat(499) + "\ud83d\ude00"));
    }
}
