package dev.livetail.operation;

import java.time.Duration;
import java.time.temporal.ChronoUnit;

/** Durations as a person writes them: {@code 250us}, {@code 10ms}, {@code 1s}, {@code 5m}, {@code 2h}, {@code PT0.5S}. */
final class Durations {
    /** What {@link #parse} takes. A number without a unit is in seconds. */
    static final String PATTERN = "[0-9]{1,9}(ns|us|ms|s|m|h)?|PT[0-9]{1,9}(H|M|(\\.[0-9]{1,9})?S)";

    private Durations() {}

    static Duration parse(String text) {
        if (text.startsWith("PT")) {
            return Duration.parse(text);
        }
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        long amount = Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits);
        return switch (unit) {
            case "ns" -> Duration.ofNanos(amount);
            case "us" -> Duration.of(amount, ChronoUnit.MICROS);
            case "ms" -> Duration.ofMillis(amount);
            case "", "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("not a duration: " + text);
        };
    }
}
