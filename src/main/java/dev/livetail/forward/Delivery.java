package dev.livetail.forward;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What came of one try to hand over a batch. */
sealed interface Delivery {

    /** All of it was taken. */
    record Delivered() implements Delivery {}

    /**
     * The sink has looked at each line for itself; what is in neither was taken.
     *
     * @param again the indexes of those that may be taken another time, ascending
     * @param refused the reason, by index, for those that never will be
     * @param unnamed how many more were refused without saying which; these count as refused, the rest as taken
     * @param cause why, in a few words
     */
    record InPart(List<Integer> again, Map<Integer, String> refused, int unnamed, String cause) implements Delivery {
        public InPart {
            again = List.copyOf(again);
            refused = Map.copyOf(refused);
            requireNonNull(cause, "cause is null");
        }
    }

    /**
     * Nothing was taken, and never will be.
     *
     * @param reason what the sink says of it
     * @param divisible whether that may be the fault of single lines, so that others would be taken without them
     */
    record Refused(String reason, boolean divisible) implements Delivery {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }

    /**
     * Nothing is known to have been taken; another time it may be.
     *
     * @param cause what went wrong
     * @param retryAfter how long the sink asks to be left alone, if it does
     */
    record Away(String cause, Optional<Duration> retryAfter) implements Delivery {
        public Away {
            requireNonNull(cause, "cause is null");
            requireNonNull(retryAfter, "retryAfter is null");
        }
    }
}
