package dev.livetail.operation;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;

/** Reads what a run has logged. */
final class Logged {
    private Logged() {}

    static List<LogEvent> events(Run run) {
        List<LogEvent> events = new ArrayList<>();
        List<JournalEntry> block = run.journal().read(1, 1000, Integer.MAX_VALUE);
        while (!block.isEmpty()) {
            block.forEach(entry -> events.add(entry.event()));
            block = run.journal().read(block.getLast().sequence() + 1, 1000, Integer.MAX_VALUE);
        }
        return events;
    }

    static List<String> messages(Run run) {
        return events(run).stream().map(LogEvent::message).toList();
    }
}
