package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.Missing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a reader is told: log lines, and everything it needs to know about which lines it gets. Immutable. */
public sealed interface StreamEvent {

    /**
     * The first event of every stream: where the replay truly begins.
     *
     * @param after the id behind which it begins; resuming after it gives the same replay
     * @param oldest id of the oldest event that the journal still has; its sequence is one more than {@code latest}'s
     *     where the journal is empty
     * @param latest id of the newest event; its sequence is 0 where there was none yet
     * @param gapFollows whether what was asked for is not all there, as the gap that follows at once will tell; until
     *     then the reader must not take {@code after} for its position, or a cut here would hide the gap for good
     * @param heartbeat after how much silence a heartbeat comes
     */
    record Hello(EventId after, EventId oldest, EventId latest, boolean gapFollows, Duration heartbeat)
            implements StreamEvent {
        public Hello {
            requireNonNull(after, "after is null");
            requireNonNull(oldest, "oldest is null");
            requireNonNull(latest, "latest is null");
            requireNonNull(heartbeat, "heartbeat is null");
        }
    }

    /** Log lines, in their order, as many as were there. Never empty. */
    record Logged(List<JournalEntry> entries) implements StreamEvent {
        public Logged {
            entries = List.copyOf(entries);
        }
    }

    /**
     * Lines that this reader does not get, before the line that follows them.
     *
     * @param missing which lines, and why
     * @param passed the last event that this reader's position has passed, this gap included
     */
    record Gap(Missing missing, EventId passed) implements StreamEvent {
        public Gap {
            requireNonNull(missing, "missing is null");
            requireNonNull(passed, "passed is null");
        }
    }

    /**
     * Nothing was sent for a while, and all is well.
     *
     * @param passed the last event that this reader's position has passed, seen or filtered out
     * @param at when
     */
    record Heartbeat(EventId passed, Instant at) implements StreamEvent {
        public Heartbeat {
            requireNonNull(passed, "passed is null");
            requireNonNull(at, "at is null");
        }
    }

    /**
     * The reader has come to the journal's end, and its filter has kept lines from it on the way: it cannot know from the
     * lines it got that there are no others. Comes at most once.
     *
     * @param passed the last event that this reader's position has passed, seen or filtered out
     * @param at when
     */
    record CaughtUp(EventId passed, Instant at) implements StreamEvent {
        public CaughtUp {
            requireNonNull(passed, "passed is null");
            requireNonNull(at, "at is null");
        }
    }

    /**
     * The last event: nothing more will come, now or later.
     *
     * @param state one word: why
     * @param text the same as a sentence for people
     * @param details what else there is to know, as JSON members: strings, numbers, booleans, maps of these
     */
    record Ended(String state, String text, Map<String, Object> details) implements StreamEvent {
        public Ended {
            requireNonNull(state, "state is null");
            requireNonNull(text, "text is null");
            details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
        }

        public Ended(String state, String text) {
            this(state, text, Map.of());
        }
    }

    /**
     * The last event for a reader that asked for no more lines than it got, though there are more to look at: they come
     * to a reader that goes on behind {@code passed}.
     *
     * @param passed the last event that this reader's position has passed, which is the last that it got
     */
    record Limited(EventId passed) implements StreamEvent {
        public Limited {
            requireNonNull(passed, "passed is null");
        }
    }

    /**
     * The last event of this connection: more will come, to a reader that connects again behind {@code passed}.
     *
     * @param passed the last event that this reader's position has passed
     * @param delay how long to wait; different for each reader, so that they do not come back all at once
     * @param reason why, as a sentence for people
     */
    record Reconnect(EventId passed, Duration delay, String reason) implements StreamEvent {
        public Reconnect {
            requireNonNull(passed, "passed is null");
            requireNonNull(delay, "delay is null");
            requireNonNull(reason, "reason is null");
        }
    }
}
