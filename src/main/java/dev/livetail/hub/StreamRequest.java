package dev.livetail.hub;

import static java.util.Objects.requireNonNull;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Position;
import java.util.function.Supplier;

/**
 * What a reader asks for.
 *
 * @param journal what to read
 * @param position where to begin
 * @param bounds where to end before the end of what is there; {@link Bounds#NONE} for a reader that follows
 * @param filter which events
 * @param follow whether to go on with what is logged later, or to end with what is there now
 * @param onSlow what to do when the journal has overtaken this reader
 * @param ending asked, when nothing more will come, what to tell the reader last
 * @param tally is told what the reader is given
 */
public record StreamRequest(
        Journal journal,
        Position position,
        Bounds bounds,
        EventFilter filter,
        boolean follow,
        OverflowPolicy onSlow,
        Supplier<StreamEvent.Ended> ending,
        StreamTally tally) {
    public StreamRequest {
        requireNonNull(journal, "journal is null");
        requireNonNull(position, "position is null");
        requireNonNull(bounds, "bounds is null");
        requireNonNull(filter, "filter is null");
        requireNonNull(onSlow, "onSlow is null");
        requireNonNull(ending, "ending is null");
        requireNonNull(tally, "tally is null");
        if (follow && !bounds.equals(Bounds.NONE)) {
            throw new IllegalArgumentException("who follows has no bounds: " + bounds);
        }
    }

    /** A reader without bounds, of whom nobody will tell. */
    public StreamRequest(
            Journal journal,
            Position position,
            EventFilter filter,
            boolean follow,
            OverflowPolicy onSlow,
            Supplier<StreamEvent.Ended> ending) {
        this(journal, position, Bounds.NONE, filter, follow, onSlow, ending, new StreamTally());
    }

    boolean isBounded() {
        return !bounds.equals(Bounds.NONE);
    }
}
