package dev.livetail.forward.shape;

import static dev.livetail.forward.shape.Samples.PLAIN;
import static dev.livetail.forward.shape.Samples.PLAIN_SETTINGS;
import static dev.livetail.forward.shape.Samples.RICH;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NdjsonShapeTest {
    static final String RICH_JSON = """
            {"id":"1795253646123-42","timestamp":"2026-11-21T09:34:06.123456Z","sequence":7,\
            "loggerClassName":"org.acme.Facade","loggerName":"org.acme.Shop","level":"ERROR",\
            "message":"café \\"closed\\"","threadName":"worker-1","threadId":42,\
            "mdc":{"request_id":"r-1","trace_id":"4bf92f3577b34da6a3ce929d0e0e4736","span_id":"00f067aa0ba902b7",\
            "thread.name":"not the thread's"},"ndc":"outer.inner","hostName":"host","processName":"livetail",\
            "processId":4711,"exception":{"exceptionType":"org.acme.Failure","message":"no",\
            "frames":[{"class":"org.acme.Shop","method":"sell","line":7}],\
            "causedBy":{"exception":{"exceptionType":"org.acme.Cause","message":null,"frames":[]}}}}""";
    static final String PLAIN_JSON = """
            {"id":"1795253646123-43","timestamp":"2026-11-21T09:34:06.124456Z","sequence":7,\
            "loggerName":"org.acme.Shop","level":"INFO","message":"line 1","threadName":"worker-1","threadId":42,\
            "mdc":{"run_id":"r1"},"ndc":"","hostName":"host","processName":"livetail","processId":4711}""";

    @Test
    void isOneEventALine() {
        Shape shape = Shapes.named("ndjson", PLAIN_SETTINGS);
        assertEquals("application/x-ndjson", shape.contentType());
        assertEquals(RICH_JSON + "\n" + PLAIN_JSON + "\n", Samples.write(shape, RICH, PLAIN));
    }

    @Test
    void isOneArray() {
        Shape shape = Shapes.named("json", PLAIN_SETTINGS);
        assertEquals("application/json", shape.contentType());
        assertEquals("[" + RICH_JSON + "," + PLAIN_JSON + "]", Samples.write(shape, RICH, PLAIN));
        assertEquals("[" + PLAIN_JSON + "]", Samples.write(shape, PLAIN));
    }

    @Test
    void hostileTextStaysWithinItsEvent() throws IOException {
        Shape shape = Shapes.named("ndjson", PLAIN_SETTINGS);
        StringBuilder expected = new StringBuilder();
        for (JournalEntry entry : Samples.hostile()) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            EventJson.write(entry.id(), entry.event(), line);
            expected.append(line.toString(UTF_8)).append('\n');
        }
        String body = new String(Samples.bytes(shape, Samples.hostile()), UTF_8);
        assertEquals(expected.toString(), body);
        assertEquals(Samples.hostile().size(), body.lines().count());

        Shape array = Shapes.named("json", PLAIN_SETTINGS);
        assertEquals(
                Samples.hostile().size(),
                Samples.json(new String(Samples.bytes(array, Samples.hostile()), UTF_8))
                        .size());
    }
}
