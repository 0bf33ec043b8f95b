package dev.livetail.journal;

import java.util.Arrays;

/**
 * Where in a file every 256th line begins: eight bytes for 256 lines.
 *
 * <p>One thread writes. An offset is written before the sequence that makes its line known is published (a volatile
 * write), and a reader asks only for lines that it knows to be published, so it sees the offset too.
 */
final class LineIndex {
    private static final int STRIDE = 256;
    private static final int INITIAL = 16;

    private volatile long[] offsets = new long[INITIAL];

    /** Remembers where a line begins, if it is one of those remembered; over what was known of it before. */
    void put(long sequence, long offset) {
        if ((sequence - 1) % STRIDE != 0) {
            return;
        }
        int i = (int) ((sequence - 1) / STRIDE);
        long[] present = offsets;
        if (i >= present.length) {
            present = Arrays.copyOf(present, present.length * 2);
            offsets = present;
        }
        present[i] = offset;
    }

    /** The nearest remembered line that is not behind this one. */
    Place before(long sequence) {
        int i = (int) ((sequence - 1) / STRIDE);
        return new Place((long) i * STRIDE + 1, offsets[i]);
    }

    /** The nearest remembered line, up to {@code last}, that is not before this one; null where there is none. */
    Place after(long sequence, long last) {
        long i = (sequence - 1 + STRIDE - 1) / STRIDE;
        long indexed = i * STRIDE + 1;
        return indexed > last ? null : new Place(indexed, offsets[(int) i]);
    }

    /**
     * Where a line is.
     *
     * @param sequence the line's number, from 1
     * @param offset the first of its bytes in the file
     */
    record Place(long sequence, long offset) {}
}
