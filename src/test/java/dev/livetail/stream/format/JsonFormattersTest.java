package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.livetail.client.SseEvent;
import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.hub.StreamEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Server-sent events and newline-delimited JSON, which carry the same objects. */
class JsonFormattersTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private static String sse(StreamEvent event) {
        return new String(new SseFormatter().encode(event), UTF_8);
    }

    private static String ndjson(StreamEvent event) {
        return new String(new NdjsonFormatter().encode(event), UTF_8);
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    /** What a text becomes on its way through UTF-8, in which lone surrogates cannot be. */
    private static String throughUtf8(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    @Test
    void anEventHasItsIdItsKindAndItsDataOnOneLine() {
        assertEquals(
                "id: 1700000000000-1\nevent: log\ndata: " + ndjson(Sample.logged(Events.numbered(1))) + "\n",
                sse(Sample.logged(Events.numbered(1))));
    }

    @Test
    void anEventIsAnObjectALine() {
        assertEquals(
                "{\"id\":\"1700000000000-1\",\"timestamp\":\"2026-11-21T09:34:06.124456Z\",\"sequence\":7,"
                        + "\"loggerName\":\"org.acme.Shop\",\"level\":\"INFO\",\"message\":\"line 1\","
                        + "\"threadName\":\"worker-1\",\"threadId\":42,\"mdc\":{\"run_id\":\"r1\"},\"ndc\":\"\","
                        + "\"hostName\":\"host\",\"processName\":\"livetail\",\"processId\":4711}\n",
                ndjson(Sample.logged(Events.numbered(1))));
    }

    @Test
    void theGreetingGivesAPositionOnlyWhereNoGapFollows() {
        assertEquals(
                "retry: 2000\nid: 1700000000000-4\nevent: hello\n"
                        + "data: {\"event\":\"hello\",\"after\":\"1700000000000-4\",\"oldest\":\"1700000000000-1\","
                        + "\"latest\":\"1700000000000-9\",\"gapFollows\":false,\"heartbeatMillis\":15000}\n\n",
                sse(Sample.HELLO));
        assertEquals(
                "retry: 2000\nevent: hello\n"
                        + "data: {\"event\":\"hello\",\"after\":\"1700000000000-4\",\"oldest\":\"1700000000000-5\","
                        + "\"latest\":\"1700000000000-9\",\"gapFollows\":true,\"heartbeatMillis\":15000}\n\n",
                sse(Sample.HELLO_BEFORE_GAP));
    }

    @Test
    void aGapTellsWhatIsMissingWhyAndWhereToGoOn() {
        assertEquals(
                "id: 1700000000000-1004\nevent: gap\n"
                        + "data: {\"event\":\"gap\",\"after\":\"1700000000000-1004\",\"first\":\"1700000000000-5\","
                        + "\"last\":\"1700000000000-1004\",\"count\":1000,\"reason\":\"evicted\",\"message\":\"1000"
                        + " lines are missing (1700000000000-5 to 1700000000000-1004): newer lines took their place\"}\n\n",
                sse(Sample.GAP));
        JsonNode unknown = json(ndjson(Sample.GAP_OF_UNKNOWN_SIZE));
        assertTrue(unknown.get("last").isNull() && unknown.get("count").isNull(), unknown.toString());
        assertEquals("1-42", unknown.get("first").asText());
        assertEquals("restarted", unknown.get("reason").asText());
    }

    @Test
    void aHeartbeatAndARequestToConnectAgainGiveAPosition() {
        assertEquals(
                "id: 1700000000000-12\nevent: heartbeat\n"
                        + "data: {\"event\":\"heartbeat\",\"after\":\"1700000000000-12\","
                        + "\"timestamp\":\"2026-11-21T09:34:06.123456Z\"}\n\n",
                sse(Sample.HEARTBEAT));
        assertEquals(
                "retry: 1250\nid: 1700000000000-12\nevent: reconnect\n"
                        + "data: {\"event\":\"reconnect\",\"after\":\"1700000000000-12\",\"delay\":1250,"
                        + "\"message\":\"the service is shutting down; connect again in 1.3 s to go on after"
                        + " 1700000000000-12\"}\n\n",
                sse(Sample.RECONNECT));
    }

    @Test
    void aReaderThatHasCaughtUpHearsWhatAHeartbeatSays() {
        assertEquals(sse(Sample.HEARTBEAT), sse(Sample.CAUGHT_UP));
        assertEquals(ndjson(Sample.HEARTBEAT), ndjson(Sample.CAUGHT_UP));
    }

    @Test
    void theEndTellsItsDetails() {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("exitCode", 3);
        details.put("progress", 0.5);
        details.put("core", true);
        details.put("signal", null);
        details.put("usage", Map.of("bytes", 1L << 40));

        assertEquals(
                "event: end\ndata: {\"event\":\"end\",\"state\":\"failed\",\"message\":\"no\",\"exitCode\":3,"
                        + "\"progress\":0.5,\"core\":true,\"signal\":null,\"usage\":{\"bytes\":1099511627776}}\n\n",
                sse(new StreamEvent.Ended("failed", "no", details)));
    }

    @Test
    void whatNewlineDelimitedJsonTellsIsTheDataOfServerSentEvents() {
        for (StreamEvent event :
                List.of(Sample.HELLO, Sample.GAP, Sample.HEARTBEAT, Sample.ENDED, Sample.RECONNECT, hostileLines())) {
            String data = String.join(
                    "\n",
                    SseEvent.parse(sse(event)).stream().map(SseEvent::data).toList());
            assertEquals(ndjson(event), data + "\n");
        }
    }

    private static StreamEvent.Logged hostileLines() {
        return Sample.logged(Hostile.events());
    }

    @Test
    void noTextCanBeginAFieldOrAnEventOfItsOwn() {
        StreamEvent.Logged lines = hostileLines();

        List<SseEvent> events = SseEvent.parse(sse(lines));

        assertEquals(lines.entries().size(), events.size());
        for (int i = 0; i < events.size(); i++) {
            EventId id = lines.entries().get(i).id();
            assertEquals(id.toString(), events.get(i).lastEventId());
            assertEquals("log", events.get(i).type());
            assertSays(lines.entries().get(i).event(), id, json(events.get(i).data()));
        }
    }

    @Test
    void noTextCanEndALineOfJson() {
        StreamEvent.Logged lines = hostileLines();
        String text = ndjson(lines);

        String[] objects = text.split("\n", -1);

        assertEquals(lines.entries().size() + 1, objects.length);
        assertEquals("", objects[objects.length - 1]);
        assertFalse(text.chars().anyMatch(c -> c < ' ' && c != '\n'), "a control character");
        for (int i = 0; i < objects.length - 1; i++) {
            assertSays(lines.entries().get(i).event(), lines.entries().get(i).id(), json(objects[i]));
        }
    }

    private static void assertSays(LogEvent event, EventId id, JsonNode json) {
        assertEquals(id.toString(), json.get("id").textValue());
        assertEquals(throughUtf8(event.message()), json.get("message").textValue());
        assertEquals(throughUtf8(event.loggerName()), json.get("loggerName").textValue());
        assertEquals(throughUtf8(event.threadName()), json.get("threadName").textValue());
        event.mdc()
                .forEach((key, value) -> assertEquals(
                        throughUtf8(value),
                        json.get("mdc").get(throughUtf8(key)).textValue()));
        if (event.thrown() != null) {
            JsonNode exception = json.get("exception");
            assertEquals(
                    throughUtf8(event.thrown().message()),
                    exception.get("message").textValue());
            assertEquals(
                    throughUtf8(event.thrown().cause().message()),
                    exception.get("causedBy").get("exception").get("message").textValue());
        }
    }

    @Test
    void anEndThatNamesHostileTextIsStillOneEvent() {
        for (String text : Hostile.TEXTS) {
            StreamEvent.Ended ended = new StreamEvent.Ended("failed", text, Map.of("exception", text));
            List<SseEvent> events = SseEvent.parse(sse(ended));
            assertEquals(1, events.size());
            Stream.of(events.getFirst().data(), ndjson(ended))
                    .map(JsonFormattersTest::json)
                    .forEach(json -> {
                        assertEquals(throughUtf8(text), json.get("message").textValue());
                        assertEquals(throughUtf8(text), json.get("exception").textValue());
                    });
        }
    }
}
