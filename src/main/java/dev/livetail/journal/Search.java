package dev.livetail.journal;

import dev.livetail.event.EventId;
import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Position.After;
import dev.livetail.journal.Position.Gone;
import dev.livetail.journal.Position.Live;
import dev.livetail.journal.Position.Oldest;
import dev.livetail.journal.Position.Since;
import dev.livetail.journal.Position.SinceAndTail;
import dev.livetail.journal.Position.Tail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Looks for places by reading, since a journal knows its events by number alone. For one thread. */
final class Search {
    private static final int BLOCK = 256;
    private static final int BLOCK_BYTES = 4 * 1024 * 1024;

    private final Journal journal;
    private final BooleanSupplier abandoned;

    /** @param abandoned asked before each block, after which a search ends with a {@link CancellationException} */
    Search(Journal journal, BooleanSupplier abandoned) {
        this.journal = journal;
        this.abandoned = abandoned;
    }

    /** Sequence of the first event that is out of bounds. */
    long behind(Bounds bounds) {
        long behind = journal.last() + 1;
        if (bounds.before().isPresent()) {
            behind = Math.min(behind, Math.max(1, bounds.before().get().sequence()));
        }
        return bounds.until().isPresent()
                ? Math.min(behind, since(bounds.until().get()))
                : behind;
    }

    /** Where a reader begins who stops before the event {@code behind}. */
    Cursor begin(Position position, EventFilter filter, long behind) {
        return switch (position) {
            case Oldest() -> Cursor.at(journal.first());
            case Live() -> Cursor.at(journal.last() + 1);
            case Tail(int events) -> Cursor.at(tail(filter, events, behind));
            case Since(Instant instant) -> Cursor.at(since(instant));
            case SinceAndTail(Since(Instant instant), Tail(int events)) ->
                Cursor.at(Math.max(since(instant), tail(filter, events, behind)));
            case After(EventId id) -> after(id);
            case Gone(EventId id) -> new Cursor(id.sequence() + 1, new Missing(next(id), null, Missing.Reason.GONE));
        };
    }

    private Cursor after(EventId id) {
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

    private long tail(EventFilter filter, int events, long behind) {
        if (filter.matchesAll()) {
            return Math.max(journal.first(), behind - events);
        }
        int missing = events;
        long begin = behind;
        while (missing > 0 && begin > journal.first()) {
            // Where a file knows its lines' places, so that of each block nothing is read but the block.
            long blockBegin = Math.max(journal.first(), (begin - 2) / BLOCK * BLOCK + 1);
            List<Long> passed = passed(filter, blockBegin, begin);
            if (passed.size() >= missing) {
                return passed.get(passed.size() - missing);
            }
            missing -= passed.size();
            begin = blockBegin;
        }
        return missing == events ? Math.max(behind, journal.first()) : Math.max(begin, journal.first());
    }

    /** The sequences of those events of a block that the filter lets pass; of the events only some are held. */
    private List<Long> passed(EventFilter filter, long begin, long behind) {
        List<Long> passed = new ArrayList<>();
        long next = begin;
        while (next < behind) {
            List<JournalEntry> some = read(next, (int) (behind - next), BLOCK_BYTES);
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

    private long since(Instant instant) {
        long low = journal.first();
        long high = journal.last() + 1;
        while (high - low > BLOCK) {
            long middle = low + (high - low) / 2;
            List<JournalEntry> one = read(middle, 1, 1);
            if (one.isEmpty() || !one.getFirst().event().timestamp().isBefore(instant)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        // Threads that log at once may be out of order by a little, so look from a block before.
        return firstNotBefore(Math.max(journal.first(), low - BLOCK), instant);
    }

    private long firstNotBefore(long from, Instant instant) {
        long next = from;
        List<JournalEntry> block = read(next, BLOCK, BLOCK_BYTES);
        while (!block.isEmpty()) {
            for (JournalEntry entry : block) {
                if (!entry.event().timestamp().isBefore(instant)) {
                    return entry.sequence();
                }
            }
            next = block.getLast().sequence() + 1;
            block = read(next, BLOCK, BLOCK_BYTES);
        }
        return next;
    }

    private List<JournalEntry> read(long from, int limit, int maxBytes) {
        if (abandoned.getAsBoolean()) {
            throw new CancellationException("nobody waits for this search any more");
        }
        return journal.read(from, limit, maxBytes);
    }
}
