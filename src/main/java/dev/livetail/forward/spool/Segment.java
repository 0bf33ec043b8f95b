package dev.livetail.forward.spool;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known of one file of a spool: how far it is whole, how far it is read, and what lies between. For one thread at a
 * time.
 */
final class Segment {
    final Path path;

    /** What the file takes on disk; more than {@link #whole} where it ends in what is no record. */
    long bytes = SegmentHeader.BYTES;

    /** Where the last whole record ends. */
    long whole = SegmentHeader.BYTES;

    /** Where the next record to be read begins. */
    long next = SegmentHeader.BYTES;

    /** The number of the line after the last whole record; 0 where there is none. */
    long endLine;

    /** When the newest record was appended, in milliseconds since 1970. */
    long newest = Long.MIN_VALUE;

    /** From {@link #next} on. */
    long batches;

    /** From {@link #next} on. */
    long lines;

    Segment(Path path) {
        this.path = path;
    }

    void appended(RecordHeader record) {
        found(record);
        bytes = whole;
    }

    void passed(RecordHeader record) {
        next += record.size();
        batches--;
        lines -= record.lines();
    }

    /** Nothing of it is to be read any more. */
    void allPassed() {
        next = whole;
        batches = 0;
        lines = 0;
    }

    private void found(RecordHeader record) {
        whole += record.size();
        endLine = record.end();
        newest = Math.max(newest, record.time());
        batches++;
        lines += record.lines();
    }

    /**
     * Finds the whole records of a file that another process has left, by their headers; payloads are looked at when they
     * are read.
     *
     * @param file the file of this segment
     * @param limit where the next segment begins: records beyond were never acknowledged, and their numbers given to others
     * @param head the number of the next line to be read
     * @return the number of the first line, or {@code limit} where there is no record
     */
    long scan(RandomAccessFile file, long limit, long head) throws IOException {
        bytes = file.length();
        if (!SegmentHeader.isWhole(read(file, 0, SegmentHeader.BYTES))) {
            return limit;
        }
        long firstLine = limit;
        for (Optional<RecordHeader> record = header(file, whole); record.isPresent(); record = header(file, whole)) {
            RecordHeader header = record.get();
            boolean torn = whole + header.size() > bytes;
            if (torn || header.line() < endLine || header.end() > limit) {
                break;
            }
            if (whole == SegmentHeader.BYTES) {
                firstLine = header.line();
            }
            found(header);
            if (header.line() < head) {
                passed(header);
            }
        }
        return firstLine;
    }

    /** The header at this offset, or nothing where there is none that is whole. */
    static Optional<RecordHeader> header(RandomAccessFile file, long offset) throws IOException {
        return offset + RecordHeader.BYTES > file.length()
                ? Optional.empty()
                : RecordHeader.decoded(read(file, offset, RecordHeader.BYTES));
    }

    /** As many bytes as there are; zeros stand for the others. */
    static byte[] read(RandomAccessFile file, long offset, int length) throws IOException {
        byte[] bytes = new byte[length];
        file.seek(offset);
        int read = 0;
        while (read < length) {
            int more = file.read(bytes, read, length - read);
            if (more < 0) {
                break;
            }
            read += more;
        }
        return bytes;
    }
}
