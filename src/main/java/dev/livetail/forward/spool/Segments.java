package dev.livetail.forward.spool;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The segments of a spool, oldest first, and the file of the oldest, from which is read. For one thread at a time.
 */
final class Segments {
    private final Path directory;
    private final Deque<Segment> segments = new ArrayDeque<>();

    private long nextNumber = 1;
    private RandomAccessFile oldestFile;

    Segments(Path directory) {
        this.directory = directory;
    }

    /**
     * Finds what earlier processes have left.
     *
     * @param head the number of the next line to be read
     * @return the number of the first line that is there, or nothing where none is
     */
    Optional<Long> recover(long head) throws IOException {
        long limit = Long.MAX_VALUE;
        for (Path path : SegmentName.newestFirst(directory)) {
            nextNumber = Math.max(nextNumber, SegmentName.number(path) + 1);
            Segment segment = new Segment(path);
            try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
                limit = segment.scan(file, limit, head);
            }
            segments.addFirst(segment);
        }
        return limit == Long.MAX_VALUE ? Optional.empty() : Optional.of(limit);
    }

    SegmentWriter begin() throws IOException {
        SegmentWriter writer = SegmentWriter.create(SegmentName.in(directory, nextNumber));
        nextNumber++;
        segments.addLast(writer.segment);
        return writer;
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    Segment oldest() {
        return segments.getFirst();
    }

    void deleteOldest() throws IOException {
        closeOldest();
        Files.deleteIfExists(oldest().path);
        segments.removeFirst();
    }

    void deleteNewest() throws IOException {
        Files.deleteIfExists(segments.getLast().path);
        segments.removeLast();
    }

    /** The header of the oldest segment's next record, or nothing where it can no longer be read. */
    Optional<RecordHeader> readHeader() throws IOException {
        Segment oldest = oldest();
        if (!openOldest(oldest)) {
            return Optional.empty();
        }
        return Segment.header(oldestFile, oldest.next);
    }

    /** The payload of the oldest segment's next record, or nothing where it is not what was written. */
    Optional<byte[]> readPayload(RecordHeader header) throws IOException {
        byte[] payload = Segment.read(oldestFile, oldest().next + RecordHeader.BYTES, header.length());
        return header.matches(payload) ? Optional.of(payload) : Optional.empty();
    }

    private boolean openOldest(Segment oldest) throws IOException {
        try {
            if (oldestFile == null) {
                oldestFile = new RandomAccessFile(oldest.path.toFile(), "r");
            }
            return true;
        } catch (FileNotFoundException e) {
            // Also said where there are too many open files, which passes.
            if (Files.exists(oldest.path)) {
                throw e;
            }
            return false;
        }
    }

    void closeOldest() throws IOException {
        if (oldestFile != null) {
            oldestFile.close();
            oldestFile = null;
        }
    }

    /** What the segments take on disk. */
    long bytes() {
        return segments.stream().mapToLong(segment -> segment.bytes).sum();
    }

    /** How many batches are left to be read. */
    long batches() {
        return segments.stream().mapToLong(segment -> segment.batches).sum();
    }

    /** How many lines are left to be read. */
    long lines() {
        return segments.stream().mapToLong(segment -> segment.lines).sum();
    }

    /** The number of the line after the last. */
    long endLine() {
        return segments.stream().mapToLong(segment -> segment.endLine).max().orElse(0);
    }
}
