package dev.livetail.forward.shape;

import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How a batch is written for one kind of aggregator, and how its answers are read. Immutable and thread-safe. */
public interface Shape {
    /** The media type of the body. */
    String contentType();

    /**
     * Writes the body of a batch, not compressed; {@code out} is neither flushed nor closed.
     *
     * @param entries in order, at least one
     * @throws IOException if {@code out} throws it
     */
    void write(List<JournalEntry> entries, OutputStream out) throws IOException;

    /** Headers that are needed beside the content type. */
    default Map<String, String> headers(List<JournalEntry> entries) {
        return Map.of();
    }

    /** How many entries a batch may have. */
    default int maxEntries() {
        return Integer.MAX_VALUE;
    }

    /** How many bytes a body may have before it is compressed. */
    default int maxBytes() {
        return Integer.MAX_VALUE;
    }

    /**
     * What a successful answer (2xx) says of single entries.
     *
     * @param entryCount how many entries were sent
     * @param body may be empty, cut, or anything
     */
    default Verdict verdict(int entryCount, byte[] body) {
        return Verdict.ACCEPTED;
    }

    /**
     * What an answer that refuses a batch (4xx) says of single entries; empty where it speaks of the whole batch, or
     * cannot be read.
     *
     * @param status its status
     * @param entryCount how many entries were sent
     * @param body may be empty, cut, or anything
     */
    default Optional<Verdict> refusal(int status, int entryCount, byte[] body) {
        return Optional.empty();
    }
}
