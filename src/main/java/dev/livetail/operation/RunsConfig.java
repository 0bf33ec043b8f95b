package dev.livetail.operation;

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
}
