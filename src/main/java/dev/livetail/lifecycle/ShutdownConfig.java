package dev.livetail.lifecycle;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** {@code livetail.shutdown.*}: how the service ends. */
@ConfigMapping(prefix = "livetail.shutdown")
public interface ShutdownConfig {

    /** How long running operations are given to end by themselves before they are cancelled. */
    @WithDefault("20s")
    Duration timeout();

    /** Refuses values that cannot work. */
    static void check(ShutdownConfig config) {
        if (config.timeout().isNegative()) {
            throw new ConfigurationException("livetail.shutdown.timeout is " + config.timeout()
                    + ", but it takes a duration that is not negative");
        }
    }
}
