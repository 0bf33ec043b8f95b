package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import dev.livetail.event.LogEvent;

/** An event at its place in a journal. Immutable. */
public record JournalEntry(EventId id, LogEvent event) {
    public JournalEntry {
        requireNonNull(id, "id is null");
        requireNonNull(event, "event is null");
    }

    public long sequence() {
        return id.sequence();
    }
}
