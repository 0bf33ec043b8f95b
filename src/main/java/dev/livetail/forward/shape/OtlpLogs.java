package dev.livetail.forward.shape;

import com.google.protobuf.ByteString;
import dev.livetail.event.EventJson;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.journal.JournalEntry;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A batch by OpenTelemetry's data model for logs, with attributes named by its semantic conventions: a resource for each
 * process, within it a scope for each logger. Immutable.
 */
final class OtlpLogs {
    private static final Pattern TRACE_ID = Pattern.compile("(?!0{32})[0-9a-f]{32}");
    private static final Pattern SPAN_ID = Pattern.compile("(?!0{16})[0-9a-f]{16}");

    private final ShapeSettings settings;

    OtlpLogs(ShapeSettings settings) {
        this.settings = settings;
    }

    ExportLogsServiceRequest request(List<JournalEntry> entries) {
        Map<LogSource, Map<String, ScopeLogs.Builder>> resources = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            LogEvent event = entry.event();
            resources
                    .computeIfAbsent(event.source(), source -> new LinkedHashMap<>())
                    .computeIfAbsent(event.loggerName(), OtlpLogs::scope)
                    .addLogRecords(record(entry));
        }
        ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
        resources.forEach((source, scopes) -> {
            ResourceLogs.Builder logs = ResourceLogs.newBuilder().setResource(resource(source));
            scopes.values().forEach(logs::addScopeLogs);
            request.addResourceLogs(logs);
        });
        return request.build();
    }

    private Resource resource(LogSource source) {
        // What is configured comes first, and so wins.
        Texts texts = new Texts();
        settings.labels().forEach(texts::add);
        texts.asMap().putIfAbsent("service.name", EventJson.wellFormed(settings.service()));
        texts.asMap().putIfAbsent("host.name", EventJson.wellFormed(source.hostName()));
        Resource.Builder resource = Resource.newBuilder();
        if (!texts.asMap().containsKey("process.pid")) {
            resource.addAttributes(number("process.pid", source.processId()));
        }
        texts.asMap().forEach((name, text) -> resource.addAttributes(text(name, text)));
        return resource.build();
    }

    private static ScopeLogs.Builder scope(String loggerName) {
        return ScopeLogs.newBuilder()
                .setScope(InstrumentationScope.newBuilder().setName(EventJson.wellFormed(loggerName)));
    }

    private static LogRecord record(JournalEntry entry) {
        LogEvent event = entry.event();
        long time = UnixTime.nanos(event.timestamp());
        LogRecord.Builder record = LogRecord.newBuilder()
                .setTimeUnixNano(time)
                .setObservedTimeUnixNano(time)
                .setSeverityNumber(severity(event.level()))
                .setSeverityText(event.level().name())
                .setBody(AnyValue.newBuilder().setStringValue(EventJson.wellFormed(event.message())))
                .addAttributes(number("thread.id", event.threadId()));
        Texts texts = new Texts();
        texts.add("log.record.uid", EntryKey.of(entry));
        texts.add("thread.name", event.threadName());
        if (event.thrown() != null) {
            texts.add("exception.type", event.thrown().type());
            if (event.thrown().message() != null) {
                texts.add("exception.message", event.thrown().message());
            }
            texts.add("exception.stacktrace", Texts.stackTrace(event.thrown()));
        }
        if (!event.ndc().isEmpty()) {
            texts.add("ndc", event.ndc());
        }
        event.mdc().forEach((name, value) -> addContext(name, value, record, texts));
        texts.asMap().forEach((name, text) -> record.addAttributes(text(name, text)));
        return record.build();
    }

    private static void addContext(String name, String value, LogRecord.Builder record, Texts texts) {
        if (name.equals("trace_id") && TRACE_ID.matcher(value).matches()) {
            record.setTraceId(bytes(value));
        } else if (name.equals("span_id") && SPAN_ID.matcher(value).matches()) {
            record.setSpanId(bytes(value));
        } else {
            // Those that are numbers are not among the texts.
            texts.add(name.equals("thread.id") ? "thread.id_" : name, value);
        }
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static KeyValue text(String name, String text) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setStringValue(text))
                .build();
    }

    private static KeyValue number(String name, long number) {
        return KeyValue.newBuilder()
                .setKey(name)
                .setValue(AnyValue.newBuilder().setIntValue(number))
                .build();
    }

    private static SeverityNumber severity(LogLevel level) {
        return switch (level) {
            case TRACE -> SeverityNumber.SEVERITY_NUMBER_TRACE;
            case DEBUG -> SeverityNumber.SEVERITY_NUMBER_DEBUG;
            case INFO -> SeverityNumber.SEVERITY_NUMBER_INFO;
            case WARN -> SeverityNumber.SEVERITY_NUMBER_WARN;
            case ERROR -> SeverityNumber.SEVERITY_NUMBER_ERROR;
            case FATAL -> SeverityNumber.SEVERITY_NUMBER_FATAL;
        };
    }
}
