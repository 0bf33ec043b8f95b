package dev.livetail.perf;

import java.util.Locale;

/**
 * Takes the chunks out of an HTTP/1.1 response, however its bytes are cut into reads. It holds a few numbers and no bytes
 * once the head has come. Used by one thread.
 */
final class ChunkDecoder {
    /** Takes pieces of the body, as they come. */
    interface Body {
        void take(byte[] bytes, int from, int to);
    }

    /** A response that is not what HTTP allows, or not the one that was asked for. */
    static final class BadResponseException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BadResponseException(String message) {
            super(message);
        }
    }

    private enum State {
        HEAD,
        SIZE,
        EXTENSION,
        DATA,
        AFTER_DATA,
        TRAILER,
        END
    }

    private static final int MAX_HEAD = 16 * 1024;

    private StringBuilder head = new StringBuilder();
    private State state = State.HEAD;
    private long size;
    private int sizeDigits;
    private int trailerLine;

    boolean headSeen() {
        return state != State.HEAD;
    }

    boolean ended() {
        return state == State.END;
    }

    /** @throws BadResponseException if this is not a chunked response with status 200 */
    void take(byte[] bytes, int from, int to, Body body) {
        int at = from;
        while (at < to && state != State.END) {
            switch (state) {
                case DATA -> {
                    int length = (int) Math.min(size, to - at);
                    body.take(bytes, at, at + length);
                    at += length;
                    size -= length;
                    if (size == 0) {
                        state = State.AFTER_DATA;
                    }
                }
                case HEAD -> head(bytes[at++]);
                case SIZE -> size(bytes[at++]);
                case EXTENSION -> {
                    if (bytes[at++] == '\n') {
                        state = size == 0 ? State.TRAILER : State.DATA;
                        sizeDigits = 0;
                    }
                }
                case AFTER_DATA -> {
                    if (bytes[at++] == '\n') {
                        state = State.SIZE;
                    }
                }
                case TRAILER -> trailer(bytes[at++]);
                case END -> throw new IllegalStateException("the loop ends there");
            }
        }
        if (at < to) {
            throw new BadResponseException((to - at) + " bytes after the end of the response");
        }
    }

    private void head(byte b) {
        head.append((char) (b & 0xff));
        int length = head.length();
        if (b == '\n' && length >= 4 && head.charAt(length - 3) == '\n') {
            check(head.toString());
            head = null;
            state = State.SIZE;
        } else if (length > MAX_HEAD) {
            throw new BadResponseException("a head of more than " + MAX_HEAD + " bytes");
        }
    }

    private static void check(String head) {
        if (!head.startsWith("HTTP/1.1 200 ")) {
            throw new BadResponseException(head.lines().findFirst().orElse("no status"));
        }
        if (!head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n")) {
            throw new BadResponseException("not chunked: " + head);
        }
    }

    private void size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && sizeDigits < 8) {
            size = 16 * size + digit;
            sizeDigits++;
        } else if (sizeDigits > 0 && (b == '\r' || b == ';')) {
            state = State.EXTENSION;
        } else {
            throw new BadResponseException("byte " + b + " in the size of a chunk");
        }
    }

    private void trailer(byte b) {
        if (b == '\n') {
            if (trailerLine == 0) {
                state = State.END;
            }
            trailerLine = 0;
        } else if (b != '\r') {
            trailerLine++;
        }
    }
}
