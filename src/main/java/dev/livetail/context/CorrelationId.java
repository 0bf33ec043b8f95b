package dev.livetail.context;

import com.github.f4b6a3.uuid.UuidCreator;

/** The id by which a request is found in the logs of all services that it passed through. */
public final class CorrelationId {
    private static final int MAX_LENGTH = 128;

    private CorrelationId() {}

    /** A new one: a UUID of version 7 (RFC 9562), so that ids sort by time. */
    public static String next() {
        // It has to be unique, not hard to guess: it opens nothing.
        return UuidCreator.getTimeOrderedEpochFast().toString();
    }

    /** Whether a client's own id is taken: 1 to 128 letters, digits, dots, underscores and dashes, all of ASCII. */
    public static boolean isWellFormed(String id) {
        if (id.isEmpty() || id.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            if (!isAllowed(id.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
