package dev.livetail.metrics;

import dev.livetail.metrics.LogMetricsConfig.Unit;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * How long something took, as programs write it: {@code 12.5} in a unit that is agreed on, {@code 12.5ms} with its own, or
 * {@code PT1.5S} (ISO 8601, as {@link Duration#parse} reads it).
 */
final class LogMetricDuration {
    private static final int MAX_LENGTH = 32;

    private LogMetricDuration() {}

    /** The duration in nanoseconds, at least 0; nothing if the text is none, or is longer than can be counted. */
    static OptionalLong nanos(String text, Unit unit) {
        String trimmed = text.trim();
        if (trimmed.isEmpty() || trimmed.length() > MAX_LENGTH) {
            return OptionalLong.empty();
        }
        return trimmed.charAt(0) == 'P' ? iso(trimmed) : number(trimmed, unit);
    }

    private static OptionalLong iso(String text) {
        try {
            long nanos = Duration.parse(text).toNanos();
            return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
        } catch (DateTimeException | ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static OptionalLong number(String text, Unit agreed) {
        int end = 0;
        while (end < text.length() && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
            end++;
        }
        Unit unit = end == text.length() ? agreed : unit(text.substring(end).trim());
        if (unit == null) {
            return OptionalLong.empty();
        }
        try {
            double nanos = Double.parseDouble(text.substring(0, end)) * unit.nanos();
            return nanos >= Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(Math.round(nanos));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Unit unit(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "ns" -> Unit.NS;
            case "us", "µs", "μs" -> Unit.US;
            case "ms" -> Unit.MS;
            case "s" -> Unit.S;
            default -> null;
        };
    }
}
