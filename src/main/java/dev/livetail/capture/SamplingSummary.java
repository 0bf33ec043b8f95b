package dev.livetail.capture;

import java.util.List;
import java.util.Locale;

/**
 * What the journal's readers are told of one rule: how many lines it has left out, once the second is over in which it
 * began to. Of the drain's thread alone.
 */
final class SamplingSummary {
    private final SamplingRule rule;
    private long told;
    private long pendingSince;

    SamplingSummary(SamplingRule rule) {
        this.rule = rule;
    }

    static List<SamplingSummary> of(Sampling sampling) {
        return sampling.rules().stream().map(SamplingSummary::new).toList();
    }

    /** Whether something was left out that was not told yet. */
    boolean isPending() {
        return rule.leftOut() > told;
    }

    /** Whether it is time to tell; to be asked again and again. */
    boolean isDue(long second) {
        if (!isPending()) {
            pendingSince = 0;
            return false;
        }
        if (pendingSince == 0) {
            pendingSince = second;
        }
        return second > pendingSince;
    }

    /** The line, which is then told: {@code 4,812 similar lines left out (sampling rule "noisy": org.acme.Poller)}. */
    String tell() {
        long leftOut = rule.leftOut();
        long count = leftOut - told;
        told = leftOut;
        pendingSince = 0;
        return String.format(
                Locale.ROOT,
                "%,d similar %s left out (sampling rule \"%s\": %s)",
                count,
                count == 1 ? "line" : "lines",
                rule.name(),
                rule.subject());
    }

    /** The logger in whose name it is told. */
    String loggerName(String ours) {
        return rule.logger().orElse(ours);
    }
}
