package dev.livetail.operation;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What is kept of runs that have ended. */
@ConfigMapping(prefix = "livetail.runs")
public interface RunsConfig {

    /** How many runs that have ended are kept; the oldest go first. */
    @WithDefault("1000")
    int keep();

    /** How long a run is kept after its end. */
    @WithDefault("30d")
    Duration keepFor();

    /** How large the log of one run may become on disk; what it logs beyond that is counted and not kept. */
    @WithDefault("1G")
    MemorySize maxBytesPerRun();

    /** Refuses values that cannot work. */
    static void check(RunsConfig config) {
        if (config.keep() < 0) {
            throw new ConfigurationException(
                    "livetail.runs.keep is " + config.keep() + ", but it takes a number from 0");
        }
        if (config.keepFor().isNegative()) {
            throw new ConfigurationException(
                    "livetail.runs.keep-for is " + config.keepFor() + ", but it takes a duration that is not negative");
        }
    }
}
