package dev.livetail.perf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Holds one reader's stream against what it has to be: lines 1, 2, 3 …, each once, then the end.
 *
 * <p>It runs on the same machine as the server that it measures, for every byte that a hundred readers get. So it looks
 * for line breaks eight bytes at a time, looks for a line's number where the line before had it, and reads the time only
 * of every k-th line. Used by one thread.
 */
final class LineCheck {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;
    private static final long LINE_BREAKS = LOW * '\n';
    private static final byte[] NOTHING = {};

    private final LineFormat format;
    private final byte[] mark;
    private final int sampleEvery;
    private final Histogram latency;

    /** The beginning of a line whose end has not come yet. Empty for a reader that waits, so that thousands cost little. */
    private byte[] begun = NOTHING;

    private int begunLength;
    private int markAt;
    private long expected = 1;
    private long received;
    private long lost;
    private long repeated;
    private long unreadable;
    private long gaps;
    private long heartbeats;
    private boolean succeeded;
    private boolean endedOtherwise;

    LineCheck(LineFormat format, int sampleEvery, Histogram latency) {
        this.format = format;
        this.mark = format.mark();
        this.sampleEvery = sampleEvery;
        this.latency = latency;
    }

    /** Takes the next bytes of the stream, of which the last may be in the middle of a line. */
    void take(byte[] bytes, int from, int to, long epochNanos) {
        int start = from;
        if (begunLength > 0) {
            int end = lineBreak(bytes, from, to);
            keep(bytes, from, end < 0 ? to : end);
            if (end < 0) {
                return;
            }
            int length = begunLength;
            begunLength = 0;
            line(begun, 0, length, epochNanos);
            start = end + 1;
        }
        for (int end = lineBreak(bytes, start, to); end >= 0; end = lineBreak(bytes, start, to)) {
            line(bytes, start, end, epochNanos);
            start = end + 1;
        }
        keep(bytes, start, to);
    }

    private void keep(byte[] bytes, int from, int to) {
        int length = to - from;
        if (begunLength + length > begun.length) {
            begun = Arrays.copyOf(begun, Math.max(256, Math.max(2 * begun.length, begunLength + length)));
        }
        System.arraycopy(bytes, from, begun, begunLength, length);
        begunLength += length;
    }

    private void line(byte[] bytes, int from, int to, long epochNanos) {
        if (format.isLog(bytes, from, to)) {
            log(bytes, from, to, epochNanos);
        } else if (to > from) {
            switch (LineFormat.notice(bytes, from, to)) {
                case GAP -> gaps++;
                case HEARTBEAT -> heartbeats++;
                case SUCCEEDED -> succeeded = true;
                case ENDED_OTHERWISE, RECONNECT -> endedOtherwise = true;
                case NONE -> {}
            }
        }
    }

    private void log(byte[] bytes, int from, int to, long epochNanos) {
        int at = from + markAt;
        if (!isMark(bytes, at, to)) {
            at = from;
            while (at < to && !isMark(bytes, at, to)) {
                at++;
            }
            if (at == to) {
                unreadable++;
                return;
            }
            markAt = at - from;
        }
        at += mark.length;
        long number = 0;
        while (at < to && isDigit(bytes[at])) {
            number = 10 * number + bytes[at++] - '0';
        }
        number(number);
        if (number % sampleEvery == 0) {
            sample(bytes, at, to, epochNanos);
        }
    }

    private void number(long number) {
        received++;
        if (number == expected) {
            expected++;
        } else if (number > expected) {
            lost += number - expected;
            expected = number + 1;
        } else {
            repeated++;
        }
    }

    /** Finds {@code t=} and 19 digits, which is how many nanoseconds since the epoch have from 2001 to 2286. */
    private void sample(byte[] bytes, int from, int to, long epochNanos) {
        for (int at = from; at + 21 <= to; at++) {
            if (bytes[at] == 't' && bytes[at + 1] == '=' && isDigit(bytes[at + 2])) {
                long logged = 0;
                for (int digit = at + 2; digit < at + 21; digit++) {
                    logged = 10 * logged + bytes[digit] - '0';
                }
                latency.record(epochNanos - logged);
                return;
            }
        }
    }

    private boolean isMark(byte[] bytes, int at, int to) {
        return at + mark.length <= to && Arrays.equals(bytes, at, at + mark.length, mark, 0, mark.length);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static int lineBreak(byte[] bytes, int from, int to) {
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            // The lowest byte in which this has its high bit is the first that is a line break.
            long difference = (long) LONG.get(bytes, at) ^ LINE_BREAKS;
            long found = (difference - LOW) & ~difference & HIGH;
            if (found != 0) {
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
        }
        for (; at < to; at++) {
            if (bytes[at] == '\n') {
                return at;
            }
        }
        return -1;
    }

    long received() {
        return received;
    }

    /** How many of the lines up to {@code last} never came. */
    long lost(long last) {
        return lost + Math.max(0, last + 1 - expected);
    }

    /** How many lines came twice, or after a later one, or beyond {@code last}. */
    long repeated(long last) {
        return repeated + Math.max(0, expected - 1 - last);
    }

    /** How many lines of the log were none of {@code demo}. */
    long unreadable() {
        return unreadable;
    }

    long gaps() {
        return gaps;
    }

    long heartbeats() {
        return heartbeats;
    }

    /** Whether the stream said at its end that the run succeeded. */
    boolean succeeded() {
        return succeeded && !endedOtherwise;
    }
}
