package dev.livetail.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** Where a journal's bytes go. For one thread at a time. */
interface LogFile extends Closeable {
    void write(byte[] bytes, int length, long position) throws IOException;

    void truncate(long size) throws IOException;

    /** Returns when the device has what was written. */
    void force() throws IOException;

    /**
     * A file on disk. Not a {@code FileChannel}: that one closes itself when its thread is interrupted, and cancelling a
     * run interrupts threads.
     */
    final class OnDisk implements LogFile {
        private final RandomAccessFile file;

        OnDisk(Path path) throws IOException {
            this.file = new RandomAccessFile(path.toFile(), "rw");
        }

        @Override
        public void write(byte[] bytes, int length, long position) throws IOException {
            file.seek(position);
            file.write(bytes, 0, length);
        }

        @Override
        public void truncate(long size) throws IOException {
            file.setLength(size);
        }

        @Override
        public void force() throws IOException {
            file.getFD().sync();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
