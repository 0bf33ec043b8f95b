package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.livetail.event.EventId;
import dev.livetail.event.EventJson;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * {@code text/event-stream} (WHATWG HTML, server-sent events): {@code data} is JSON on one line, so no text can begin a
 * field of its own; {@code id} is such that a browser that connects again by itself goes on exactly where it left off.
 */
public final class SseFormatter implements StreamEncoder<byte[]> {
    /** How long a browser waits before it connects again, unless it is told otherwise. */
    private static final long RETRY_MILLIS = 2000;

    private static final byte[] ID = "id: ".getBytes(US_ASCII);
    private static final byte[] LOG = "\nevent: log\ndata: ".getBytes(US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(US_ASCII);
    private static final byte[] END = "\n\n".getBytes(US_ASCII);

    @Override
    public byte[] encode(StreamEvent event) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            switch (event) {
                case StreamEvent.Hello hello ->
                    write(event, hello.gapFollows() ? null : hello.after(), RETRY_MILLIS, out);
                case StreamEvent.Logged logged -> write(logged, out);
                case StreamEvent.Gap gap -> write(event, gap.passed(), -1, out);
                case StreamEvent.Heartbeat heartbeat -> write(event, heartbeat.passed(), -1, out);
                case StreamEvent.CaughtUp caughtUp -> write(event, caughtUp.passed(), -1, out);
                case StreamEvent.Ended ended -> write(event, null, -1, out);
                case StreamEvent.Limited limited -> write(event, limited.passed(), -1, out);
                case StreamEvent.Reconnect reconnect ->
                    write(event, reconnect.passed(), reconnect.delay().toMillis(), out);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    private static void write(StreamEvent.Logged logged, ByteArrayOutputStream out) throws IOException {
        for (JournalEntry entry : logged.entries()) {
            out.write(ID);
            out.write(entry.id().toString().getBytes(US_ASCII));
            out.write(LOG);
            EventJson.write(entry.id(), entry.event(), out);
            out.write(END);
        }
    }

    private static void write(StreamEvent event, EventId id, long retryMillis, ByteArrayOutputStream out)
            throws IOException {
        if (retryMillis >= 0) {
            out.write(("retry: " + retryMillis + "\n").getBytes(US_ASCII));
        }
        if (id != null) {
            out.write(("id: " + id + "\n").getBytes(US_ASCII));
        }
        out.write(("event: " + StreamEventJson.name(event) + "\n").getBytes(US_ASCII));
        out.write(DATA);
        StreamEventJson.write(event, out);
        out.write(END);
    }
}
