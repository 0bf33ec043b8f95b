package dev.livetail.stream;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** {@code livetail.stream.*}: the bounds of streams over HTTP. */
@ConfigMapping(prefix = "livetail.stream")
public interface StreamConfig {

    /** How long a stream may be silent before a heartbeat is sent. */
    @WithDefault("15s")
    Duration heartbeat();

    /** After which a stream ends with the request to connect again; never if absent. */
    Optional<Duration> maxDuration();

    /** How many streams there may be at once; a further one is refused with 503. */
    @WithDefault("10000")
    int maxStreams();

    /** Refuses values that cannot work. */
    static void check(StreamConfig config) {
        checkPositive("livetail.stream.heartbeat", config.heartbeat());
        config.maxDuration().ifPresent(duration -> checkPositive("livetail.stream.max-duration", duration));
        if (config.maxStreams() < 1) {
            throw new ConfigurationException(
                    "livetail.stream.max-streams is " + config.maxStreams() + ", but it takes a number from 1");
        }
    }

    private static void checkPositive(String key, Duration duration) {
        if (!duration.isPositive()) {
            throw new ConfigurationException(key + " is " + duration + ", but it takes a duration above 0");
        }
    }
}
