package dev.livetail.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.livetail.event.Mdc;
import java.util.HashMap;
import java.util.Map;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** It does what any record does, but for the context of the thread. */
class RequestRecordTest {
    private final ExtLogRecord record = new RequestRecord(Level.INFO, "said", Mdc.copyOf(Map.of("status", "200")));

    @AfterEach
    void forget() {
        MDC.clear();
    }

    @Test
    void theContextOfTheThreadIsNotIts() {
        MDC.put("user_id", "another");
        record.copyAll();
        assertEquals(Map.of("status", "200"), record.getMdcCopy());
        assertNull(record.getMdc("user_id"));
    }

    @Test
    void othersMayChangeItsContext() {
        assertEquals("200", record.putMdc("status", "500"));
        assertNull(record.putMdc("route", "/runs"));
        assertEquals(Map.of("status", "500", "route", "/runs"), record.getMdcCopy());
        assertEquals("500", record.removeMdc("status"));
        assertEquals("/runs", record.getMdc("route"));
        Map<Object, Object> other = new HashMap<>();
        other.put("lines", 7);
        other.put("nothing", null);
        record.setMdc(other);
        assertEquals(Map.of("lines", "7"), record.getMdcCopy());
    }
}
