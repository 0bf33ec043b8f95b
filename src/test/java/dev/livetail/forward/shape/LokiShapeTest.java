package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.event.EventJson;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LokiShapeTest {
    private static final Shape SHAPE = Shapes.named("loki", PLAIN_SETTINGS);

    @Test
    void isAStreamForEachLevel() throws IOException {
        Shape shape = Shapes.named("loki", RICH_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals(Samples.json("""
                {"streams":[
                  {"stream":{"env":"test","service":"shop","level":"info"},
                   "values":[["1795253646124456000","line 1",
                     {"id":"1795253646123-43","logger":"org.acme.Shop","thread":"worker-1","host":"host",
                      "run_id":"r1"}]]},
                  {"stream":{"env":"test","service":"shop","level":"error"},
                   "values":[["1795253646123456000",
                     "café \\"closed\\"\\norg.acme.Failure: no\\n\\tat org.acme.Shop.sell(Shop.java:7)\\nCaused by: org.acme.Cause",
                     {"id":"1795253646123-42","logger":"org.acme.Shop","thread":"worker-1","host":"host",
                      "ndc":"outer.inner","request_id":"r-1","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736",
                      "span_id":"00f067aa0ba902b7","thread_name":"not the thread's"}]]}]}
                """), Samples.json(Samples.write(shape, RICH, PLAIN)));
    }

    @Test
    void entriesOfAStreamStayInTheirOrder() throws IOException {
        JsonNode body = Samples.json(Samples.write(
                SHAPE,
                at(1, LogLevel.INFO),
                at(2, LogLevel.WARN),
                at(3, LogLevel.INFO),
                at(4, LogLevel.WARN),
                at(5, LogLevel.INFO)));
        assertEquals(
                List.of("1", "3", "5"),
                body.at("/streams/0/values")
                        .valueStream()
                        .map(v -> v.get(1).textValue())
                        .toList());
        assertEquals(
                List.of("2", "4"),
                body.at("/streams/1/values")
                        .valueStream()
                        .map(v -> v.get(1).textValue())
                        .toList());
    }

    @Test
    void contextNeverPushesOutWhatIsThereAlready() throws IOException {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("id", "context's");
        context.put("a.b", "first");
        context.put("a_b", "second");
        context.put("a-b", "third");
        context.put("9", "digit");
        context.put("", "empty");
        LogEvent event = Events.with("m", context, null, List.of());
        assertEquals(
                Samples.json("""
                {"id":"1795253646123-1","logger":"org.acme.Shop","thread":"worker-1","host":"host","ndc":"outer.inner",
                 "id_":"context's","a_b":"first","a_b_":"second","a_b__":"third","_9":"digit","_":"empty"}
                """),
                Samples.json(Samples.write(SHAPE, Samples.entry(1, event))).at("/streams/0/values/0/2"));
    }

    @Test
    void aFixedLabelComesBeforeOurs() throws IOException {
        Map<String, String> labels = Map.of("level", "any", "service", "other");
        Shape shape = Shapes.named(
                "loki", new ShapeSettings("shop", Optional.empty(), Optional.empty(), Optional.empty(), labels));
        assertEquals(
                Samples.json("{\"level\":\"any\",\"service\":\"other\"}"),
                Samples.json(Samples.write(shape, PLAIN)).at("/streams/0/stream"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-b", "1a", "__name__", "caf\u00e9"})
    void whatIsNoLabelIsRefusedBeforeAnythingIsSent(String label) {
        ShapeSettings settings =
                new ShapeSettings("shop", Optional.empty(), Optional.empty(), Optional.empty(), Map.of(label, "x"));
        String message = assertThrows(IllegalArgumentException.class, () -> Shapes.named("loki", settings))
                .getMessage();
        assertTrue(message.contains("'" + label + "'"), message);
    }

    @Test
    void hostileTextStaysWithinItsEntry() throws IOException {
        JsonNode body = Samples.json(new String(Samples.bytes(SHAPE, Samples.hostile()), UTF_8));
        int entries = 0;
        for (JsonNode stream : body.get("streams")) {
            for (JsonNode value : stream.get("values")) {
                entries++;
                assertEquals(3, value.size());
                assertTrue(value.get(0).textValue().matches("[0-9]{19}"));
                int sequence = Integer.parseInt(value.at("/2/id").textValue().substring(14));
                String message = EventJson.wellFormed(
                        Samples.hostile().get(sequence - 1).event().message());
                assertTrue(value.get(1).textValue().startsWith(message), value::toString);
                value.get(2).properties().forEach(metadata -> {
                    assertTrue(metadata.getKey().matches("[a-zA-Z_][a-zA-Z0-9_]*"), metadata::toString);
                    assertTrue(metadata.getValue().isTextual());
                });
            }
        }
        assertEquals(Samples.hostile().size(), entries);
    }

    private static JournalEntry at(long n, LogLevel level) {
        return Samples.entry(n, Events.at(Events.START.plusMillis(n), level, Long.toString(n)));
    }
}
