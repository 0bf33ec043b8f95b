package dev.livetail.stream.format;

import dev.livetail.event.EventJson;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@code application/x-ndjson}: a JSON object a line, the same objects as the {@code data} of server-sent events. */
public final class NdjsonFormatter implements StreamEncoder<byte[]> {

    @Override
    public byte[] encode(StreamEvent event) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            if (event instanceof StreamEvent.Logged logged) {
                for (JournalEntry entry : logged.entries()) {
                    EventJson.write(entry.id(), entry.event(), out);
                    out.write('\n');
                }
            } else {
                StreamEventJson.write(event, out);
                out.write('\n');
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }
}
