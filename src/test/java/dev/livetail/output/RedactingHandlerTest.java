package dev.livetail.output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.redaction.Redactor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

class RedactingHandlerTest {
    /** In the shape of an access key of AWS, and so known wherever it stands. */
    private static final String SECRET = "AKIA" + "ABCDEFGHIJKLMNOP";

    private final Own own = new Own();
    private final ExtHandler redacting = RedactingHandler.before(own, new Redactor());

    /** A handler that is none of JBoss' and makes something of its own of a record, as libraries have them. */
    private static final class Own extends Handler {
        private final List<ExtLogRecord> records = new ArrayList<>();
        private boolean flushed;
        private boolean closed;

        @Override
        public void publish(LogRecord record) {
            if (isLoggable(record)) {
                records.add(ExtLogRecord.wrap(record));
            }
        }

        @Override
        public void flush() {
            flushed = true;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static ExtLogRecord record(String message, Object... parameters) {
        ExtLogRecord record = new ExtLogRecord(Level.INFO, message, FormatStyle.PRINTF, "class");
        record.setLoggerName("org.acme");
        record.setMdc(Map.of("request_id", "r-1", "api_token", "t-1"));
        record.setParameters(parameters);
        return record;
    }

    private ExtLogRecord published(ExtLogRecord record) {
        redacting.publish(record);
        return own.records.getLast();
    }

    @Test
    void noSecretReachesTheHandler() {
        ExtLogRecord record = record("a %s", SECRET);
        record.setThrown(new IllegalStateException(SECRET, new IllegalArgumentException(SECRET)));
        ExtLogRecord published = published(record);
        assertEquals("a ***", published.getMessage());
        assertEquals("***", published.getThrown().getMessage());
        assertEquals("***", published.getThrown().getCause().getMessage());
        assertEquals(Map.of("request_id", "r-1", "api_token", "***"), published.getMdcCopy());
        assertFalse(published.getParameters() != null && published.getParameters().length > 0);
    }

    @Test
    void nothingForgesALine() {
        assertEquals("a\\r\\nb", published(record("a\r\n\u001b[31mb")).getMessage());
    }

    @Test
    void whatWasLoggedStaysAsItWas() {
        ExtLogRecord record = record("a %s", SECRET);
        published(record);
        assertEquals("a %s", record.getMessage());
        assertSame(SECRET, record.getParameters()[0]);
    }

    @Test
    void itsLevelAndItsFilterStay() {
        own.setLevel(Level.WARN);
        ExtHandler behind = RedactingHandler.before(own, new Redactor());
        behind.publish(record("below"));
        assertEquals(Level.WARN, behind.getLevel());
        own.setLevel(Level.ALL);
        own.setFilter(record -> !record.getMessage().contains("unwanted"));
        redacting.publish(record("unwanted"));
        redacting.publish(record("wanted"));
        assertEquals(
                List.of("wanted"),
                own.records.stream().map(LogRecord::getMessage).toList());
    }

    @Test
    void itIsFlushedAndClosed() {
        redacting.flush();
        assertTrue(own.flushed);
        redacting.close();
        assertTrue(own.closed);
    }

    @Test
    void behindAQueueNoContextIsLost() {
        OutputQueue queue = OutputQueue.before(redacting, 16);
        try {
            queue.publish(record("queued"));
            queue.awaitWritten(Duration.ofSeconds(60));
            assertEquals("r-1", own.records.getLast().getMdc("request_id"));
        } finally {
            queue.close();
        }
    }
}
