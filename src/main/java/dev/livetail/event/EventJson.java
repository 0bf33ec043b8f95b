package dev.livetail.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * An event as one JSON object on one line: the form in which it is stored, streamed and forwarded.
 *
 * <p>The keys are those of quarkus-logging-json, with {@code id} (the {@link EventId}) before them and {@code ansi}
 * (the {@link StyleSpan}s, only where there are any) among them. Thread-safe.
 */
public final class EventJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            // A line is in memory whole before it is read, so its strings need no bound of their own.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final int MAX_NESTING = 64;

    private EventJson() {}

    /** Writes one event, without a line break after it; {@code out} is neither flushed nor closed. */
    public static void write(EventId id, LogEvent event, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("id", id.toString());
            json.writeStringField("timestamp", EventTime.iso(event.timestamp()));
            json.writeNumberField("sequence", event.recordSequence());
            if (event.loggerClassName() != null) {
                json.writeStringField("loggerClassName", wellFormed(event.loggerClassName()));
            }
            json.writeStringField("loggerName", wellFormed(event.loggerName()));
            json.writeStringField("level", event.level().name());
            json.writeStringField("message", wellFormed(event.message()));
            if (!event.styles().isEmpty()) {
                writeStyles(event.styles(), json);
            }
            json.writeStringField("threadName", wellFormed(event.threadName()));
            json.writeNumberField("threadId", event.threadId());
            json.writeObjectFieldStart("mdc");
            for (Map.Entry<String, String> entry : event.mdc().entrySet()) {
                json.writeStringField(wellFormed(entry.getKey()), wellFormed(entry.getValue()));
            }
            json.writeEndObject();
            json.writeStringField("ndc", wellFormed(event.ndc()));
            json.writeStringField("hostName", wellFormed(event.source().hostName()));
            json.writeStringField("processName", wellFormed(event.source().processName()));
            json.writeNumberField("processId", event.source().processId());
            if (event.thrown() != null) {
                json.writeFieldName("exception");
                writeThrown(event.thrown(), 0, json);
            }
            json.writeEndObject();
        }
    }

    private static void writeStyles(List<StyleSpan> styles, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("ansi");
        for (StyleSpan span : styles) {
            json.writeStartObject();
            json.writeNumberField("start", span.start());
            json.writeNumberField("end", span.end());
            json.writeStringField("style", span.style());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** What nests deeper than {@link #read} would read is left out. */
    private static void writeThrown(Thrown thrown, int depth, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("exceptionType", wellFormed(thrown.type()));
        json.writeStringField("message", wellFormed(thrown.message()));
        json.writeArrayFieldStart("frames");
        for (Thrown.Frame frame : thrown.frames()) {
            json.writeStartObject();
            json.writeStringField("class", wellFormed(frame.className()));
            json.writeStringField("method", wellFormed(frame.method()));
            if (frame.line() >= 0) {
                json.writeNumberField("line", frame.line());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        if (!thrown.suppressed().isEmpty() && depth < MAX_NESTING) {
            json.writeArrayFieldStart("suppressed");
            for (Thrown suppressed : thrown.suppressed()) {
                writeThrown(suppressed, depth + 1, json);
            }
            json.writeEndArray();
        }
        if (thrown.cause() != null && depth < MAX_NESTING) {
            json.writeObjectFieldStart("causedBy");
            json.writeFieldName("exception");
            writeThrown(thrown.cause(), depth + 1, json);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** The text with each lone surrogate replaced: such a character has no UTF-8, and a log line may hold anything. */
    public static String wellFormed(String text) {
        if (text == null) {
            return null;
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    /**
     * Reads one event that {@link #write} wrote. Unknown keys are passed over, so that a newer version's files can be
     * read.
     *
     * @throws IOException if the bytes are no such object
     */
    public static <T> T read(byte[] bytes, int offset, int length, BiFunction<EventId, LogEvent, T> result)
            throws IOException {
        try (JsonParser json = JSON.createParser(bytes, offset, length)) {
            return new Reader(json).read(result);
        } catch (IllegalArgumentException | NullPointerException | DateTimeParseException e) {
            throw new IOException("not an event: " + e.getMessage(), e);
        }
    }

    private static final class Reader {
        private final JsonParser json;
        private EventId id;
        private Instant timestamp;
        private long recordSequence;
        private LogLevel level;
        private String loggerName;
        private String loggerClassName;
        private String message;
        private List<StyleSpan> styles = List.of();
        private String threadName;
        private long threadId;
        private final Map<String, String> mdc = new LinkedHashMap<>();
        private String ndc = "";
        private String hostName;
        private String processName;
        private long processId;
        private Thrown thrown;

        Reader(JsonParser json) {
            this.json = json;
        }

        <T> T read(BiFunction<EventId, LogEvent, T> result) throws IOException {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (nextField()) {
                field(json.currentName());
            }
            expect(json.nextToken(), null);
            if (id == null) {
                throw new IOException("not an event: it has no id");
            }
            return result.apply(
                    id,
                    new LogEvent(
                            timestamp,
                            recordSequence,
                            level,
                            loggerName,
                            loggerClassName,
                            message,
                            styles,
                            threadName,
                            threadId,
                            mdc,
                            ndc,
                            thrown,
                            new LogSource(hostName, processName, processId)));
        }

        private void field(String name) throws IOException {
            switch (name) {
                case "id" ->
                    id = EventId.parse(json.getText()).orElseThrow(() -> new IOException("not an event: bad id"));
                case "timestamp" -> timestamp = EventTime.parseIso(json.getText());
                case "sequence" -> recordSequence = json.getLongValue();
                case "level" -> level = LogLevel.valueOf(json.getText());
                case "loggerName" -> loggerName = json.getText();
                case "loggerClassName" -> loggerClassName = json.getText();
                case "message" -> message = json.getText();
                case "ansi" -> styles = readStyles();
                case "threadName" -> threadName = json.getText();
                case "threadId" -> threadId = json.getLongValue();
                case "mdc" -> readMdc();
                case "ndc" -> ndc = json.getText();
                case "hostName" -> hostName = json.getText();
                case "processName" -> processName = json.getText();
                case "processId" -> processId = json.getLongValue();
                case "exception" -> thrown = readThrown(0);
                default -> json.skipChildren();
            }
        }

        private void readMdc() throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            while (nextField()) {
                expect(json.currentToken(), JsonToken.VALUE_STRING);
                mdc.put(json.currentName(), json.getText());
            }
        }

        private List<StyleSpan> readStyles() throws IOException {
            List<StyleSpan> read = new ArrayList<>();
            expect(json.currentToken(), JsonToken.START_ARRAY);
            while (json.nextToken() == JsonToken.START_OBJECT) {
                int start = 0;
                int end = 0;
                String style = null;
                while (nextField()) {
                    switch (json.currentName()) {
                        case "start" -> start = json.getIntValue();
                        case "end" -> end = json.getIntValue();
                        case "style" -> style = json.getText();
                        default -> json.skipChildren();
                    }
                }
                read.add(new StyleSpan(start, end, style));
            }
            return read;
        }

        private Thrown readThrown(int depth) throws IOException {
            expect(json.currentToken(), JsonToken.START_OBJECT);
            if (depth > MAX_NESTING) {
                throw new IOException("not an event: exceptions nest too deep");
            }
            String type = null;
            String text = null;
            List<Thrown.Frame> frames = List.of();
            List<Thrown> suppressed = new ArrayList<>();
            Thrown cause = null;
            while (nextField()) {
                switch (json.currentName()) {
                    case "exceptionType" -> type = json.getText();
                    case "message" -> text = json.getValueAsString(null);
                    case "frames" -> frames = readFrames();
                    case "suppressed" -> {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            suppressed.add(readThrown(depth + 1));
                        }
                    }
                    case "causedBy" -> {
                        while (nextField()) {
                            cause = readThrown(depth + 1);
                        }
                    }
                    default -> json.skipChildren();
                }
            }
            return new Thrown(type, text, frames, cause, suppressed);
        }

        private List<Thrown.Frame> readFrames() throws IOException {
            List<Thrown.Frame> frames = new ArrayList<>();
            while (json.nextToken() == JsonToken.START_OBJECT) {
                String className = null;
                String method = null;
                int line = -1;
                while (nextField()) {
                    switch (json.currentName()) {
                        case "class" -> className = json.getText();
                        case "method" -> method = json.getText();
                        case "line" -> line = json.getIntValue();
                        default -> json.skipChildren();
                    }
                }
                frames.add(new Thrown.Frame(className, method, line));
            }
            return frames;
        }

        /** Moves to the next field's value, or behind the object's end. */
        private boolean nextField() throws IOException {
            if (json.nextToken() == JsonToken.END_OBJECT) {
                return false;
            }
            expect(json.currentToken(), JsonToken.FIELD_NAME);
            json.nextToken();
            return true;
        }

        private static void expect(JsonToken actual, JsonToken expected) throws IOException {
            if (actual != expected) {
                throw new IOException("not an event: expected " + name(expected) + " but found " + name(actual));
            }
        }

        private static String name(JsonToken token) {
            return token == null ? "the end" : token.toString();
        }
    }
}
