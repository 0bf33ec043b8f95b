package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import dev.livetail.filter.EventFilter;
import java.time.Instant;

/**
 * Where in a journal a reader wants to begin. Immutable.
 *
 * <p>History, then live; the last n lines; resuming after a cut: all are one mechanism, a position from which a reader
 * then goes on. There is no moment between history and live at which a line can be lost or seen twice.
 */
public sealed interface Position {

    /** With the oldest event that is still there. */
    record Oldest() implements Position {}

    /** With the next event that is logged. */
    record Live() implements Position {}

    /**
     * So that the last events before now are seen that the reader's filter lets pass.
     *
     * @param events how many, at least 0
     */
    record Tail(int events) implements Position {
        public Tail {
            if (events < 0) {
                throw new IllegalArgumentException("events must not be negative: " + events);
            }
        }
    }

    /** With the first event that was logged at this instant or later. */
    record Since(Instant instant) implements Position {
        public Since {
            requireNonNull(instant, "instant is null");
        }
    }

    /**
     * Where both have begun: the last events, but none from before an instant.
     *
     * @param since the one that bounds by time
     * @param tail the one that bounds by number
     */
    record SinceAndTail(Since since, Tail tail) implements Position {
        public SinceAndTail {
            requireNonNull(since, "since is null");
            requireNonNull(tail, "tail is null");
        }
    }

    /** Behind the event of this id, where a reader left off. */
    record After(EventId id) implements Position {
        public After {
            requireNonNull(id, "id is null");
        }
    }

    /**
     * Behind the event of this id, in a journal that is not here: whatever followed is missing, and the place is kept
     * for the case that the journal comes back.
     */
    record Gone(EventId id) implements Position {
        public Gone {
            requireNonNull(id, "id is null");
        }
    }

    /** Finds the place in a journal. May read much of it: {@link Journal#readsBlock} holds here too. */
    default Cursor in(Journal journal, EventFilter filter) {
        return Stretch.of(journal, this, Bounds.NONE, filter, () -> false).begin();
    }
}
