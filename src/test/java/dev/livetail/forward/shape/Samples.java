package dev.livetail.forward.shape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.Thrown;
import dev.livetail.journal.JournalEntry;
import dev.livetail.stream.format.Hostile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Entries and settings that the tests of the shapes share. */
final class Samples {
    static final long EPOCH = 1_795_253_646_123L;
    static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    static final String SPAN_ID = "00f067aa0ba902b7";

    static final ShapeSettings PLAIN_SETTINGS = ShapeSettings.of("shop");
    static final ShapeSettings RICH_SETTINGS = new ShapeSettings(
            "shop", Optional.of("logs-shop"), Optional.of("orders"), Optional.of("livetail"), Map.of("env", "test"));

    /** With context, and an exception that has a cause. */
    static final JournalEntry RICH = entry(42, Events.with("caf\u00e9 \"closed\"", context(), thrown(), List.of()));

    static final JournalEntry PLAIN = entry(43, Events.at(Events.START.plusMillis(1), LogLevel.INFO, "line 1"));

    /** Refuses what readers of JSON read differently: a name that is there twice. */
    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Samples() {}

    static JournalEntry entry(long sequence, LogEvent event) {
        return new JournalEntry(new EventId(EPOCH, sequence), event);
    }

    static List<JournalEntry> hostile() {
        List<JournalEntry> entries = new ArrayList<>();
        for (LogEvent event : Hostile.events()) {
            entries.add(entry(entries.size() + 1L, event));
        }
        return entries;
    }

    static String write(Shape shape, JournalEntry... entries) {
        return new String(bytes(shape, List.of(entries)), UTF_8);
    }

    static byte[] bytes(Shape shape, List<JournalEntry> entries) {
        try {
            ByteArrayOutputStream out = new Unclosed();
            shape.write(entries, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String text) throws IOException {
        return JSON.readTree(text);
    }

    static byte[] body(String text) {
        return text.getBytes(UTF_8);
    }

    private static Map<String, String> context() {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("request_id", "r-1");
        context.put("trace_id", TRACE_ID);
        context.put("span_id", SPAN_ID);
        context.put("thread.name", "not the thread's");
        return context;
    }

    private static Thrown thrown() {
        Thrown cause = new Thrown("org.acme.Cause", null, List.of(), null, List.of());
        List<Thrown.Frame> frames = List.of(new Thrown.Frame("org.acme.Shop", "sell", 7));
        return new Thrown("org.acme.Failure", "no", frames, cause, List.of());
    }

    /** A shape must leave the stream to whoever gave it. */
    private static final class Unclosed extends ByteArrayOutputStream {
        @Override
        public void flush() {
            throw new AssertionError("flushed");
        }

        @Override
        public void close() {
            throw new AssertionError("closed");
        }
    }
}
