package dev.livetail.lifecycle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code livetail.shutdown.*}: how the service ends. */
@ConfigMapping(prefix = "livetail.shutdown")
public interface ShutdownConfig {

    /** How long running operations are given to end by themselves before they are cancelled. */
    @WithDefault("20s")
    Duration timeout();
}
