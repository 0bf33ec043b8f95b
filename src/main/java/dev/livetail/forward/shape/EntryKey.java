package dev.livetail.forward.shape;

import dev.livetail.event.LogSource;
import dev.livetail.journal.JournalEntry;

/** Names an entry among those of all processes: two that start in the same millisecond give out the same event ids. */
final class EntryKey {
    private EntryKey() {}

    /** {@code 1795253646123-42@web-1:4711}, the same each time that the entry is sent. */
    static String of(JournalEntry entry) {
        LogSource source = entry.event().source();
        return entry.id() + "@" + source.hostName() + ":" + source.processId();
    }
}
