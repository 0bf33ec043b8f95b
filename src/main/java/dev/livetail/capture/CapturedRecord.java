package dev.livetail.capture;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.AnsiText;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.event.Thrown;
import java.util.Map;
import java.util.Objects;
import org.jboss.logmanager.ExtLogRecord;

/**
 * A log record with all that only its calling thread could know: the message formatted, the MDC copied.
 *
 * @param record the record; other handlers may still read it, so nothing of it is changed
 * @param message its message, formatted
 * @param onVirtualThread whether a virtual thread logged it
 */
record CapturedRecord(ExtLogRecord record, String message, boolean onVirtualThread) implements Queued {

    /** The level, by the value that the frameworks have in common. */
    LogLevel level() {
        return LogLevel.ofValue(record.getLevel().intValue());
    }

    boolean isBelowWarn() {
        return record.getLevel().intValue() < LogLevel.WARN.value();
    }

    /** The run that it names, or null; also where a value of someone else's does not want to be text. */
    String runId() {
        try {
            return record.getMdc(MdcKeys.RUN_ID);
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    /** Makes the event of it; costs several times what the capture did, so it is the drain's work. */
    LogEvent toEvent(LogSource source) {
        AnsiText text = AnsiText.parse(message);
        Map<String, String> mdc = record.getMdcCopy();
        return new LogEvent(
                record.getInstant(),
                record.getSequenceNumber(),
                level(),
                Objects.requireNonNullElse(record.getLoggerName(), ""),
                record.getLoggerClassName(),
                text.text(),
                text.styles(),
                threadName(),
                record.getLongThreadID(),
                mdc,
                Objects.requireNonNullElse(record.getNdc(), ""),
                record.getThrown() == null ? null : Thrown.of(record.getThrown()),
                source);
    }

    /** Threads of the JDK's virtual-thread factories have an empty name. */
    private String threadName() {
        String name = record.getThreadName();
        if (name != null && !name.isEmpty()) {
            return name;
        }
        return (onVirtualThread ? "virtual-" : "thread-") + record.getLongThreadID();
    }

    /** The process that logged it; nearly always the one of the record before, which is then used again. */
    LogSource source(LogSource previous) {
        String host = Objects.requireNonNullElse(record.getHostName(), "");
        String process = Objects.requireNonNullElse(record.getProcessName(), "");
        if (previous != null
                && previous.processId() == record.getProcessId()
                && previous.hostName().equals(host)
                && previous.processName().equals(process)) {
            return previous;
        }
        return new LogSource(host, process, record.getProcessId());
    }
}
