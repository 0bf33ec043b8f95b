package dev.livetail.forward.spool;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Appends to one segment. After an {@link IOException} it is of no more use: what the file has beyond the last record was
 * cut off, or will be taken for no record by whoever reads it. Not a {@code FileChannel}: that one closes itself when its
 * thread is interrupted. For one thread at a time.
 */
final class SegmentWriter implements Closeable {
    final Segment segment;

    private final RandomAccessFile file;

    private SegmentWriter(Segment segment, RandomAccessFile file) {
        this.segment = segment;
        this.file = file;
    }

    static SegmentWriter create(Path path) throws IOException {
        RandomAccessFile file = null;
        try {
            OwnerOnly.createFile(path);
            file = new RandomAccessFile(path.toFile(), "rw");
            file.write(SegmentHeader.encoded());
            return new SegmentWriter(new Segment(path), file);
        } catch (IOException e) {
            if (file != null) {
                file.close();
            }
            Files.deleteIfExists(path);
            throw e;
        }
    }

    void append(RecordHeader header, byte[] payload) throws IOException {
        byte[] record = new byte[Math.toIntExact(header.size())];
        header.encode(record);
        System.arraycopy(payload, 0, record, RecordHeader.BYTES, payload.length);
        file.seek(segment.whole);
        file.write(record);
    }

    void force() throws IOException {
        file.getFD().sync();
    }

    /** Takes back what was written beyond the last record. */
    void cut() throws IOException {
        file.setLength(segment.whole);
    }

    /** Makes the names of new files survive; some systems have no such thing to offer, and need none. */
    static void forceNames(Path directory) {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        } catch (IOException e) {
            return;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
