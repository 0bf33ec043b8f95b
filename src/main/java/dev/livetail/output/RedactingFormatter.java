package dev.livetail.output;

import dev.livetail.event.PlainText;
import dev.livetail.redaction.Redactor;
import io.quarkus.logging.json.runtime.JsonFormatter;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.StructuredFormatter;

/**
 * What a handler of Quarkus' writes, without secrets, and with no way to forge a line: another formatter gets the record
 * as {@link RecordRedactor} shows it. It works on the thread that formats, which with an asynchronous handler is never the
 * one that logs.
 *
 * <p>In text, line breaks and everything else that could pass for another line are escaped; a stack trace keeps its own
 * lines. A structured format escapes by itself what it must, and here the rest of what a terminal or a reader of lines
 * might heed. Colours are dropped from messages, as they are in the streams' JSON.
 */
final class RedactingFormatter extends ExtFormatter.Delegating {
    private final RecordRedactor records;
    private final boolean structured;
    /** Whether what it writes needs no more escaping. */
    private final boolean escapes;

    private RedactingFormatter(ExtFormatter delegate, Redactor redactor) {
        super(delegate);
        this.structured = delegate instanceof StructuredFormatter;
        this.escapes = delegate instanceof JsonLineFormatter;
        this.records = new RecordRedactor(redactor, !structured, this::formatMessage);
    }

    static RedactingFormatter around(ExtFormatter formatter, Redactor redactor) {
        boolean quick = formatter instanceof JsonFormatter json && JsonLineFormatter.canStandFor(json);
        return new RedactingFormatter(quick ? JsonLineFormatter.like((JsonFormatter) formatter) : formatter, redactor);
    }

    @Override
    public String format(ExtLogRecord record) {
        ExtLogRecord shown = records.shown(record);
        String formatted = delegate.format(shown);
        if (!structured || escapes) {
            return formatted;
        }
        return PlainText.json(shown.getThrown() instanceof StandIn standIn ? standIn.nameTypes(formatted) : formatted);
    }
}
