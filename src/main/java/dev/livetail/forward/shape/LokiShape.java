package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.event.EventJson;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Loki's push request ({@code /loki/api/v1/push}). Labels are the few things that a stream is: the fixed ones, the
 * service and the level. All else is structured metadata, of which there may be many values without harm.
 */
final class LokiShape implements Shape {
    private static final Pattern LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern NOT_OF_A_LABEL = Pattern.compile("[^a-zA-Z0-9_]");

    private final ShapeSettings settings;

    LokiShape(ShapeSettings settings) {
        for (String label : settings.labels().keySet()) {
            if (!LABEL.matcher(label).matches()) {
                throw new IllegalArgumentException("Loki takes no label '" + label
                        + "'; it takes letters, digits and _, with no digit and not two _ at the beginning");
            }
        }
        this.settings = settings;
    }

    @Override
    public String contentType() {
        return Json.MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        Map<LogLevel, List<JournalEntry>> streams = new EnumMap<>(LogLevel.class);
        for (JournalEntry entry : entries) {
            streams.computeIfAbsent(entry.event().level(), level -> new ArrayList<>())
                    .add(entry);
        }
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartObject();
            json.writeArrayFieldStart("streams");
            for (Map.Entry<LogLevel, List<JournalEntry>> stream : streams.entrySet()) {
                json.writeStartObject();
                Json.texts("stream", labels(stream.getKey()), json);
                json.writeArrayFieldStart("values");
                for (JournalEntry entry : stream.getValue()) {
                    json.writeStartArray();
                    json.writeString(Long.toString(UnixTime.nanos(entry.event().timestamp())));
                    json.writeString(line(entry.event()));
                    writeMetadata(entry, json);
                    json.writeEndArray();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private Map<String, String> labels(LogLevel level) {
        // What is configured comes first, and so wins.
        Texts labels = new Texts();
        settings.labels().forEach(labels::add);
        labels.asMap().putIfAbsent("service", EventJson.wellFormed(settings.service()));
        labels.asMap().putIfAbsent("level", level.name().toLowerCase(Locale.ROOT));
        return labels.asMap();
    }

    private static String line(LogEvent event) {
        String message = EventJson.wellFormed(event.message());
        return event.thrown() == null
                ? message
                : message + "\n" + Texts.stackTrace(event.thrown()).stripTrailing();
    }

    private static void writeMetadata(JournalEntry entry, JsonGenerator json) throws IOException {
        LogEvent event = entry.event();
        Texts metadata = new Texts();
        metadata.add("id", entry.id().toString());
        metadata.add("logger", event.loggerName());
        metadata.add("thread", event.threadName());
        metadata.add("host", event.source().hostName());
        if (!event.ndc().isEmpty()) {
            metadata.add("ndc", event.ndc());
        }
        event.mdc().forEach((name, value) -> metadata.add(labelName(name), value));
        json.writeStartObject();
        for (Map.Entry<String, String> text : metadata.asMap().entrySet()) {
            json.writeStringField(text.getKey(), text.getValue());
        }
        json.writeEndObject();
    }

    /** What is no name of a label could be stored, but not asked for. */
    private static String labelName(String name) {
        String safe = NOT_OF_A_LABEL.matcher(name).replaceAll("_");
        return !safe.isEmpty() && Character.isDigit(safe.charAt(0)) ? "_" + safe : safe;
    }
}
