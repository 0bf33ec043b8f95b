package dev.livetail.event;

import java.util.Locale;
import java.util.Optional;

/**
 * How severe a log line is, from least to most.
 *
 * <p>These are the levels of JBoss LogManager. The levels of {@code java.util.logging} map to the nearest one below or
 * equal, by their numeric value, so a {@code CONFIG} line counts as {@link #DEBUG} and a {@code SEVERE} line as
 * {@link #ERROR}.
 */
public enum LogLevel {
    TRACE(400),
    DEBUG(500),
    INFO(800),
    WARN(900),
    ERROR(1000),
    FATAL(1100);

    private static final LogLevel[] ASCENDING = values();

    private final int value;

    LogLevel(int value) {
        this.value = value;
    }

    /** The numeric value that {@code java.util.logging.Level#intValue()} has for this level. */
    public int value() {
        return value;
    }

    public boolean isAtLeast(LogLevel other) {
        return compareTo(other) >= 0;
    }

    /** The level for a numeric value of {@code java.util.logging}; anything below {@link #TRACE} is {@link #TRACE}. */
    public static LogLevel ofValue(int value) {
        LogLevel found = TRACE;
        for (LogLevel level : ASCENDING) {
            if (level.value <= value) {
                found = level;
            }
        }
        return found;
    }

    /** The level of that name, case ignored; the usual synonyms {@code WARNING} and {@code SEVERE} are known too. */
    public static Optional<LogLevel> parse(String name) {
        return switch (name.trim().toUpperCase(Locale.ROOT)) {
            case "TRACE", "FINEST", "FINER" -> Optional.of(TRACE);
            case "DEBUG", "FINE", "CONFIG" -> Optional.of(DEBUG);
            case "INFO" -> Optional.of(INFO);
            case "WARN", "WARNING" -> Optional.of(WARN);
            case "ERROR", "SEVERE" -> Optional.of(ERROR);
            case "FATAL" -> Optional.of(FATAL);
            default -> Optional.empty();
        };
    }
}
