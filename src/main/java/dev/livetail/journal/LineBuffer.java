package dev.livetail.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;

/** Bytes on their way to a file, of which the newest can be taken back. For one thread at a time. */
final class LineBuffer extends OutputStream {
    private static final int INITIAL = 8 * 1024;
    /** An array that one huge line has made larger than this is not kept for the small ones that follow. */
    private static final int KEPT = 256 * 1024;

    private static final int MAX = 1 << 30;

    private byte[] bytes = new byte[INITIAL];
    private int size;

    @Override
    public void write(int b) throws IOException {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    void cutTo(int newSize) {
        size = newSize;
    }

    void clear() {
        size = 0;
        if (bytes.length > KEPT) {
            bytes = new byte[INITIAL];
        }
    }

    private void reserve(int more) throws IOException {
        if (more > MAX - size) {
            throw new IOException("more than " + MAX + " bytes");
        }
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(MAX, Math.max(2L * bytes.length, size + more)));
        }
    }
}
