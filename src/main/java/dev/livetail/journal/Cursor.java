package dev.livetail.journal;

import java.util.Optional;

/**
 * Where a reader stands in a journal: the number of the event it wants next, and never a reference into the journal, so
 * that a reader who stays away pins nothing. Immutable.
 *
 * @param next sequence of the next event, at least 1
 * @param missingBefore what the reader asked for but cannot be given, or null
 */
public record Cursor(long next, Missing missingBefore) {
    public Cursor {
        if (next < 1) {
            throw new IllegalArgumentException("next must be at least 1: " + next);
        }
    }

    static Cursor at(long next) {
        return new Cursor(next, null);
    }

    public Optional<Missing> missing() {
        return Optional.ofNullable(missingBefore);
    }
}
