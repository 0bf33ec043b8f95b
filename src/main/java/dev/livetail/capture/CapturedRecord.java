package dev.livetail.capture;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.AnsiText;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.event.Thrown;
import dev.livetail.redaction.Redactor;
import java.util.List;
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

    /**
     * Makes the event of it, without what is secret; costs several times what the capture did, so it is the drain's work.
     *
     * @param previous the event before, or null: what is equal is shared, since consecutive lines mostly are of one
     *     process and of one request or run, and the journal keeps very many of them
     */
    LogEvent toEvent(LogEvent previous, Redactor redactor) {
        AnsiText text = AnsiText.parse(message);
        // Behind the colours, which could stand in the middle of a secret
        String redacted = redactor.text(text.text());
        boolean clean = redacted.length() == text.text().length() && redacted.equals(text.text());
        LogSource source = source();
        return new LogEvent(
                record.getInstant(),
                record.getSequenceNumber(),
                level(),
                Objects.requireNonNullElse(record.getLoggerName(), ""),
                record.getLoggerClassName(),
                redacted,
                clean ? text.styles() : List.of(),
                threadName(previous, redactor),
                record.getLongThreadID(),
                mdc(previous, redactor),
                redactor.text(Objects.requireNonNullElse(record.getNdc(), "")),
                record.getThrown() == null ? null : redactor.thrown(Thrown.of(record.getThrown())),
                previous != null && previous.source().equals(source) ? previous.source() : source);
    }

    private Map<String, String> mdc(LogEvent previous, Redactor redactor) {
        Map<String, String> mdc = record.getMdcCopy();
        if (previous == null) {
            return redactor.values(mdc);
        }
        if (previous.mdc().equals(mdc)) {
            return previous.mdc();
        }
        Map<String, String> redacted = redactor.values(mdc, previous.mdc());
        return previous.mdc().equals(redacted) ? previous.mdc() : redacted;
    }

    private String threadName(LogEvent previous, Redactor redactor) {
        String name = threadName();
        return previous != null && previous.threadName().equals(name) ? previous.threadName() : redactor.text(name);
    }

    /** Threads of the JDK's virtual-thread factories have an empty name. */
    private String threadName() {
        String name = record.getThreadName();
        if (name != null && !name.isEmpty()) {
            return name;
        }
        return (onVirtualThread ? "virtual-" : "thread-") + record.getLongThreadID();
    }

    private LogSource source() {
        return new LogSource(
                Objects.requireNonNullElse(record.getHostName(), ""),
                Objects.requireNonNullElse(record.getProcessName(), ""),
                record.getProcessId());
    }
}
