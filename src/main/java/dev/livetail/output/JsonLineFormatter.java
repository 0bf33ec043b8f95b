package dev.livetail.output;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.livetail.event.PlainText;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.io.IOException;
import java.io.Serial;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Writes the JSON of quarkus-logging-json, by its settings, with Jackson: in a third of the time, with all characters
 * escaped that could pass for more than text, and with the true types of exceptions for which others stand in.
 */
final class JsonLineFormatter extends JsonFormatter {
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().characterEscapes(new Escapes()).build();

    /** What it adds in Google's format, by a setting that cannot be read. */
    private static final String GOOGLE = "traceSampled";

    private final Set<String> excluded;
    private final String exceptionType = getKey(Key.EXCEPTION_TYPE);

    private JsonLineFormatter(JsonFormatter like) {
        super(like.getKeyOverrides(), like.getExcludedKeys(), like.getAdditionalFields());
        excluded = like.getExcludedKeys();
        setRecordDelimiter(like.getRecordDelimiter());
        setMetaData(like.getMetaData());
        setZoneId(like.getZoneId().getId());
        setPrintDetails(like.isPrintDetails());
        setExceptionOutputType(like.getExceptionOutputType());
    }

    /** Whether this can write all that {@code formatter} is set to. */
    static boolean canStandFor(JsonFormatter formatter) {
        String isoFormat = DateTimeFormatter.ISO_OFFSET_DATE_TIME
                .withZone(formatter.getZoneId())
                .toString();
        return !formatter.isPrettyPrint()
                && !formatter.getAdditionalFields().containsKey(GOOGLE)
                && formatter.getDateTimeFormatter().toString().equals(isoFormat);
    }

    static JsonLineFormatter like(JsonFormatter formatter) {
        return new JsonLineFormatter(formatter);
    }

    @Override
    protected Generator createGenerator(Writer writer) {
        try {
            return new Line(JSON.createGenerator(writer));
        } catch (IOException e) {
            throw new IllegalStateException("in memory nothing can fail", e);
        }
    }

    @Override
    protected void before(Generator generator, ExtLogRecord record) {
        if (record.getThrown() instanceof StandIn standIn) {
            ((Line) generator).types = standIn.types().iterator();
        }
    }

    private final class Line implements Generator {
        private final JsonGenerator json;
        private Iterator<String> types = List.<String>of().iterator();

        Line(JsonGenerator json) {
            this.json = json;
        }

        @Override
        public Generator begin() throws IOException {
            json.writeStartObject();
            return this;
        }

        @Override
        public Generator add(String key, int value) throws IOException {
            return add(key, (long) value);
        }

        @Override
        public Generator add(String key, long value) throws IOException {
            if (!excluded.contains(key)) {
                json.writeNumberField(key, value);
            }
            return this;
        }

        @Override
        public Generator add(String key, String value) throws IOException {
            if (!excluded.contains(key)) {
                // An exception for which another stands in is the only one whose class cannot tell its type.
                json.writeStringField(key, key.equals(exceptionType) && types.hasNext() ? types.next() : value);
            }
            return this;
        }

        @Override
        public Generator add(String key, Map<String, ?> value) throws IOException {
            if (!excluded.contains(key)) {
                json.writeObjectFieldStart(key);
                for (Map.Entry<String, ?> entry : value.entrySet()) {
                    json.writeStringField(entry.getKey(), String.valueOf(entry.getValue()));
                }
                json.writeEndObject();
            }
            return this;
        }

        @Override
        public Generator startObject(String key) throws IOException {
            if (key != null) {
                json.writeFieldName(key);
            }
            json.writeStartObject();
            return this;
        }

        @Override
        public Generator endObject() throws IOException {
            json.writeEndObject();
            return this;
        }

        @Override
        public Generator startArray(String key) throws IOException {
            if (key != null) {
                json.writeFieldName(key);
            }
            json.writeStartArray();
            return this;
        }

        @Override
        public Generator endArray() throws IOException {
            json.writeEndArray();
            return this;
        }

        @Override
        public Generator end() throws IOException {
            json.writeEndObject();
            json.close();
            return this;
        }
    }

    /** What JSON must have escaped, and what {@link PlainText} would not show as it is. */
    private static final class Escapes extends CharacterEscapes {
        @Serial
        private static final long serialVersionUID = 1;

        private static final char DELETE = 0x7f;

        private final int[] ascii = standardAsciiEscapesForJSON();

        Escapes() {
            ascii[DELETE] = ESCAPE_STANDARD;
        }

        // Each line asks for them, and none changes them.
        @Override
        public int[] getEscapeCodesForAscii() {
            return ascii;
        }

        @Override
        public SerializableString getEscapeSequence(int c) {
            if (!PlainText.isUnsafe((char) c)) {
                return null;
            }
            StringBuilder escaped = new StringBuilder(6);
            PlainText.appendEscaped((char) c, escaped);
            return new SerializedString(escaped.toString());
        }
    }
}
