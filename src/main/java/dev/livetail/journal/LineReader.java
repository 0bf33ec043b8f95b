package dev.livetail.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * Reads the lines of a stretch of a file, in blocks. For one thread.
 *
 * <p>Each reader has a file of its own open while it reads. Not a {@code FileChannel}: that one closes itself when its
 * thread is interrupted.
 */
final class LineReader implements Closeable {
    private static final int BLOCK = 64 * 1024;
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long NEWLINES = 0x0a0a0a0a0a0a0a0aL;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private final RandomAccessFile file;
    private final long end;
    private byte[] buffer;
    private int filled;
    private long bufferOffset;
    private int start;
    private int length;
    private int next;

    /** Of the bytes from {@code offset} to {@code end}, which the file must have. */
    LineReader(Path path, long offset, long end) throws IOException {
        this.end = end;
        this.bufferOffset = offset;
        this.buffer = new byte[(int) Math.min(BLOCK, end - offset)];
        this.file = new RandomAccessFile(path.toFile(), "r");
        try {
            file.seek(offset);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** Moves to the next line; false where there is none. The last line needs no line break. */
    boolean next() throws IOException {
        start = next;
        int from = next;
        while (true) {
            int found = newline(buffer, from, filled);
            if (found >= 0) {
                length = found - start;
                next = found + 1;
                return true;
            }
            from = filled - start;
            if (!fill()) {
                length = filled - start;
                next = filled;
                return length > 0;
            }
        }
    }

    /** The bytes that the line stands in, until the next call of {@link #next}. */
    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return length;
    }

    /** The offset in the file at which the line begins. */
    long offset() {
        return bufferOffset + start;
    }

    /** The offset in the file at which the next line begins. */
    long nextOffset() {
        return bufferOffset + next;
    }

    /** Reads more behind what there is of the present line, which moves to the front. */
    private boolean fill() throws IOException {
        long behind = bufferOffset + filled;
        if (behind == end) {
            return false;
        }
        int kept = filled - start;
        byte[] target = buffer;
        if (kept > buffer.length / 2) {
            // A line longer than the block: grow by doubling, so that it is copied a few times only.
            target = new byte[(int) Math.min(Math.max(2L * kept, BLOCK), kept + (end - behind))];
        }
        System.arraycopy(buffer, start, target, 0, kept);
        buffer = target;
        bufferOffset += start;
        next -= start;
        start = 0;
        filled = kept;
        int read = file.read(buffer, kept, (int) Math.min(end - behind, buffer.length - kept));
        if (read < 0) {
            throw new EOFException("the file ends at " + behind + ", but had " + end + " bytes");
        }
        filled += read;
        return true;
    }

    /** Index of the first line feed; -1 where there is none. Looks at eight bytes at once. */
    static int newline(byte[] bytes, int from, int to) {
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            // A byte of x is zero where the text has a line feed; the subtraction borrows from the first such byte on.
            long x = (long) LONGS.get(bytes, i) ^ NEWLINES;
            long zeros = (x - LOW_BITS) & ~x & HIGH_BITS;
            if (zeros != 0) {
                return i + Long.numberOfTrailingZeros(zeros) / Byte.SIZE;
            }
        }
        for (; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
