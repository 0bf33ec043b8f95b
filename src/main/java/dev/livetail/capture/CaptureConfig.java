package dev.livetail.capture;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;

/** The way from the threads that log to the journal. */
@ConfigMapping(prefix = "livetail.capture")
public interface CaptureConfig {

    /** How many records may wait for the drain, rounded up to a power of two. */
    @WithDefault("16384")
    int queueSize();

    /** What happens to a record when there is no room: {@code discard} it or {@code block} its caller. */
    @WithDefault("discard")
    Overflow overflow();

    /** How many characters of a message are kept. */
    @WithDefault("1048576")
    int maxMessageLength();

    /** Which lines are left out when there are too many like them, by a name of one's choice. */
    Map<String, SamplingConfig> sampling();

    /** Refuses values that cannot work. */
    static void check(CaptureConfig config) {
        Limits.check("livetail.capture.queue-size", config.queueSize(), 64, 1 << 24);
        Limits.check("livetail.capture.max-message-length", config.maxMessageLength(), 64, 1 << 24);
        SamplingConfig.check(config.sampling());
    }
}
