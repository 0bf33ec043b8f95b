package dev.livetail.hub;

import dev.livetail.journal.JournalEntry;
import java.util.List;

/**
 * A stretch of a journal, filtered and encoded once for all readers that come by. Immutable.
 *
 * @param first sequence of the first event in it
 * @param next sequence of the event behind it
 * @param sent how many events passed the filter
 * @param weight about how many bytes it takes
 * @param payload those events, encoded; null where there are none
 */
record Chunk<T>(long first, long next, int sent, int weight, T payload) {

    static <T> Chunk<T> of(List<JournalEntry> read, List<JournalEntry> wanted, StreamEncoder<T> encoder) {
        int weight = 64;
        for (JournalEntry entry : wanted) {
            weight += entry.event().estimatedBytes();
        }
        return new Chunk<>(
                read.getFirst().sequence(),
                read.getLast().sequence() + 1,
                wanted.size(),
                weight,
                wanted.isEmpty() ? null : encoder.encode(new StreamEvent.Logged(wanted)));
    }

    int filtered() {
        return (int) (next - first) - sent;
    }
}
