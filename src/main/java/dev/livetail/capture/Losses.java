package dev.livetail.capture;

import dev.livetail.event.LogLevel;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** How many records were lost, by reason and level. Not thread-safe. */
final class Losses {
    private final Map<LossReason, Map<LogLevel, Long>> counts = new EnumMap<>(LossReason.class);

    Losses add(LossReason reason, LogLevel level, long count) {
        if (count > 0) {
            counts.computeIfAbsent(reason, absent -> new EnumMap<>(LogLevel.class))
                    .merge(level, count, Long::sum);
        }
        return this;
    }

    /** What came after {@code earlier}, which these contain. */
    Losses since(Losses earlier) {
        Losses later = new Losses();
        counts.forEach((reason, levels) ->
                levels.forEach((level, count) -> later.add(reason, level, count - earlier.count(reason, level))));
        return later;
    }

    private long count(LossReason reason, LogLevel level) {
        return counts.getOrDefault(reason, Map.of()).getOrDefault(level, 0L);
    }

    long total() {
        return counts.values().stream()
                .flatMap(levels -> levels.values().stream())
                .mapToLong(Long::longValue)
                .sum();
    }

    /** What a reader of the log is told: {@code 12 records lost: capture queue full (DEBUG 2, INFO 10)}. */
    String describe() {
        long total = total();
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().explanation() + " (" + describe(entry.getValue()) + ")")
                .collect(Collectors.joining("; ", total + (total == 1 ? " record lost: " : " records lost: "), ""));
    }

    private static String describe(Map<LogLevel, Long> levels) {
        return levels.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
