package dev.livetail.stream.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.livetail.event.EventId;
import dev.livetail.event.EventJson;
import dev.livetail.event.EventTime;
import dev.livetail.hub.StreamEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/**
 * What is told of a stream, as a JSON object on one line. Its member {@code event} tells it from a log event, which has
 * none.
 */
final class StreamEventJson {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private StreamEventJson() {}

    static void write(StreamEvent event, OutputStream out) throws IOException {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("event", name(event));
            members(event, json);
            json.writeEndObject();
        }
    }

    /** The name of the kind of event, as in {@code event:} of a server-sent event. */
    static String name(StreamEvent event) {
        return switch (event) {
            case StreamEvent.Hello hello -> "hello";
            case StreamEvent.Logged logged -> "log";
            case StreamEvent.Gap gap -> "gap";
            case StreamEvent.Heartbeat heartbeat -> "heartbeat";
            // It says the same: this far, and all is well.
            case StreamEvent.CaughtUp caughtUp -> "heartbeat";
            case StreamEvent.Ended ended -> "end";
            // To who reads this connection it is one of the ways in which it ends.
            case StreamEvent.Limited limited -> "end";
            case StreamEvent.Reconnect reconnect -> "reconnect";
        };
    }

    private static void members(StreamEvent event, JsonGenerator json) throws IOException {
        switch (event) {
            case StreamEvent.Hello hello -> {
                writeId("after", hello.after(), json);
                writeId("oldest", hello.oldest(), json);
                writeId("latest", hello.latest(), json);
                json.writeBooleanField("gapFollows", hello.gapFollows());
                json.writeNumberField("heartbeatMillis", hello.heartbeat().toMillis());
            }
            case StreamEvent.Logged logged ->
                throw new IllegalArgumentException("log events have an encoding of their own");
            case StreamEvent.Gap gap -> {
                writeId("after", gap.passed(), json);
                writeId("first", gap.missing().first(), json);
                writeId("last", gap.missing().last(), json);
                if (gap.missing().count().isPresent()) {
                    json.writeNumberField("count", gap.missing().count().getAsLong());
                } else {
                    json.writeNullField("count");
                }
                json.writeStringField("reason", gap.missing().reason().name().toLowerCase(Locale.ROOT));
                json.writeStringField("message", Phrases.of(gap.missing()));
            }
            case StreamEvent.Heartbeat heartbeat -> writeSign(heartbeat.passed(), heartbeat.at(), json);
            case StreamEvent.CaughtUp caughtUp -> writeSign(caughtUp.passed(), caughtUp.at(), json);
            case StreamEvent.Ended ended -> {
                json.writeStringField("state", ended.state());
                json.writeStringField("message", EventJson.wellFormed(ended.text()));
                for (Map.Entry<String, Object> detail : ended.details().entrySet()) {
                    json.writeFieldName(EventJson.wellFormed(detail.getKey()));
                    writeValue(detail.getValue(), json);
                }
            }
            case StreamEvent.Limited limited -> {
                json.writeStringField("state", "limited");
                json.writeStringField("message", Phrases.of(limited));
                writeId("after", limited.passed(), json);
            }
            case StreamEvent.Reconnect reconnect -> {
                writeId("after", reconnect.passed(), json);
                json.writeNumberField("delay", reconnect.delay().toMillis());
                json.writeStringField("message", Phrases.of(reconnect));
            }
        }
    }

    private static void writeSign(EventId passed, Instant at, JsonGenerator json) throws IOException {
        writeId("after", passed, json);
        json.writeStringField("timestamp", EventTime.iso(at));
    }

    private static void writeId(String name, EventId id, JsonGenerator json) throws IOException {
        json.writeStringField(name, id == null ? null : id.toString());
    }

    private static void writeValue(Object value, JsonGenerator json) throws IOException {
        switch (value) {
            case null -> json.writeNull();
            case Map<?, ?> map -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> entry : map.entrySet()) {
                    json.writeFieldName(EventJson.wellFormed(entry.getKey().toString()));
                    writeValue(entry.getValue(), json);
                }
                json.writeEndObject();
            }
            case Boolean bool -> json.writeBoolean(bool);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            default -> json.writeString(EventJson.wellFormed(value.toString()));
        }
    }
}
