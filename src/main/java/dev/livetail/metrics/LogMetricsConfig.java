package dev.livetail.metrics;

import dev.livetail.event.LogLevel;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.util.Map;
import java.util.Optional;

/** {@code livetail.log-metrics.<name>.*}: what is counted and timed of the lines of the log. */
@ConfigMapping(prefix = "livetail.log-metrics")
public interface LogMetricsConfig {

    /** By the names that the metrics have. */
    @WithParentName
    Map<String, Rule> rules();

    /** Which lines, and what of them. */
    interface Rule {

        @WithDefault("counter")
        Type type();

        /** The least severe level of the lines. */
        @WithDefault("TRACE")
        LogLevel level();

        /** Their logger, by its own name or by one that it is below. */
        Optional<String> logger();

        /** What must be found in their message (RE2 syntax); its named groups can be used below. */
        Optional<String> pattern();

        /** What must be in their context, and with which value. */
        Map<String, String> mdc();

        /** How long something took, of a timer: {@code group:<name>} or {@code mdc:<key>}. */
        Optional<String> value();

        /** The unit of a value that is a bare number. */
        @WithDefault("ms")
        Unit unit();

        /** By the tag's name: {@code group:<name>}, {@code mdc:<key>} or {@code text:<literal>}. */
        Map<String, String> tags();

        /** How many combinations of tag values there may be; what comes beyond that is all one, {@code other}. */
        @WithDefault("100")
        int maxSeries();
    }

    /** What a rule makes of the lines. */
    enum Type {
        COUNTER,
        TIMER
    }

    /** What a bare number counts. */
    enum Unit {
        NS(1),
        US(1_000),
        MS(1_000_000),
        S(1_000_000_000);

        private final long nanos;

        Unit(long nanos) {
            this.nanos = nanos;
        }

        /** How long one of it is. */
        long nanos() {
            return nanos;
        }
    }
}
