package dev.livetail.forward;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.livetail.event.EventJson;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The file of lines that a sink will never take: for each its event as JSON, with the reason and the time beside it, one
 * object a line. When it is full it begins anew, and the one before is kept. Used by one thread.
 */
final class DeadLetters {
    private static final Logger LOG = Logger.getLogger(DeadLetters.class);
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

    private final Path file;
    private final long maxBytes;
    private volatile long unwritten;
    private boolean told;

    /** @param maxBytes how large the file may become; there are two of them at the most */
    DeadLetters(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    Path file() {
        return file;
    }

    /** Lines that could not be written even here. */
    long unwritten() {
        return unwritten;
    }

    void add(List<JournalEntry> entries, String reason) {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        try {
            for (JournalEntry entry : entries) {
                write(reason, entry, lines);
            }
        } catch (IOException e) {
            throw new IllegalStateException("in memory nothing can fail", e);
        }
        append(lines.toByteArray(), entries.size());
    }

    /** Some of these were refused, and the sink does not say which. */
    void addUnnamed(int count, List<JournalEntry> among, String reason) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("at", Instant.now().toString());
            json.writeStringField("reason", EventJson.wellFormed(reason));
            json.writeNumberField("lines", count);
            json.writeStringField("from", among.getFirst().id().toString());
            json.writeStringField("to", among.getLast().id().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("in memory nothing can fail", e);
        }
        line.write('\n');
        append(line.toByteArray(), count);
    }

    private static void write(String reason, JournalEntry entry, OutputStream out) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        EventJson.write(entry.id(), entry.event(), event);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("at", Instant.now().toString());
            json.writeStringField("reason", EventJson.wellFormed(reason));
            json.writeFieldName("event");
            json.writeRawValue(event.toString(StandardCharsets.UTF_8));
            json.writeEndObject();
        }
        out.write('\n');
    }

    // Volatile for those who ask; there is one writer.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void append(byte[] lines, int count) {
        try {
            if (size() + lines.length > maxBytes) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (NoSuchFileException e) {
            // One line may be longer than all that is kept.
        } catch (IOException e) {
            complain(e);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            write(channel, channel.size(), ByteBuffer.wrap(lines));
        } catch (IOException e) {
            unwritten += count;
            complain(e);
        }
    }

    private static void write(FileChannel channel, long end, ByteBuffer lines) throws IOException {
        try {
            while (lines.hasRemaining()) {
                channel.write(lines, end + lines.position());
            }
        } catch (IOException e) {
            // Half a line would spoil the next one as well.
            channel.truncate(end);
            throw e;
        }
    }

    private long size() throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private void complain(IOException e) {
        if (!told) {
            told = true;
            LOG.errorf("What was refused cannot be written to %s (%s). This is not said again", file, e);
        }
    }
}
