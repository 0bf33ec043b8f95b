package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** OTLP over HTTP ({@code /v1/logs}) with JSON. */
final class OtlpJsonShape implements Shape {
    private final OtlpLogs logs;

    OtlpJsonShape(ShapeSettings settings) {
        logs = new OtlpLogs(settings);
    }

    @Override
    public String contentType() {
        return Json.MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            new OtlpJson(json).write(logs.request(entries));
        }
    }

    @Override
    public Verdict verdict(int entryCount, byte[] body) {
        try (JsonParser json = Json.parser(body)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    if (json.nextToken() == JsonToken.START_OBJECT && name.equals("partialSuccess")) {
                        return readPartialSuccess(entryCount, json);
                    }
                    json.skipChildren();
                }
            }
        } catch (IOException e) {
            // The status has said that it was taken; only a partial success would say otherwise.
            return Verdict.ACCEPTED;
        }
        return Verdict.ACCEPTED;
    }

    private static Verdict readPartialSuccess(int entryCount, JsonParser json) throws IOException {
        long rejected = 0;
        String message = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                // a text, by the rules for numbers of 64 bits, but not everybody keeps to them
                case "rejectedLogRecords" -> rejected = json.getValueAsLong();
                case "errorMessage" -> message = value.isScalarValue() ? json.getText() : "";
                default -> json.skipChildren();
            }
        }
        return verdict(rejected, message, entryCount);
    }

    /** With no record rejected, a message is but a warning. */
    static Verdict verdict(long rejected, String message, int entryCount) {
        return rejected <= 0
                ? Verdict.ACCEPTED
                : new Verdict.SomeRefused((int) Math.min(rejected, entryCount), Reason.of(message));
    }
}
