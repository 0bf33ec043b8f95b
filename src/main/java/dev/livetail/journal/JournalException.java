package dev.livetail.journal;

import java.io.Serial;

/** A journal's file could not be read or written; the message names the file. */
public final class JournalException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
