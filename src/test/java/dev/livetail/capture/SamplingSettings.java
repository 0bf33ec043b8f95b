package dev.livetail.capture;

import dev.livetail.event.LogLevel;
import java.util.Optional;

/** A sampling rule as a test wants it. */
record SamplingSettings(Optional<String> logger, Optional<String> pattern, LogLevel level, int first, int thenEvery)
        implements SamplingConfig {

    static SamplingSettings ofLogger(String logger, int first, int thenEvery) {
        return new SamplingSettings(Optional.of(logger), Optional.empty(), LogLevel.INFO, first, thenEvery);
    }

    static SamplingSettings ofPattern(String pattern, int first, int thenEvery) {
        return new SamplingSettings(Optional.empty(), Optional.of(pattern), LogLevel.INFO, first, thenEvery);
    }

    SamplingSettings upTo(LogLevel highest) {
        return new SamplingSettings(logger, pattern, highest, first, thenEvery);
    }
}
