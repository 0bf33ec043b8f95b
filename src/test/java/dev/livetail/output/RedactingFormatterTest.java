package dev.livetail.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.AnsiText;
import dev.livetail.event.PlainText;
import dev.livetail.redaction.Redactor;
import dev.livetail.stream.format.Hostile;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.logging.json.runtime.JsonLogConfig.JsonConfig.LogFormat;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class RedactingFormatterTest {
    /** In the shape of an access key of AWS, and so known wherever it stands. */
    private static final String SECRET = "AKIA" + "ABCDEFGHIJKLMNOP";

    static final List<String> HOSTILE = Hostile.TEXTS;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExtFormatter text = redacting(new PatternFormatter("%p [%c] (%t) %X{user_id} %X %x %s%e%n"));
    private final ExtFormatter json = redacting(json());

    private static ExtFormatter redacting(ExtFormatter formatter) {
        return RedactingFormatter.around(formatter, new Redactor());
    }

    private static JsonFormatter json() {
        JsonFormatter formatter = new JsonFormatter();
        formatter.setLogFormat(LogFormat.DEFAULT);
        return formatter;
    }

    private static ExtLogRecord record(String message, Object... parameters) {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, message, FormatStyle.PRINTF, "class");
        record.setLoggerName("org.acme");
        record.setThreadName("main");
        record.setMdc(Map.of());
        record.setParameters(parameters.length == 0 ? null : parameters);
        return record;
    }

    private static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError(json, e);
        }
    }

    /** Hands on what it is given. */
    private static final class Last extends ExtFormatter {
        private ExtLogRecord record;

        @Override
        public String format(ExtLogRecord record) {
            this.record = record;
            return "";
        }
    }

    @Test
    void aRecordWithNothingToHideIsPassedOnItself() {
        Last last = new Last();
        ExtLogRecord record = record("nothing");
        record.setMdc(Map.of("user_id", "u1"));
        record.setThrown(new IllegalStateException("nor here", new IllegalArgumentException("nor there")));
        redacting(last).format(record);
        assertSame(record, last.record);
    }

    @Test
    void theRecordItselfIsNotChanged() {
        ExtLogRecord record = everywhere("a " + SECRET, "acme");
        Throwable thrown = record.getThrown();
        text.format(record);
        assertEquals("%s", record.getMessage());
        assertEquals("a " + SECRET, record.getParameters()[0]);
        assertEquals("a " + SECRET, record.getMdc("user_id"));
        assertEquals("a " + SECRET, record.getNdc());
        assertSame(thrown, record.getThrown());
    }

    @Test
    void noSecretIsLeftInText() {
        String written = text.format(everywhere("a " + SECRET + " b", "acme"));
        assertFalse(written.contains(SECRET), written);
        assertTrue(written.contains(" a *** b {user_id=a *** b} a *** b a *** b"), written);
        assertTrue(written.contains(": java.lang.IllegalStateException: a *** b\n\tat "), written);
        assertTrue(written.contains("\n\tSuppressed: java.lang.UnsupportedOperationException: a *** b\n"), written);
        assertTrue(written.contains("\nCaused by: java.lang.IllegalArgumentException: a *** b\n"), written);
    }

    @Test
    void noSecretIsLeftInJson() {
        JsonNode written = parsed(json.format(everywhere("a " + SECRET + " b", "acme")));
        assertFalse(written.toString().contains(SECRET), written.toString());
        assertEquals("a *** b", written.path("message").asText());
        assertEquals("a *** b", written.at("/mdc/user_id").asText());
        assertEquals("a *** b", written.path("ndc").asText());
        assertEquals("a *** b", written.at("/exception/message").asText());
        assertEquals("a *** b", written.at("/exception/suppressed/0/message").asText());
        assertEquals(
                "a *** b", written.at("/exception/causedBy/exception/message").asText());
    }

    @Test
    void aSecretThatParametersMakeTogetherIsFound() {
        assertTrue(text.format(record("%s%s", SECRET.substring(0, 7), SECRET.substring(7)))
                .endsWith(" ***\n"));
    }

    @Test
    void aSecretThatColoursTakeApartIsFound() {
        assertTrue(text.format(record(SECRET.substring(0, 7) + "\u001b[1m" + SECRET.substring(7)))
                .endsWith(" ***\n"));
    }

    @Test
    void anExceptionKeepsItsTypesAndStacksInJson() {
        ExtLogRecord record = everywhere(SECRET, "acme");
        JsonNode written = parsed(json.format(record));
        JsonNode asItIs = parsed(json().format(record));
        for (String path : List.of("/exception", "/exception/suppressed/0", "/exception/causedBy/exception")) {
            assertEquals(asItIs.at(path).get("exceptionType"), written.at(path).get("exceptionType"));
            assertEquals(asItIs.at(path).get("frames"), written.at(path).get("frames"));
        }
    }

    @Test
    void anExceptionThatSaysMoreOfItselfIsReadWhole() {
        assertTrue(text.format(thrown(new Talkative())).contains(": talks of ***\n"));
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void nothingForgesALineInText(String hostile) {
        String written = text.format(everywhere(hostile, hostile));
        List<String> lines = List.of(written.stripTrailing().split("\n"));
        for (String line : lines) {
            assertEquals(line, PlainText.line(line));
        }
        for (String line : lines.subList(1, lines.size())) {
            assertTrue(line.matches("\t?(\tat |Caused by: java|Suppressed: java|\t\\.\\.\\. ).*"), line);
        }
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    void nothingForgesALineInJson(String hostile) {
        String line = json.format(everywhere(hostile, hostile));
        assertEquals(line.length() - 1, line.indexOf('\n'));
        assertEquals(line.strip(), PlainText.line(line.strip()));
        JsonNode written = parsed(line);
        assertEquals(AnsiText.parse(hostile).text(), written.path("message").asText());
        assertEquals(hostile, written.at("/mdc/user_id").asText());
        assertEquals(hostile, written.at("/exception/message").asText());
        assertEquals(hostile, written.path("threadName").asText());
    }

    @Test
    void aMessageThatCannotBeFormattedIsWrittenAsItIs() {
        assertTrue(text.format(record("%d", "one"))
                .endsWith(" %d (could not be formatted: java.util.IllegalFormatConversionException)\n"));
    }

    @Test
    void anAbsentMessageIsNoFailure() {
        assertNull(parsed(json.format(record(null))).path("message").textValue());
    }

    @Test
    void anExceptionThatCannotBeReadIsNoFailure() {
        String written = text.format(thrown(new Unreadable()));
        assertTrue(written.contains(Unreadable.class.getName() + ": (it could not be read: "), written);
    }

    @Test
    void exceptionsThatCauseEachOtherEnd() {
        IllegalStateException first = new IllegalStateException(SECRET);
        first.initCause(new IllegalArgumentException(first));
        String written = text.format(thrown(first));
        assertTrue(written.contains("Caused by: java.lang.IllegalArgumentException"), written);
        assertFalse(written.contains(SECRET), written);
    }

    @Test
    void anEndlessChainOfCausesIsCut() {
        Throwable thrown = new IllegalStateException(SECRET);
        for (int i = 0; i < 100_000; i++) {
            thrown = new IllegalStateException("caused", thrown);
        }
        String written = text.format(thrown(thrown));
        assertFalse(written.contains(SECRET));
        assertEquals(63, written.split("\nCaused by: ", -1).length - 1);
    }

    private static ExtLogRecord thrown(Throwable thrown) {
        ExtLogRecord record = record("failed");
        record.setThrown(thrown);
        return record;
    }

    private static ExtLogRecord everywhere(String value, String name) {
        ExtLogRecord record = record("%s", value);
        record.setMdc(Map.of("user_id", value));
        record.setNdc(value);
        record.setLoggerName(name);
        record.setThreadName(name);
        IllegalStateException thrown = new IllegalStateException(value, new IllegalArgumentException(value));
        thrown.addSuppressed(new UnsupportedOperationException(value));
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.acme." + name, name, "Acme.java", 7)});
        record.setThrown(thrown);
        return record;
    }

    private static final class Unreadable extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException();
        }
    }

    private static final class Talkative extends RuntimeException {
        @Serial
        private static final long serialVersionUID = 1;

        @SuppressWarnings("OverrideThrowableToString") // as some do
        @Override
        public String toString() {
            return "talks of " + SECRET;
        }
    }
}
