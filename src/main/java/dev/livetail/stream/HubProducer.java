package dev.livetail.stream;

import dev.livetail.hub.HubSettings;
import dev.livetail.hub.LogHub;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;

/** The one hub of this service. */
@Dependent
class HubProducer {
    /**
     * With these a hundred readers of a fast log get a write each every 25 ms, which costs a line that long at the most
     * and saves most writes; a single reader waits 0.25 ms.
     */
    private static final Duration LINGER_PER_READER = Duration.ofNanos(250_000);

    private static final Duration MAX_LINGER = Duration.ofMillis(25);

    @Produces
    @Singleton
    LogHub hub(StreamConfig config) {
        StreamConfig.check(config);
        return new LogHub(new HubSettings(
                config.heartbeat(), config.maxDuration(), config.maxStreams(), LINGER_PER_READER, MAX_LINGER));
    }

    void close(@Disposes LogHub hub) {
        hub.close();
    }
}
