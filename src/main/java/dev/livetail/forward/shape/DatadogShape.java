package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.event.EventJson;
import dev.livetail.event.EventTime;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.Thrown;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Datadog's log intake ({@code /api/v2/logs}). The context is below {@code mdc}: it must not pass for what Datadog reads. */
final class DatadogShape implements Shape {
    /** Of the intake: what one request may hold. */
    static final int MAX_ENTRIES = 1000;
    /** Of the intake: 5 MB, which are not said to be mebibytes. */
    static final int MAX_BYTES = 5_000_000;

    private final String service;
    private final String source;
    private final String tags;

    DatadogShape(ShapeSettings settings) {
        service = settings.service();
        source = settings.source().orElse("java");
        tags = settings.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + ":" + label.getValue())
                .collect(Collectors.joining(","));
    }

    @Override
    public String contentType() {
        return Json.MEDIA_TYPE;
    }

    @Override
    public int maxEntries() {
        return MAX_ENTRIES;
    }

    @Override
    public int maxBytes() {
        return MAX_BYTES;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            json.writeStartArray();
            for (JournalEntry entry : entries) {
                json.writeStartObject();
                write(entry, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    private void write(JournalEntry entry, JsonGenerator json) throws IOException {
        LogEvent event = entry.event();
        Json.text("ddsource", source, json);
        if (!tags.isEmpty()) {
            Json.text("ddtags", tags, json);
        }
        Json.text("hostname", event.source().hostName(), json);
        Json.text("service", service, json);
        Json.text("status", status(event.level()), json);
        Json.text("timestamp", EventTime.iso(event.timestamp()), json);
        Json.text("message", event.message(), json);
        Json.text("id", entry.id().toString(), json);
        Json.texts("logger", Map.of("name", event.loggerName(), "thread_name", event.threadName()), json);
        Texts context = new Texts();
        event.mdc().forEach(context::add);
        Json.texts("mdc", context.asMap(), json);
        if (!event.ndc().isEmpty()) {
            Json.text("ndc", event.ndc(), json);
        }
        if (event.thrown() != null) {
            writeError(event.thrown(), json);
        }
    }

    private static void writeError(Thrown thrown, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("error");
        Json.text("kind", thrown.type(), json);
        if (thrown.message() != null) {
            json.writeStringField("message", EventJson.wellFormed(thrown.message()));
        }
        Json.text("stack", Texts.stackTrace(thrown), json);
        json.writeEndObject();
    }

    private static String status(LogLevel level) {
        return switch (level) {
            case TRACE, DEBUG -> "debug";
            case INFO -> "info";
            case WARN -> "warning";
            case ERROR -> "error";
            case FATAL -> "critical";
        };
    }
}
