package dev.livetail.output;

import dev.livetail.event.AnsiText;
import dev.livetail.event.PlainText;
import dev.livetail.redaction.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Makes of a record the one that may be shown: without secrets, without colours, and with nothing that could pass for
 * another line.
 *
 * <p>The record is shared with other handlers, so nothing of it is changed; where nothing has to be, it is returned itself.
 * Thread-safe.
 */
final class RecordRedactor {
    private final Redactor redactor;
    private final boolean escaping;
    private final Function<ExtLogRecord, String> format;

    /** The context of some line before. */
    private volatile Map<String, String> earlier = Map.of();

    /**
     * @param escaping whether line breaks and the like are escaped; not where the one who writes it does so
     * @param format puts the parameters of a message into it
     */
    RecordRedactor(Redactor redactor, boolean escaping, Function<ExtLogRecord, String> format) {
        this.redactor = redactor;
        this.escaping = escaping;
        this.format = format;
    }

    ExtLogRecord shown(ExtLogRecord record) {
        String message = message(record);
        Map<String, String> mdc = record.getMdcCopy();
        Map<String, String> shownMdc = shown(mdc);
        String ndc = text(record.getNdc());
        String loggerName = escaped(record.getLoggerName());
        String threadName = escaped(record.getThreadName());
        Throwable thrown = record.getThrown();
        Throwable shownThrown = thrown == null ? null : StandIn.unlessFit(thrown, this::text, this::escaped);
        if (Objects.equals(message, record.getMessage())
                && record.getParameters() == null
                && record.getResourceBundle() == null
                && shownMdc.equals(mdc)
                && Objects.equals(ndc, record.getNdc())
                && Objects.equals(loggerName, record.getLoggerName())
                && Objects.equals(threadName, record.getThreadName())
                && Objects.equals(shownThrown, thrown)) {
            return record;
        }
        ExtLogRecord copy = new ExtLogRecord(record);
        copy.setMessage(message, FormatStyle.NO_FORMAT);
        copy.setParameters(null);
        copy.setResourceBundle(null);
        copy.setMdc(shownMdc);
        copy.setNdc(ndc);
        copy.setLoggerName(loggerName);
        copy.setThreadName(threadName);
        copy.setThrown(shownThrown);
        return copy;
    }

    private String message(ExtLogRecord record) {
        String message = formatted(record);
        return message == null ? null : text(AnsiText.parse(message).text());
    }

    private String formatted(ExtLogRecord record) {
        try {
            return format.apply(record);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // As in the streams. Who writes it would give up the line.
            return record.getMessage() + " (could not be formatted: "
                    + e.getClass().getName() + ")";
        }
    }

    private Map<String, String> shown(Map<String, String> mdc) {
        Map<String, String> redacted = redactor.values(mdc, earlier);
        earlier = redacted;
        if (!escaping) {
            return redacted;
        }
        Map<String, String> escaped = new LinkedHashMap<>();
        redacted.forEach((name, value) -> escaped.put(escaped(name), escaped(value)));
        return escaped;
    }

    private String text(String text) {
        return text == null ? null : escaped(redactor.text(text));
    }

    private String escaped(String text) {
        return escaping && text != null ? PlainText.line(text) : text;
    }
}
