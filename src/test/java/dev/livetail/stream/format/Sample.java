package dev.livetail.stream.format;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.Missing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What streams are told, for the tests of formats. */
final class Sample {
    static final long EPOCH = 1_700_000_000_000L;
    static final StreamEvent.Hello HELLO = new StreamEvent.Hello(id(4), id(1), id(9), false, Duration.ofSeconds(15));
    static final StreamEvent.Hello HELLO_BEFORE_GAP =
            new StreamEvent.Hello(id(4), id(5), id(9), true, Duration.ofSeconds(15));
    static final StreamEvent.Gap GAP =
            new StreamEvent.Gap(new Missing(id(5), id(1004), Missing.Reason.EVICTED), id(1004));
    static final StreamEvent.Gap GAP_OF_ONE =
            new StreamEvent.Gap(new Missing(id(5), id(5), Missing.Reason.SKIPPED), id(5));
    static final StreamEvent.Gap GAP_OF_UNKNOWN_SIZE =
            new StreamEvent.Gap(new Missing(new EventId(1, 42), null, Missing.Reason.RESTARTED), id(0));
    static final StreamEvent.Heartbeat HEARTBEAT = new StreamEvent.Heartbeat(id(12), Events.START);
    static final StreamEvent.CaughtUp CAUGHT_UP = new StreamEvent.CaughtUp(id(12), Events.START);
    static final StreamEvent.Ended ENDED = new StreamEvent.Ended("timed_out", "it took longer than 1 h");
    static final StreamEvent.Limited LIMITED = new StreamEvent.Limited(id(12));
    static final StreamEvent.Reconnect RECONNECT =
            new StreamEvent.Reconnect(id(12), Duration.ofMillis(1250), "the service is shutting down");

    private Sample() {}

    static EventId id(long sequence) {
        return new EventId(EPOCH, sequence);
    }

    /** The events as a journal numbers them, from 1. */
    static StreamEvent.Logged logged(LogEvent... events) {
        return logged(List.of(events));
    }

    static StreamEvent.Logged logged(List<LogEvent> events) {
        List<JournalEntry> entries = new ArrayList<>();
        for (LogEvent event : events) {
            entries.add(new JournalEntry(id(entries.size() + 1L), event));
        }
        return new StreamEvent.Logged(entries);
    }
}
