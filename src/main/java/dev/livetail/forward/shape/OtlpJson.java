package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes the messages of {@link OtlpLogs} by OTLP's own rules for JSON, of one thread. Protobuf's usual JSON is another
 * one: it has ids of traces in base64.
 */
final class OtlpJson {
    private final JsonGenerator json;

    OtlpJson(JsonGenerator json) {
        this.json = json;
    }

    void write(ExportLogsServiceRequest request) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("resourceLogs");
        for (ResourceLogs resource : request.getResourceLogsList()) {
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            writeAttributes(resource.getResource().getAttributesList());
            json.writeEndObject();
            json.writeArrayFieldStart("scopeLogs");
            for (ScopeLogs scope : resource.getScopeLogsList()) {
                write(scope);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(ScopeLogs scope) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("scope");
        if (!scope.getScope().getName().isEmpty()) {
            json.writeStringField("name", scope.getScope().getName());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("logRecords");
        for (LogRecord record : scope.getLogRecordsList()) {
            write(record);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(LogRecord record) throws IOException {
        json.writeStartObject();
        json.writeStringField("timeUnixNano", Long.toUnsignedString(record.getTimeUnixNano()));
        json.writeStringField("observedTimeUnixNano", Long.toUnsignedString(record.getObservedTimeUnixNano()));
        json.writeNumberField("severityNumber", record.getSeverityNumberValue());
        json.writeStringField("severityText", record.getSeverityText());
        json.writeFieldName("body");
        write(record.getBody());
        writeAttributes(record.getAttributesList());
        writeHex("traceId", record.getTraceId());
        writeHex("spanId", record.getSpanId());
        json.writeEndObject();
    }

    private void writeAttributes(List<KeyValue> attributes) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (KeyValue attribute : attributes) {
            json.writeStartObject();
            json.writeStringField("key", attribute.getKey());
            json.writeFieldName("value");
            write(attribute.getValue());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** A text or a number: there are no others among them. */
    private void write(AnyValue value) throws IOException {
        json.writeStartObject();
        if (value.hasIntValue()) {
            json.writeStringField("intValue", Long.toString(value.getIntValue()));
        } else {
            json.writeStringField("stringValue", value.getStringValue());
        }
        json.writeEndObject();
    }

    private void writeHex(String name, ByteString bytes) throws IOException {
        if (!bytes.isEmpty()) {
            json.writeStringField(name, HexFormat.of().formatHex(bytes.toByteArray()));
        }
    }
}
