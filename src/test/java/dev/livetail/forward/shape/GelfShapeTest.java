package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.event.EventJson;
import dev.livetail.event.Events;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GelfShapeTest {
    private static List<JsonNode> messages(String body) throws IOException {
        List<JsonNode> messages = body.lines().map(GelfShapeTest::json).toList();
        assertTrue(body.endsWith("\n"));
        return messages;
    }

    private static JsonNode json(String line) {
        try {
            return Samples.json(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    void isOneMessageALine() throws IOException {
        Shape shape = Shapes.named("gelf", RICH_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals(List.of(Samples.json("""
                {"version":"1.1","host":"host","short_message":"café \\"closed\\"",
                 "full_message":"café \\"closed\\"\\norg.acme.Failure: no\\n\\tat org.acme.Shop.sell(Shop.java:7)\\nCaused by: org.acme.Cause\\n",
                 "timestamp":1795253646.123456,"level":3,"_event_id":"1795253646123-42","_service":"shop",
                 "_logger":"org.acme.Shop","_thread":"worker-1","_env":"test","_request_id":"r-1",
                 "_trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","_span_id":"00f067aa0ba902b7",
                 "_thread.name":"not the thread's","_ndc":"outer.inner","_error_type":"org.acme.Failure"}
                """), Samples.json("""
                {"version":"1.1","host":"host","short_message":"line 1","timestamp":1795253646.124456,"level":6,
                 "_event_id":"1795253646123-43","_service":"shop","_logger":"org.acme.Shop","_thread":"worker-1",
                 "_env":"test","_run_id":"r1"}
                """)), messages(Samples.write(shape, RICH, PLAIN)));
    }

    @Test
    void contextHidesNothingAndHasNamesThatGraylogTakes() throws IOException {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("logger", "not the logger");
        context.put("id", "7");
        context.put("a b", "first");
        context.put("a_b", "second");
        JsonNode message = messages(Samples.write(
                        Shapes.named("gelf", PLAIN_SETTINGS),
                        Samples.entry(1, Events.with("m", context, null, List.of()))))
                .getFirst();
        assertEquals("not the logger", message.path("_logger_").textValue());
        assertEquals("7", message.path("_id_").textValue());
        assertEquals("first", message.path("_a_b").textValue());
        assertEquals("second", message.path("_a_b_").textValue());
        assertTrue(message.path("_id").isMissingNode());
    }

    @Test
    void aMessageWithoutTextIsNotRefused() throws IOException {
        String body = Samples.write(Shapes.named("gelf", PLAIN_SETTINGS), Samples.entry(1, Events.saying(" ")));
        assertEquals("-", messages(body).getFirst().path("short_message").textValue());
    }

    @Test
    void hostileTextStaysWithinItsMessage() throws IOException {
        List<JournalEntry> entries = Samples.hostile();
        List<JsonNode> messages =
                messages(new String(Samples.bytes(Shapes.named("gelf", PLAIN_SETTINGS), entries), UTF_8));
        assertEquals(entries.size(), messages.size());
        for (int i = 0; i < entries.size(); i++) {
            String text = EventJson.wellFormed(entries.get(i).event().message());
            assertEquals(
                    text.isBlank() ? "-" : text,
                    messages.get(i).get("short_message").textValue());
        }
    }
}
