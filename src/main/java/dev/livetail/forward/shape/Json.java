package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** JSON as the shapes write and read it. */
final class Json {
    static final String MEDIA_TYPE = "application/json";

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .rootValueSeparator((String) null)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private Json() {}

    static JsonGenerator generator(OutputStream out) throws IOException {
        return JSON.createGenerator(out);
    }

    static JsonParser parser(byte[] body) throws IOException {
        return JSON.createParser(body);
    }

    static void text(String name, String value, JsonGenerator json) throws IOException {
        json.writeStringField(EventJson.wellFormed(name), EventJson.wellFormed(value));
    }

    static void texts(String name, Map<String, String> values, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, String> value : values.entrySet()) {
            text(value.getKey(), value.getValue(), json);
        }
        json.writeEndObject();
    }

    /** Writes the entry as the generator's next value; {@code out} is what the generator writes to. */
    static void event(JournalEntry entry, JsonGenerator json, OutputStream out) throws IOException {
        json.writeRawValue("");
        json.flush();
        EventJson.write(entry.id(), entry.event(), out);
    }
}
