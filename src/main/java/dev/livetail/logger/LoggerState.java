package dev.livetail.logger;

import java.time.Instant;

/**
 * What a logger lets through.
 *
 * @param name its name; {@code ROOT} is the logger above all
 * @param level the level that it is set to, or null where it has that of the logger above it
 * @param effectiveLevel the lowest level that it lets through
 * @param revertsAt when it goes back to the level that was configured, or null where it stays
 */
public record LoggerState(String name, String level, String effectiveLevel, Instant revertsAt) {}
