package dev.livetail.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A file on a disk that can be told to fail, half of what it is given written. */
final class FailingFile implements LogFile {
    private final LogFile file;
    boolean full;
    boolean truncates = true;
    int attempts;
    int forced;
    boolean closed;

    FailingFile(Path path) {
        try {
            this.file = new LogFile.OnDisk(path);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void write(byte[] bytes, int length, long position) throws IOException {
        attempts++;
        if (full) {
            file.write(bytes, length / 2, position);
            throw new IOException("No space left on device");
        }
        file.write(bytes, length, position);
    }

    @Override
    public void truncate(long size) throws IOException {
        if (!truncates) {
            throw new IOException("Input/output error");
        }
        file.truncate(size);
    }

    @Override
    public void force() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        forced++;
        file.force();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
