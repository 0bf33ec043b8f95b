package dev.livetail.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.redaction.Redactor;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AsciiJsonFormatterTest {
    private final ExtFormatter ascii =
            new AsciiJsonFormatter(RedactingFormatter.around(new JsonFormatter(), new Redactor()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "a\uff02,\uff02level\uff02:\uff02FATAL",
                "a\uff3c",
                "Gr\u00fc\u00dfe \ud83d\ude00 \u2100"
            })
    void normalisingItChangesNoText(String text) throws JsonProcessingException {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, text, "class");
        record.setMdc(Map.of("user_id", text));
        String written = ascii.format(record);
        assertTrue(written.chars().allMatch(c -> c < 0x80), written);
        JsonNode read = new ObjectMapper().readTree(Normalizer.normalize(written, Form.NFKC));
        assertEquals(text, read.path("message").asText());
        assertEquals(text, read.at("/mdc/user_id").asText());
        assertEquals("INFO", read.path("level").asText());
    }
}
