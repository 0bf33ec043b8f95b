package dev.livetail.output;

import dev.livetail.event.AnsiText;
import dev.livetail.event.PlainText;
import dev.livetail.redaction.Redactor;
import io.quarkus.logging.json.runtime.JsonFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.formatters.StructuredFormatter;

/**
 * What a handler of Quarkus' writes, without secrets, and with no way to forge a line: another formatter gets a copy of
 * the record that has neither.
 *
 * <p>It works on the thread that formats, which with an asynchronous handler is never the one that logs. The record is
 * shared with other handlers, so nothing of it is changed; where nothing has to be, it is passed on itself.
 *
 * <p>In text, line breaks and everything else that could pass for another line are escaped; a stack trace keeps its own
 * lines. A structured format escapes by itself what it must, and here the rest of what a terminal or a reader of lines
 * might heed. Colours are dropped from messages, as they are in the streams' JSON.
 */
final class RedactingFormatter extends ExtFormatter.Delegating {
    private final Redactor redactor;
    private final boolean structured;
    /** Whether what it writes needs no more escaping. */
    private final boolean escapes;

    /** The context of some line before. */
    private volatile Map<String, String> earlier = Map.of();

    private RedactingFormatter(ExtFormatter delegate, Redactor redactor) {
        super(delegate);
        this.redactor = redactor;
        this.structured = delegate instanceof StructuredFormatter;
        this.escapes = delegate instanceof JsonLineFormatter;
    }

    static RedactingFormatter around(ExtFormatter formatter, Redactor redactor) {
        boolean quick = formatter instanceof JsonFormatter json && JsonLineFormatter.canStandFor(json);
        return new RedactingFormatter(quick ? JsonLineFormatter.like((JsonFormatter) formatter) : formatter, redactor);
    }

    @Override
    public String format(ExtLogRecord record) {
        ExtLogRecord shown = shown(record);
        String formatted = delegate.format(shown);
        if (!structured || escapes) {
            return formatted;
        }
        return PlainText.json(shown.getThrown() instanceof StandIn standIn ? standIn.nameTypes(formatted) : formatted);
    }

    private ExtLogRecord shown(ExtLogRecord record) {
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
            return formatMessage(record);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // As in the streams. The delegate would give up the line.
            return record.getMessage() + " (could not be formatted: "
                    + e.getClass().getName() + ")";
        }
    }

    private Map<String, String> shown(Map<String, String> mdc) {
        Map<String, String> redacted = redactor.values(mdc, earlier);
        earlier = redacted;
        if (structured) {
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
        return structured || text == null ? text : PlainText.line(text);
    }
}
