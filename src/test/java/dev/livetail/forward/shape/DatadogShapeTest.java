package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.event.EventJson;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatadogShapeTest {
    @Test
    void isAnArrayOfWhatDatadogReads() throws IOException {
        Shape shape = Shapes.named("datadog", RICH_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals(Samples.json("""
                [{"ddsource":"orders","ddtags":"env:test","hostname":"host","service":"shop","status":"error",
                  "timestamp":"2026-11-21T09:34:06.123456Z","message":"café \\"closed\\"","id":"1795253646123-42",
                  "logger":{"name":"org.acme.Shop","thread_name":"worker-1"},
                  "mdc":{"request_id":"r-1","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736",
                         "span_id":"00f067aa0ba902b7","thread.name":"not the thread's"},
                  "ndc":"outer.inner",
                  "error":{"kind":"org.acme.Failure","message":"no",
                    "stack":"org.acme.Failure: no\\n\\tat org.acme.Shop.sell(Shop.java:7)\\nCaused by: org.acme.Cause\\n"}},
                 {"ddsource":"orders","ddtags":"env:test","hostname":"host","service":"shop","status":"info",
                  "timestamp":"2026-11-21T09:34:06.124456Z","message":"line 1","id":"1795253646123-43",
                  "logger":{"name":"org.acme.Shop","thread_name":"worker-1"},"mdc":{"run_id":"r1"}}]
                """), Samples.json(Samples.write(shape, RICH, PLAIN)));
    }

    @Test
    void keysThatBecomeTheSameAsTextAreKeptApart() throws IOException {
        Map<String, String> context = new LinkedHashMap<>();
        context.put("\ud800", "first");
        context.put("\ud801", "second");
        LogEvent event = Events.with("m", context, null, List.of());
        String body = Samples.write(Shapes.named("datadog", PLAIN_SETTINGS), Samples.entry(1, event));
        assertEquals(
                Samples.json("{\"?\":\"first\",\"?_\":\"second\"}"),
                Samples.json(body).at("/0/mdc"));
    }

    @Test
    void tellsTheLimitsOfTheIntake() {
        Shape shape = Shapes.named("datadog", PLAIN_SETTINGS);
        assertEquals(1000, shape.maxEntries());
        assertEquals(5_000_000, shape.maxBytes());
    }

    @Test
    void hostileTextStaysWithinItsLog() throws IOException {
        List<JournalEntry> entries = Samples.hostile();
        JsonNode logs =
                Samples.json(new String(Samples.bytes(Shapes.named("datadog", PLAIN_SETTINGS), entries), UTF_8));
        assertEquals(entries.size(), logs.size());
        for (int i = 0; i < entries.size(); i++) {
            assertEquals(
                    EventJson.wellFormed(entries.get(i).event().message()),
                    logs.get(i).get("message").textValue());
            assertEquals("shop", logs.get(i).get("service").textValue());
        }
    }
}
