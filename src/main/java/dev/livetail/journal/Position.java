package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import dev.livetail.filter.EventFilter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
        return switch (this) {
            case Oldest() -> Cursor.at(journal.first());
            case Live() -> Cursor.at(journal.last() + 1);
            case Tail(int events) -> Cursor.at(Search.tail(journal, filter, events));
            case Since(Instant instant) -> Cursor.at(Search.since(journal, instant));
            case SinceAndTail(Since(Instant instant), Tail(int events)) ->
                Cursor.at(Math.max(Search.since(journal, instant), Search.tail(journal, filter, events)));
            case After(EventId id) -> after(journal, id);
            case Gone(EventId id) -> new Cursor(id.sequence() + 1, new Missing(next(id), null, Missing.Reason.GONE));
        };
    }

    private static Cursor after(Journal journal, EventId id) {
        if (id.epoch() != journal.epoch()) {
            return new Cursor(journal.first(), new Missing(next(id), null, Missing.Reason.RESTARTED));
        }
        long last = journal.last();
        if (id.sequence() > last) {
            return new Cursor(last + 1, new Missing(journal.id(last + 1), id, Missing.Reason.UNKNOWN));
        }
        return Cursor.at(id.sequence() + 1);
    }

    private static EventId next(EventId id) {
        return new EventId(id.epoch(), id.sequence() + 1);
    }

    /** Looks for places by reading, since a journal knows its events by number alone. */
    final class Search {
        private static final int BLOCK = 256;
        private static final int BLOCK_BYTES = 4 * 1024 * 1024;

        private Search() {}

        static long tail(Journal journal, EventFilter filter, int events) {
            long behind = journal.last() + 1;
            if (filter.matchesAll()) {
                return Math.max(journal.first(), behind - events);
            }
            int missing = events;
            long begin = behind;
            while (missing > 0 && begin > journal.first()) {
                long blockBegin = Math.max(journal.first(), begin - BLOCK);
                List<Long> passed = passed(journal, filter, blockBegin, begin);
                if (passed.size() >= missing) {
                    return passed.get(passed.size() - missing);
                }
                missing -= passed.size();
                begin = blockBegin;
            }
            return missing == events ? behind : Math.max(begin, journal.first());
        }

        /** The sequences of those events of a block that the filter lets pass; of the events only some are held. */
        private static List<Long> passed(Journal journal, EventFilter filter, long begin, long behind) {
            List<Long> passed = new ArrayList<>();
            long next = begin;
            while (next < behind) {
                List<JournalEntry> some = journal.read(next, (int) (behind - next), BLOCK_BYTES);
                if (some.isEmpty()) {
                    break;
                }
                for (JournalEntry entry : some) {
                    // Where the block has been overwritten meanwhile, what is read instead is behind it.
                    if (entry.sequence() < behind && filter.matches(entry.event())) {
                        passed.add(entry.sequence());
                    }
                }
                next = some.getLast().sequence() + 1;
            }
            return passed;
        }

        static long since(Journal journal, Instant instant) {
            long low = journal.first();
            long high = journal.last() + 1;
            while (high - low > BLOCK) {
                long middle = low + (high - low) / 2;
                List<JournalEntry> one = journal.read(middle, 1, 1);
                if (one.isEmpty() || !one.getFirst().event().timestamp().isBefore(instant)) {
                    high = middle;
                } else {
                    low = middle;
                }
            }
            // Threads that log at once may be out of order by a little, so look from a block before.
            return firstNotBefore(journal, Math.max(journal.first(), low - BLOCK), instant);
        }

        private static long firstNotBefore(Journal journal, long from, Instant instant) {
            long next = from;
            List<JournalEntry> block = journal.read(next, BLOCK, BLOCK_BYTES);
            while (!block.isEmpty()) {
                for (JournalEntry entry : block) {
                    if (!entry.event().timestamp().isBefore(instant)) {
                        return entry.sequence();
                    }
                }
                next = block.getLast().sequence() + 1;
                block = journal.read(next, BLOCK, BLOCK_BYTES);
            }
            return next;
        }
    }
}
