package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventId;
import java.util.OptionalLong;

/**
 * Events that a reader should have had and does not get.
 *
 * @param first the first of them
 * @param last the last of them, or null where nobody can know: another incarnation of the journal had them
 * @param reason why
 */
public record Missing(EventId first, EventId last, Reason reason) {
    public Missing {
        requireNonNull(first, "first is null");
        requireNonNull(reason, "reason is null");
    }

    /** How many they are, where that is known. */
    public OptionalLong count() {
        return last == null ? OptionalLong.empty() : OptionalLong.of(last.sequence() - first.sequence() + 1);
    }

    /** Why events are missing. */
    public enum Reason {
        /** The journal is bounded, and newer events took their place before the reader came for them. */
        EVICTED("newer lines took their place"),
        /** The reader was slow and had asked to go on with the newest. */
        SKIPPED("the reader was slow and asked for the newest"),
        /** The id is of another incarnation: the service was started again, and its memory with it. */
        RESTARTED("the service was started again, or another of its processes answers"),
        /** The id is one that the journal has not given out: what followed the last line on disk was lost in a crash. */
        UNKNOWN("the journal does not have that id"),
        /** The whole journal is not here: it was with another process, or is kept no longer. */
        GONE("this process does not have that log");

        private final String explanation;

        Reason(String explanation) {
            this.explanation = explanation;
        }

        public String explanation() {
            return explanation;
        }
    }
}
