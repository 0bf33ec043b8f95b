package dev.livetail.operation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How many runs that have ended are kept, and for how long. Immutable.
 *
 * @param keep how many, at least 0; the newest are
 * @param keepFor how long after their end
 */
record Retention(int keep, Duration keepFor) {

    /** Those that need not be kept. A run that has not ended is kept whatever its age, and not counted. */
    List<Run> expired(Collection<Run> newestFirst, Instant now) {
        Instant oldest = now.minus(keepFor);
        List<Run> expired = new ArrayList<>();
        int kept = 0;
        for (Run run : newestFirst) {
            if (run.state().ended()) {
                if (kept >= keep || run.endedAt().orElseThrow().isBefore(oldest)) {
                    expired.add(run);
                } else {
                    kept++;
                }
            }
        }
        return expired;
    }
}
