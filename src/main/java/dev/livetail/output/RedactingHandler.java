package dev.livetail.output;

import dev.livetail.redaction.Redactor;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;

/**
 * In front of a handler that has no formatter, since it makes something of its own of a record: that one gets the records
 * as {@link RecordRedactor} shows them. Its level and its filter stay with it, and flushing and closing reach it.
 * Thread-safe if it is.
 */
final class RedactingHandler extends ExtHandler {
    private final RecordRedactor records;

    private RedactingHandler(Redactor redactor) {
        this.records = new RecordRedactor(redactor, true, RedactingHandler::formatted);
    }

    static RedactingHandler before(Handler handler, Redactor redactor) {
        RedactingHandler redacting = new RedactingHandler(redactor);
        redacting.setLevel(handler.getLevel());
        redacting.addHandler(handler);
        return redacting;
    }

    @Override
    protected void doPublish(ExtLogRecord record) {
        publishToNestedHandlers(records.shown(record));
    }

    // Deprecated for formatters, which should use a formatter's own; there is none here.
    @SuppressWarnings("deprecation")
    private static String formatted(ExtLogRecord record) {
        return record.getFormattedMessage();
    }
}
