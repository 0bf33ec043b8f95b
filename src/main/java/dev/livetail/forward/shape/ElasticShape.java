package dev.livetail.forward.shape;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.event.EventJson;
import dev.livetail.event.EventTime;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/**
 * The bulk request of Elasticsearch and OpenSearch: each event a document under an id of its own, so that a batch that
 * is sent again does not double it. {@code create} is the only action that data streams take.
 */
final class ElasticShape implements Shape {
    private final Optional<String> index;

    ElasticShape(ShapeSettings settings) {
        index = settings.index();
    }

    @Override
    public String contentType() {
        return NdjsonShape.MEDIA_TYPE;
    }

    @Override
    public void write(List<JournalEntry> entries, OutputStream out) throws IOException {
        try (JsonGenerator json = Json.generator(out)) {
            for (JournalEntry entry : entries) {
                json.writeStartObject();
                json.writeObjectFieldStart("create");
                if (index.isPresent()) {
                    Json.text("_index", index.get(), json);
                }
                Json.text("_id", EntryKey.of(entry), json);
                json.writeEndObject();
                json.writeEndObject();
                json.writeRaw("\n{\"@timestamp\":\"");
                json.writeRaw(EventTime.iso(entry.event().timestamp()));
                json.writeRaw("\",");
                json.flush();
                EventJson.write(entry.id(), entry.event(), new WithoutFirstByte(out));
                json.writeRaw('\n');
            }
        }
    }

    @Override
    public Verdict verdict(int entryCount, byte[] body) {
        return new BulkAnswer(entryCount).read(body);
    }

    /** Leaves out the brace that opens the event: it is open already, with the member that only Elastic has. */
    private static final class WithoutFirstByte extends OutputStream {
        private final OutputStream out;
        private boolean isPast;

        WithoutFirstByte(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int left = isPast || length == 0 ? 0 : 1;
            isPast |= left == 1;
            out.write(bytes, offset + left, length - left);
        }
    }
}
