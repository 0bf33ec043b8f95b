package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import dev.livetail.filter.EventFilter;
import java.util.function.BooleanSupplier;

/**
 * The part of a journal that a reader has asked for. Immutable.
 *
 * @param begin where it begins, and what of it is not there
 * @param behind sequence of the first event that is not in it any more, at least 1
 */
public record Stretch(Cursor begin, long behind) {
    public Stretch {
        requireNonNull(begin, "begin is null");
    }

    /**
     * Finds the part in a journal. May read much of it: {@link Journal#readsBlock} holds here too.
     *
     * @param abandoned asked now and then whether nobody waits for this any more
     * @throws java.util.concurrent.CancellationException if that is so
     */
    public static Stretch of(
            Journal journal, Position position, Bounds bounds, EventFilter filter, BooleanSupplier abandoned) {
        if (bounds.before().isPresent() && bounds.before().get().epoch() != journal.epoch()) {
            return ofAnotherIncarnation(journal, position, bounds.before().get());
        }
        Search search = new Search(journal, abandoned);
        long behind = search.behind(bounds);
        return new Stretch(search.begin(position, filter, behind), behind);
    }

    /** Nothing of this journal is older than an event of another one; and of that one nothing is here. */
    private static Stretch ofAnotherIncarnation(Journal journal, Position position, EventId before) {
        long first = position instanceof Position.After(EventId after) && after.epoch() == before.epoch()
                ? after.sequence() + 1
                : 1;
        Missing missing = first < before.sequence()
                ? new Missing(
                        new EventId(before.epoch(), first),
                        new EventId(before.epoch(), before.sequence() - 1),
                        Missing.Reason.RESTARTED)
                : null;
        return new Stretch(new Cursor(journal.first(), missing), journal.first());
    }
}
