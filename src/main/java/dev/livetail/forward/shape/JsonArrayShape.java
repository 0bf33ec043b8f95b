package dev.livetail.forward.shape;

import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** One JSON array of objects. */
final class JsonArrayShape implements Shape {
    @Override
    public String contentType() {
        return Json.MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        char separator = '[';
        for (JournalEntry entry : entries) {
            out.write(separator);
            EventJson.write(entry.id(), entry.event(), out);
            separator = ',';
        }
        out.write(']');
    }
}
