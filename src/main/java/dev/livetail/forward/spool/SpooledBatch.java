package dev.livetail.forward.spool;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;

/**
 * Lines that are delivered together, or not at all.
 *
 * @param first the id of the first line
 * @param last the id of the last line
 * @param lines how many lines it has, at least 1
 * @param payload the lines as they are to be kept; not copied, so it must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // a copy of each batch would cost more than all else here
public record SpooledBatch(EventId first, EventId last, int lines, byte[] payload) {
    public SpooledBatch {
        requireNonNull(first, "first is null");
        requireNonNull(last, "last is null");
        requireNonNull(payload, "payload is null");
        if (lines < 1) {
            throw new IllegalArgumentException("lines must be at least 1: " + lines);
        }
    }
}
