package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.Thrown;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** GELF 1.1 for the HTTP input of Graylog that takes several at once: one message a line. */
final class GelfShape implements Shape {
    /** What a name of a field of ours may not have, by the specification. */
    private static final Pattern FORBIDDEN = Pattern.compile("[^A-Za-z0-9_.-]");

    private final ShapeSettings settings;

    GelfShape(ShapeSettings settings) {
        this.settings = settings;
    }

    @Override
    public String contentType() {
        return Json.MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            for (JournalEntry entry : entries) {
                json.writeStartObject();
                write(entry, json);
                json.writeEndObject();
                json.writeRaw('\n');
            }
        }
    }

    private void write(JournalEntry entry, JsonGenerator json) throws IOException {
        LogEvent event = entry.event();
        json.writeStringField("version", "1.1");
        Json.text("host", orDash(event.source().hostName()), json);
        Json.text("short_message", orDash(event.message()), json);
        if (event.thrown() != null) {
            Json.text("full_message", event.message() + "\n" + Texts.stackTrace(event.thrown()), json);
        }
        json.writeNumberField("timestamp", BigDecimal.valueOf(UnixTime.micros(event.timestamp()), 6));
        json.writeNumberField("level", severity(event.level()));
        for (var field : fields(entry).asMap().entrySet()) {
            Json.text("_" + field.getKey(), field.getValue(), json);
        }
    }

    private Texts fields(JournalEntry entry) {
        LogEvent event = entry.event();
        Texts fields = new Texts();
        // Graylog takes no field of this name.
        fields.add("id", "");
        fields.add("event_id", entry.id().toString());
        fields.add("service", settings.service());
        fields.add("logger", event.loggerName());
        fields.add("thread", event.threadName());
        settings.labels().forEach((name, value) -> add(fields, name, value));
        event.mdc().forEach((name, value) -> add(fields, name, value));
        if (!event.ndc().isEmpty()) {
            fields.add("ndc", event.ndc());
        }
        Thrown thrown = event.thrown();
        if (thrown != null) {
            fields.add("error_type", thrown.type());
        }
        fields.asMap().remove("id");
        return fields;
    }

    private static void add(Texts fields, String name, String value) {
        fields.add(FORBIDDEN.matcher(name).replaceAll("_"), value);
    }

    /** Both are refused where there is nothing in them. */
    private static String orDash(String text) {
        return text.isBlank() ? "-" : text;
    }

    /** Of syslog (RFC 5424, 6.2.1). */
    private static int severity(LogLevel level) {
        return switch (level) {
            case TRACE, DEBUG -> 7;
            case INFO -> 6;
            case WARN -> 4;
            case ERROR -> 3;
            case FATAL -> 2;
        };
    }
}
