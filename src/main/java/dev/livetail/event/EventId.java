package dev.livetail.event;

import java.util.Optional;

/**
 * Where an event stands in a journal, written {@code <epoch>-<sequence>}.
 *
 * <p>The epoch names the journal's incarnation (the instant it was started, in milliseconds since 1970); the sequence
 * grows by exactly one for each event. So a reader can prove that nothing is missing between two ids of one epoch, and
 * an id of another incarnation is recognised as such. The text is digits and one dash only, which keeps it safe as the
 * {@code id} field of a server-sent event.
 *
 * @param epoch the journal's incarnation, at least 0
 * @param sequence the event's number, from 1; 0 stands before the first event
 */
public record EventId(long epoch, long sequence) implements Comparable<EventId> {
    private static final int MAX_DIGITS = 18;

    public EventId {
        if (epoch < 0 || sequence < 0) {
            throw new IllegalArgumentException("epoch and sequence must not be negative: " + epoch + ", " + sequence);
        }
    }

    /** The id that this text stands for, or nothing if the text is no event id. */
    public static Optional<EventId> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0 || !isNumber(text, 0, dash) || !isNumber(text, dash + 1, text.length())) {
            return Optional.empty();
        }
        return Optional.of(
                new EventId(Long.parseLong(text, 0, dash, 10), Long.parseLong(text, dash + 1, text.length(), 10)));
    }

    private static boolean isNumber(String text, int from, int to) {
        if (to <= from || to - from > MAX_DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int compareTo(EventId other) {
        int byEpoch = Long.compare(epoch, other.epoch);
        return byEpoch != 0 ? byEpoch : Long.compare(sequence, other.sequence);
    }

    @Override
    public String toString() {
        return epoch + "-" + sequence;
    }
}
