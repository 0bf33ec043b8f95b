package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static dev.livetail.forward.shape.Samples.RICH_SETTINGS;
import static dev.livetail.forward.shape.Samples.body;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.event.EventJson;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.journal.JournalEntry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpShapeTest {
    private static final Shape PROTOBUF = Shapes.named("otlp-protobuf", PLAIN_SETTINGS);
    private static final Shape JSON = Shapes.named("otlp-json", PLAIN_SETTINGS);

    private static ExportLogsServiceRequest parse(List<JournalEntry> entries) throws IOException {
        return ExportLogsServiceRequest.parseFrom(Samples.bytes(PROTOBUF, entries));
    }

    private static List<LogRecord> records(List<JournalEntry> entries) throws IOException {
        List<LogRecord> records = new ArrayList<>();
        parse(entries)
                .getResourceLogsList()
                .forEach(resource ->
                        resource.getScopeLogsList().forEach(scope -> records.addAll(scope.getLogRecordsList())));
        return records;
    }

    @Test
    void isARecordByTheDataModelOfOpenTelemetry() throws IOException {
        Shape shape = Shapes.named("otlp-json", RICH_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals(Samples.json("""
                {"resourceLogs":[{
                  "resource":{"attributes":[
                    {"key":"process.pid","value":{"intValue":"4711"}},
                    {"key":"env","value":{"stringValue":"test"}},
                    {"key":"service.name","value":{"stringValue":"shop"}},
                    {"key":"host.name","value":{"stringValue":"host"}}]},
                  "scopeLogs":[{
                    "scope":{"name":"org.acme.Shop"},
                    "logRecords":[
                      {"timeUnixNano":"1795253646123456000","observedTimeUnixNano":"1795253646123456000",
                       "severityNumber":17,"severityText":"ERROR","body":{"stringValue":"café \\"closed\\""},
                       "attributes":[
                         {"key":"thread.id","value":{"intValue":"42"}},
                         {"key":"log.record.uid","value":{"stringValue":"1795253646123-42@host:4711"}},
                         {"key":"thread.name","value":{"stringValue":"worker-1"}},
                         {"key":"exception.type","value":{"stringValue":"org.acme.Failure"}},
                         {"key":"exception.message","value":{"stringValue":"no"}},
                         {"key":"exception.stacktrace","value":{"stringValue":"org.acme.Failure: no\\n\\tat org.acme.Shop.sell(Shop.java:7)\\nCaused by: org.acme.Cause\\n"}},
                         {"key":"ndc","value":{"stringValue":"outer.inner"}},
                         {"key":"request_id","value":{"stringValue":"r-1"}},
                         {"key":"thread.name_","value":{"stringValue":"not the thread's"}}],
                       "traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"00f067aa0ba902b7"},
                      {"timeUnixNano":"1795253646124456000","observedTimeUnixNano":"1795253646124456000",
                       "severityNumber":9,"severityText":"INFO","body":{"stringValue":"line 1"},
                       "attributes":[
                         {"key":"thread.id","value":{"intValue":"42"}},
                         {"key":"log.record.uid","value":{"stringValue":"1795253646123-43@host:4711"}},
                         {"key":"thread.name","value":{"stringValue":"worker-1"}},
                         {"key":"run_id","value":{"stringValue":"r1"}}]}]}]}]}
                """), Samples.json(Samples.write(shape, RICH, PLAIN)));
    }

    @Test
    void protobufSaysTheSameAsJson() throws IOException {
        assertEquals("application/x-protobuf", PROTOBUF.contentType());
        List<JournalEntry> entries = new ArrayList<>(Samples.hostile());
        entries.add(RICH);
        entries.add(PLAIN);
        JsonNode json = Samples.json(new String(Samples.bytes(JSON, entries), UTF_8));
        assertEquals(ProtobufAsJson.of(parse(entries)), json);
    }

    @Test
    void eachProcessIsAResourceAndEachLoggerAScope() throws IOException {
        LogSource other = new LogSource("web-2", "java", 1);
        JournalEntry elsewhere = Samples.entry(
                2, LogEvent.of(Events.START, LogLevel.INFO, "org.acme.Other", "elsewhere", Map.of(), other));
        ExportLogsServiceRequest request = parse(List.of(RICH, elsewhere, PLAIN));
        assertEquals(2, request.getResourceLogsCount());
        assertEquals(2, request.getResourceLogs(0).getScopeLogs(0).getLogRecordsCount());
        assertEquals(
                "org.acme.Other",
                request.getResourceLogs(1).getScopeLogs(0).getScope().getName());
    }

    @ParameterizedTest
    @EnumSource(LogLevel.class)
    void severityIsThatOfTheLevel(LogLevel level) throws IOException {
        LogRecord record = records(List.of(Samples.entry(1, Events.at(Events.START, level, "m"))))
                .get(0);
        assertEquals("SEVERITY_NUMBER_" + level, record.getSeverityNumber().name());
        assertEquals(level.name(), record.getSeverityText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "4bf92f3577b34da6a3ce929d0e0e473",
                "4bf92f3577b34da6a3ce929d0e0e47361",
                "4BF92F3577B34DA6A3CE929D0E0E4736",
                "00000000000000000000000000000000",
                "4bf92f3577b34da6a3ce929d0e0e473\n",
                "\uff14bf92f3577b34da6a3ce929d0e0e4736"
            })
    void whatIsNoTraceStaysContext(String traceId) throws IOException {
        LogEvent event = Events.with("m", Map.of("trace_id", traceId), null, List.of());
        LogRecord record = records(List.of(Samples.entry(1, event))).get(0);
        assertTrue(record.getTraceId().isEmpty());
        assertTrue(record.getAttributesList().stream()
                .anyMatch(attribute -> attribute.getKey().equals("trace_id")
                        && attribute.getValue().getStringValue().equals(traceId)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00f067aa0ba902b", "00f067aa0ba902b71", "00F067AA0BA902B7", "0000000000000000"})
    void whatIsNoSpanStaysContext(String spanId) throws IOException {
        LogEvent event = Events.with("m", Map.of("span_id", spanId), null, List.of());
        LogRecord record = records(List.of(Samples.entry(1, event))).get(0);
        assertTrue(record.getSpanId().isEmpty());
        assertTrue(record.getAttributesList().stream()
                .anyMatch(attribute -> attribute.getKey().equals("span_id")
                        && attribute.getValue().getStringValue().equals(spanId)));
    }

    @Test
    void aNumberOfOursIsThereOnceWhateverTheContextOrALabelIsCalled() throws IOException {
        LogEvent event = Events.with("m", Map.of("thread.id", "context's"), null, List.of());
        List<String> keys = records(List.of(Samples.entry(1, event))).get(0).getAttributesList().stream()
                .map(KeyValue::getKey)
                .toList();
        assertEquals(
                List.of("thread.id", "thread.id_"),
                keys.stream().filter(key -> key.startsWith("thread.id")).toList());

        ShapeSettings labelled = new ShapeSettings(
                "shop", Optional.empty(), Optional.empty(), Optional.empty(), Map.of("process.pid", "label's"));
        assertEquals(
                List.of("label's"),
                ExportLogsServiceRequest.parseFrom(
                                Samples.bytes(Shapes.named("otlp-protobuf", labelled), List.of(PLAIN)))
                        .getResourceLogs(0)
                        .getResource()
                        .getAttributesList()
                        .stream()
                        .filter(attribute -> attribute.getKey().equals("process.pid"))
                        .map(attribute -> attribute.getValue().getStringValue())
                        .toList());
    }

    @Test
    void hostileTextStaysWithinItsRecordAndNoAttributeIsThereTwice() throws IOException {
        List<JournalEntry> entries = Samples.hostile();
        List<LogRecord> records = records(entries);
        assertEquals(entries.size(), records.size());
        Set<String> bodies = new HashSet<>();
        for (LogRecord record : records) {
            bodies.add(record.getBody().getStringValue());
            Set<String> keys = new HashSet<>();
            record.getAttributesList().forEach(attribute -> {
                assertFalse(attribute.getKey().isEmpty());
                assertTrue(keys.add(attribute.getKey()), attribute::getKey);
            });
        }
        Set<String> expected = new HashSet<>();
        entries.forEach(entry -> expected.add(EventJson.wellFormed(entry.event().message())));
        assertEquals(expected, bodies);
    }

    @Test
    void partialSuccessCountsWhatWasRefused() {
        Verdict expected = new Verdict.SomeRefused(2, "too old\\nby far");
        ExportLogsServiceResponse response = response(2, "too old\nby far");
        assertEquals(expected, PROTOBUF.verdict(5, response.toByteArray()));
        for (String count : List.of("2", "\"2\"")) {
            String json = "{\"x\":{\"y\":[]},\"partialSuccess\":{\"rejectedLogRecords\":" + count
                    + ",\"errorMessage\":\"too old\\nby far\"}}";
            assertEquals(expected, JSON.verdict(5, body(json)));
        }
    }

    @Test
    void noMoreCanBeRefusedThanWereSent() {
        Verdict expected = new Verdict.SomeRefused(5, "");
        assertEquals(expected, PROTOBUF.verdict(5, response(Long.MAX_VALUE, "").toByteArray()));
        assertEquals(expected, JSON.verdict(5, body("{\"partialSuccess\":{\"rejectedLogRecords\":\"9000000000\"}}")));
    }

    @Test
    void aMessageWithoutRefusalsIsAWarning() {
        assertEquals(
                Verdict.ACCEPTED, PROTOBUF.verdict(5, response(0, "slow down").toByteArray()));
        assertEquals(Verdict.ACCEPTED, PROTOBUF.verdict(5, response(-1, "").toByteArray()));
        assertEquals(Verdict.ACCEPTED, JSON.verdict(5, body("{\"partialSuccess\":{\"errorMessage\":\"slow down\"}}")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"partialSuccess\":null}",
                "{\"partialSuccess\":[]}",
                "{\"partialSuccess\":{}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"many\"}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":{\"a\":1}}}",
                "{\"partialSuccess\":{\"rejectedLogRecords\":\"2\"",
                "{\"partialSucc",
                "<html>",
                "\n\u0005ab"
            })
    void anythingElseIsASuccess(String body) {
        assertEquals(Verdict.ACCEPTED, PROTOBUF.verdict(5, body(body)));
        assertEquals(Verdict.ACCEPTED, JSON.verdict(5, body(body)));
        assertEquals(Verdict.ACCEPTED, JSON.verdict(5, body("[".repeat(1_000_000))));
    }

    private static ExportLogsServiceResponse response(long rejected, String message) {
        return ExportLogsServiceResponse.newBuilder()
                .setPartialSuccess(ExportLogsPartialSuccess.newBuilder()
                        .setRejectedLogRecords(rejected)
                        .setErrorMessage(message))
                .build();
    }
}
