package dev.livetail.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.PlainText;
import io.quarkus.logging.json.runtime.AdditionalField;
import io.quarkus.logging.json.runtime.JsonFormatter;
import io.quarkus.logging.json.runtime.JsonLogConfig.AdditionalFieldConfig;
import io.quarkus.logging.json.runtime.JsonLogConfig.JsonConfig.LogFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.StructuredFormatter.ExceptionOutputType;
import org.junit.jupiter.api.Test;

/** Holds it against the formatter in whose place it stands. */
class JsonLineFormatterTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static ExtLogRecord record() {
        ExtLogRecord record = new ExtLogRecord(Level.WARN, "said \"%s\"", FormatStyle.PRINTF, "org.acme.Facade");
        record.setParameters(new Object[] {"no\\\n\t\u2028 \ud83d\ude00 é"});
        record.setLoggerName("org.acme");
        record.setThreadName("main");
        record.setMdc(Map.of("run_id", "r\"1", "user_id", ""));
        record.setNdc("nested");
        IllegalStateException thrown = new IllegalStateException("outer", new IllegalArgumentException());
        thrown.addSuppressed(new UnsupportedOperationException("not \u009b"));
        record.setThrown(thrown);
        return record;
    }

    private static ExtLogRecord bare() {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, null, FormatStyle.NO_FORMAT, "org.acme.Facade");
        record.setMdc(Map.of());
        return record;
    }

    private static void assertWritesTheSame(JsonFormatter formatter) throws JsonProcessingException {
        assertTrue(JsonLineFormatter.canStandFor(formatter));
        JsonLineFormatter quick = JsonLineFormatter.like(formatter);
        // The second shows that nothing of the first is left.
        for (ExtLogRecord record : new ExtLogRecord[] {record(), bare(), record()}) {
            String expected = formatter.format(record);
            String written = quick.format(record);
            assertEquals(
                    JSON.readTree(expected).toPrettyString(),
                    JSON.readTree(written).toPrettyString());
            String delimiter = formatter.getRecordDelimiter() == null ? "" : formatter.getRecordDelimiter();
            assertTrue(written.endsWith("}" + delimiter), written);
            String line = written.substring(0, written.length() - delimiter.length());
            assertEquals(line, PlainText.line(line));
        }
    }

    private static JsonFormatter formatter(Consumer<JsonFormatter> settings) {
        JsonFormatter formatter = new JsonFormatter();
        formatter.setLogFormat(LogFormat.DEFAULT);
        settings.accept(formatter);
        return formatter;
    }

    @Test
    void itWritesTheSame() throws JsonProcessingException {
        assertWritesTheSame(formatter(formatter -> {}));
    }

    @Test
    void itHeedsTheSettings() throws JsonProcessingException {
        assertWritesTheSame(formatter(formatter -> formatter.setPrintDetails(true)));
        assertWritesTheSame(formatter(formatter -> formatter.setZoneId("Asia/Kathmandu")));
        assertWritesTheSame(formatter(formatter -> formatter.setRecordDelimiter("\r\n")));
        assertWritesTheSame(formatter(formatter -> formatter.setRecordDelimiter(null)));
        assertWritesTheSame(formatter(formatter -> formatter.setMetaData("a=b,c=d")));
        for (ExceptionOutputType type : ExceptionOutputType.values()) {
            assertWritesTheSame(formatter(formatter -> formatter.setExceptionOutputType(type)));
        }
    }

    @Test
    void itHeedsOtherKeysFewerAndMore() throws JsonProcessingException {
        Map<String, AdditionalField> more = new LinkedHashMap<>();
        more.put("service", new AdditionalField("live\"tail", AdditionalFieldConfig.Type.STRING));
        more.put("answer", new AdditionalField("42", AdditionalFieldConfig.Type.INT));
        more.put("big", new AdditionalField("4200000000000", AdditionalFieldConfig.Type.LONG));
        assertWritesTheSame(new JsonFormatter(
                "TIMESTAMP=@timestamp,MESSAGE=text,EXCEPTION_TYPE=type,MDC=context",
                Set.of("sequence", "ndc", "context", "threadId"),
                more));
    }

    @Test
    void itStandsForNoneWhoseSettingsItCannotHeed() {
        assertFalse(JsonLineFormatter.canStandFor(formatter(formatter -> formatter.setPrettyPrint(true))));
        assertFalse(JsonLineFormatter.canStandFor(formatter(formatter -> formatter.setDateFormat("yyyy"))));
        Map<String, AdditionalField> google =
                Map.of("traceSampled", new AdditionalField("", AdditionalFieldConfig.Type.STRING));
        assertFalse(JsonLineFormatter.canStandFor(formatter(formatter -> formatter.setAdditionalFields(google))));
    }
}
