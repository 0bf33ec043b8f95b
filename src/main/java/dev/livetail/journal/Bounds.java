package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a reader of what is there now stops, though the journal may have more. Immutable.
 *
 * @param before only events older than that of this id; an id that the journal has not given out yet bounds nothing
 * @param until only events before the first one that was logged at this instant or later: the very event with which a
 *     reader since that instant begins, so that nothing is between the two, and nothing in both
 * @param lines how many events at the most of those that the reader's filter lets pass, at least 1
 */
public record Bounds(Optional<EventId> before, Optional<Instant> until, long lines) {
    /** All that is there. */
    public static final Bounds NONE = new Bounds(Optional.empty(), Optional.empty(), Long.MAX_VALUE);

    public Bounds {
        requireNonNull(before, "before is null");
        requireNonNull(until, "until is null");
        if (lines < 1) {
            throw new IllegalArgumentException("lines must be at least 1: " + lines);
        }
    }
}
