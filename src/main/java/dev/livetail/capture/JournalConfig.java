package dev.livetail.capture;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The service's journal, in memory: the newest lines, until either bound is reached. */
@ConfigMapping(prefix = "livetail.journal")
public interface JournalConfig {

    /** How many lines are kept. */
    @WithDefault("65536")
    int capacity();

    /** About how many bytes of heap they may take. */
    @WithDefault("64M")
    MemorySize maxBytes();

    /** Refuses values that cannot work. */
    static void check(JournalConfig config) {
        Limits.check("livetail.journal.capacity", config.capacity(), 1, 1 << 28);
        Limits.check("livetail.journal.max-bytes", config.maxBytes().asLongValue(), 1024, Long.MAX_VALUE);
    }
}
