package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Events for Splunk's HTTP Event Collector ({@code /services/collector/event}), one object after the other. */
final class SplunkShape implements Shape {
    private final ShapeSettings settings;

    SplunkShape(ShapeSettings settings) {
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
                json.writeNumberField(
                        "time", BigDecimal.valueOf(UnixTime.micros(entry.event().timestamp()), 6));
                Json.text("host", entry.event().source().hostName(), json);
                Json.text("source", settings.source().orElse(settings.service()), json);
                Json.text("sourcetype", settings.sourceType().orElse("_json"), json);
                if (settings.index().isPresent()) {
                    Json.text("index", settings.index().get(), json);
                }
                if (!settings.labels().isEmpty()) {
                    Json.texts("fields", settings.labels(), json);
                }
                json.writeFieldName("event");
                Json.event(entry, json, out);
                json.writeEndObject();
            }
        }
    }

    @Override
    public Optional<Verdict> refusal(int status, int entryCount, byte[] body) {
        return SplunkAnswer.read(body).flatMap(answer -> answer.verdict(entryCount));
    }
}
