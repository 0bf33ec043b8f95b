package dev.livetail.forward.shape;

import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One JSON object a line. */
final class NdjsonShape implements Shape {
    static final String MEDIA_TYPE = "application/x-ndjson";

    @Override
    public String contentType() {
        return MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        for (JournalEntry entry : entries) {
            EventJson.write(entry.id(), entry.event(), out);
            out.write('\n');
        }
    }
}
