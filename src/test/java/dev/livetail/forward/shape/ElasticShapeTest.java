package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.event.EventId;
import dev.livetail.event.EventJson;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogSource;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElasticShapeTest {
    @Test
    void isAnActionAndADocumentForEachEvent() {
        Shape shape = Shapes.named("elastic", RICH_SETTINGS);
        assertEquals("application/x-ndjson", shape.contentType());
        assertEquals(
                """
                {"create":{"_index":"logs-shop","_id":"1795253646123-42@host:4711"}}
                {"@timestamp":"2026-11-21T09:34:06.123456Z",%s
                {"create":{"_index":"logs-shop","_id":"1795253646123-43@host:4711"}}
                {"@timestamp":"2026-11-21T09:34:06.124456Z",%s
                """.formatted(NdjsonShapeTest.RICH_JSON.substring(1), NdjsonShapeTest.PLAIN_JSON.substring(1)),
                Samples.write(shape, RICH, PLAIN));
    }

    @Test
    void theIndexIsThatOfTheAddressWhereNoneIsSet() {
        String action = Samples.write(Shapes.named("elastic", PLAIN_SETTINGS), PLAIN)
                .lines()
                .findFirst()
                .orElseThrow();
        assertEquals("{\"create\":{\"_id\":\"1795253646123-43@host:4711\"}}", action);
    }

    @Test
    void processesThatStartedInTheSameMillisecondDoNotOverwriteEachOther() {
        Shape shape = Shapes.named("elastic", PLAIN_SETTINGS);
        assertNotEquals(action(shape, "web-1", 1), action(shape, "web-2", 1));
        assertNotEquals(action(shape, "web-1", 1), action(shape, "web-1", 2));
    }

    private static String action(Shape shape, String host, long process) {
        LogEvent event = LogEvent.of(
                PLAIN.event().timestamp(),
                PLAIN.event().level(),
                "",
                "",
                PLAIN.event().mdc(),
                new LogSource(host, "java", process));
        return Samples.write(shape, new JournalEntry(PLAIN.id(), event))
                .lines()
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hostileTextStaysWithinItsDocument() throws IOException {
        List<JournalEntry> entries = Samples.hostile();
        List<String> lines = new String(Samples.bytes(Shapes.named("elastic", RICH_SETTINGS), entries), UTF_8)
                .lines()
                .toList();
        assertEquals(2 * entries.size(), lines.size());
        for (int i = 0; i < entries.size(); i++) {
            EventId id = entries.get(i).id();
            JsonNode action = Samples.json(lines.get(2 * i));
            JsonNode document = Samples.json(lines.get(2 * i + 1));
            assertEquals(id + "@host:4711", action.at("/create/_id").textValue());
            assertEquals(id.toString(), document.get("id").textValue());
            assertEquals(
                    EventJson.wellFormed(entries.get(i).event().message()),
                    document.get("message").textValue());
        }
    }
}
