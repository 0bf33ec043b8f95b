package dev.livetail.hub;

import java.io.Serial;

/** The hub has as many readers as it may have. */
public final class TooManyStreamsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    TooManyStreamsException(int maxStreams) {
        super("there are " + maxStreams + " streams already", null, false, false);
    }
}
