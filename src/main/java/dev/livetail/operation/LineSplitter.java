package dev.livetail.operation;

import dev.livetail.redaction.Redactor;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Makes lines of the bytes that a process writes, however they are cut into reads.
 *
 * <p>The bytes are UTF-8; what is not is replaced by U+FFFD. LF, CR LF and a CR alone (a progress bar) end a line, and
 * the line is passed on at once. A line longer than {@link #MAX_LINE} is passed on in pieces, so that a process that
 * never ends its line cannot fill the heap. No secret is cut into two, since neither part would be recognised. Not
 * thread-safe.
 */
final class LineSplitter {
    /** The longest line that stays whole, in UTF-16 units. */
    static final int MAX_LINE = 1 << 20;

    /** How much of what follows must be known to tell where a line can be cut. */
    private static final int LOOK_AHEAD = 4096;

    private static final int BUFFER = 8192;

    /** Takes lines, and may wait before it does. */
    interface LineSink {
        void line(String line) throws InterruptedException;
    }

    private final LineSink sink;
    private final Redactor redactor;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER);
    private final StringBuilder line = new StringBuilder();
    private boolean afterCarriageReturn;
    /** A secret that is longer than a piece goes on. */
    private boolean withinSecret;

    LineSplitter(LineSink sink, Redactor redactor) {
        this.sink = sink;
        this.redactor = redactor;
    }

    /** Takes the next bytes. */
    void feed(byte[] buffer, int length) throws InterruptedException {
        int offset = 0;
        while (offset < length) {
            // The first few bytes of a character may still be there from the last time.
            int count = Math.min(bytes.remaining(), length - offset);
            bytes.put(buffer, offset, count);
            offset += count;
            decode(false);
        }
    }

    /** There are no more bytes: passes on what is left, if that is anything. */
    void end() throws InterruptedException {
        decode(true);
        while (decoder.flush(chars) == CoderResult.OVERFLOW) {
            takeChars();
        }
        takeChars();
        if (!line.isEmpty()) {
            endLine();
        }
    }

    private void decode(boolean last) throws InterruptedException {
        bytes.flip();
        while (decoder.decode(bytes, chars, last) == CoderResult.OVERFLOW) {
            takeChars();
        }
        bytes.compact();
        takeChars();
    }

    private void takeChars() throws InterruptedException {
        chars.flip();
        int begin = 0;
        for (int i = 0; i < chars.length(); i++) {
            char c = chars.charAt(i);
            if (c == '\n' || c == '\r') {
                append(begin, i);
                begin = i + 1;
                // The CR before this LF has ended the line already.
                if (c == '\r' || !afterCarriageReturn) {
                    endLine();
                }
            }
            afterCarriageReturn = c == '\r';
        }
        append(begin, chars.length());
        chars.clear();
    }

    private void append(int begin, int end) throws InterruptedException {
        if (withinSecret) {
            return;
        }
        line.append(chars, begin, end);
        while (line.length() > MAX_LINE + LOOK_AHEAD && !withinSecret) {
            passPiece();
        }
    }

    private void endLine() throws InterruptedException {
        while (line.length() > MAX_LINE && !withinSecret) {
            passPiece();
        }
        if (withinSecret) {
            withinSecret = false;
        } else {
            pass(line.length());
        }
    }

    private void passPiece() throws InterruptedException {
        int seam = redactor.seam(line.toString(), MAX_LINE);
        if (seam == 0) {
            // Its beginning tells what it is; what follows would not.
            withinSecret = true;
            pass(MAX_LINE);
            line.setLength(0);
        } else {
            pass(Character.isHighSurrogate(line.charAt(seam - 1)) ? seam - 1 : seam);
        }
    }

    private void pass(int length) throws InterruptedException {
        String whole = line.substring(0, length);
        line.delete(0, length);
        if (line.isEmpty() && line.capacity() > BUFFER * 16) {
            // One long line must not be paid for as long as the process lives.
            line.setLength(0);
            line.trimToSize();
        }
        sink.line(whole);
    }
}
