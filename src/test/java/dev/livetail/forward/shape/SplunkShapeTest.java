package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static dev.livetail.forward.shape.Samples.body;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SplunkShapeTest {
    private static final Shape SHAPE = Shapes.named("splunk", PLAIN_SETTINGS);
    private static final String WITH_ONE = "sent with one that was refused";

    @Test
    void isOneEnvelopeAfterTheOther() {
        Shape shape = Shapes.named("splunk", RICH_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals(
                """
                {"time":1795253646.123456,"host":"host","source":"orders","sourcetype":"livetail",\
                "index":"logs-shop","fields":{"env":"test"},"event":%s}\
                {"time":1795253646.124456,"host":"host","source":"orders","sourcetype":"livetail",\
                "index":"logs-shop","fields":{"env":"test"},"event":%s}""".formatted(NdjsonShapeTest.RICH_JSON, NdjsonShapeTest.PLAIN_JSON),
                Samples.write(shape, RICH, PLAIN));
    }

    @Test
    void whatIsNotSetIsLeftToTheCollector() {
        assertEquals(
                "{\"time\":1795253646.124456,\"host\":\"host\",\"source\":\"shop\",\"sourcetype\":\"_json\",\"event\":"
                        + NdjsonShapeTest.PLAIN_JSON + "}",
                Samples.write(SHAPE, PLAIN));
    }

    @Test
    void hostileTextStaysWithinItsEnvelope() throws IOException {
        List<JournalEntry> entries = Samples.hostile();
        try (MappingIterator<JsonNode> envelopes =
                new ObjectMapper().readerFor(JsonNode.class).readValues(Samples.bytes(SHAPE, entries))) {
            for (JournalEntry entry : entries) {
                assertEquals(
                        EventJson.wellFormed(entry.event().message()),
                        envelopes.nextValue().at("/event/message").textValue());
            }
            assertEquals(false, envelopes.hasNextValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"Success\",\"code\":0}",
                "{\"text\":\"HEC queue is approaching its capacity limit\",\"code\":24}",
                "",
                "nonsense"
            })
    void whatWasAnsweredWithSuccessWasTaken(String body) {
        assertEquals(Verdict.ACCEPTED, SHAPE.verdict(3, body(body)));
    }

    @Test
    void theEventThatCannotBeReadIsRefusedAndTheOthersAreSentAgain() {
        Verdict expected = new Verdict.Divided(
                new TreeMap<>(Map.of(0, WITH_ONE, 2, WITH_ONE)), new TreeMap<>(Map.of(1, "6 Invalid data format")));
        String answer = "{\"text\":\"Invalid data format\",\"code\":6,\"invalid-event-number\":1}";
        assertEquals(Optional.of(expected), SHAPE.refusal(400, 3, body(answer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":1}",
                "{\"text\":\"Invalid token\",\"code\":4}",
                "{\"text\":\"No data\",\"code\":5,\"invalid-event-number\":3}",
                "{\"text\":\"No data\",\"code\":5,\"invalid-event-number\":-2}",
                "{\"text\":\"No data\",\"code\":5,\"invalid-event-number\":99999999999999999999}",
                "{\"text\":[],\"code\":{},\"invalid-event-number\":null}",
                "{\"text\":\"No data\",\"code\":5,\"invalid-event-number\":1",
                "{",
                "[]",
                "",
                "<html>"
            })
    void anAnswerThatNamesNoEventSpeaksOfAll(String body) {
        assertEquals(Optional.empty(), SHAPE.refusal(400, 3, body(body)));
    }
}
