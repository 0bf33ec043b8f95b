package dev.livetail.logger;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What a logger shall let through from now on.
 *
 * @param level the lowest level, or null for that of the logger above it
 * @param duration for how long, such as {@code 5m} or {@code PT5M}; null for until the next change or restart
 */
@RegisterForReflection
public record LevelChange(
        @JsonProperty(value = "level", required = true) String level,
        @JsonProperty("for") String duration) {}
