package dev.livetail.metrics;

import static java.util.Objects.requireNonNull;

import dev.livetail.metrics.LogMetricsConfig.Rule;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The meters of one rule, one for each combination of tag values, up to a number; whatever comes beyond that goes to one
 * more, of which each value is {@code other}. So what anyone writes into a log cannot fill the memory of whoever scrapes.
 *
 * <p>Of one thread; {@link #overflow} is read by any.
 */
final class LogMetricSeries {
    static final int MAX_TAG_LENGTH = 128;
    private static final String OTHER = "other";
    private static final String NONE = "none";

    private final MeterRegistry registry;
    private final String name;
    private final LogMetricsConfig.Type type;
    private final List<String> tagNames;
    private final int most;
    private final Map<List<String>, Meter> meters = new HashMap<>();
    private final LongAdder overflow = new LongAdder();
    private Meter other;

    LogMetricSeries(MeterRegistry registry, String name, Rule config) {
        this.registry = requireNonNull(registry, "registry is null");
        this.name = requireNonNull(name, "name is null");
        this.type = config.type();
        this.tagNames = List.copyOf(new TreeMap<>(config.tags()).keySet());
        this.most = config.maxSeries();
        if (tagNames.isEmpty()) {
            // There from the beginning, so that a rate has something to begin with.
            meter(List.of());
        }
    }

    /** What can be the value of a tag: on one line, well-formed, not long; {@code none} for what is not there. */
    static String tagValue(String text) {
        if (text == null || text.isEmpty()) {
            return NONE;
        }
        StringBuilder value = new StringBuilder();
        text.codePoints()
                .limit(MAX_TAG_LENGTH)
                .map(c -> Character.isISOControl(c) || isSurrogate(c) ? '\uFFFD' : c)
                .forEach(value::appendCodePoint);
        return value.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    void count(List<String> tagValues) {
        ((Counter) meter(tagValues)).increment();
    }

    void record(List<String> tagValues, long nanos) {
        ((Timer) meter(tagValues)).record(nanos, TimeUnit.NANOSECONDS);
    }

    private Meter meter(List<String> tagValues) {
        Meter known = meters.get(tagValues);
        if (known != null) {
            return known;
        }
        if (meters.size() < most) {
            Meter added = register(tagValues);
            meters.put(tagValues, added);
            return added;
        }
        overflow.increment();
        if (other == null) {
            other = register(tagNames.stream().map(tag -> OTHER).toList());
        }
        return other;
    }

    private Meter register(List<String> tagValues) {
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < tagNames.size(); i++) {
            tags.add(Tag.of(tagNames.get(i), tagValues.get(i)));
        }
        String description = "Lines of the log, by the rule " + name;
        return switch (type) {
            case COUNTER ->
                Counter.builder(name).description(description).tags(tags).register(registry);
            case TIMER ->
                Timer.builder(name).description(description).tags(tags).register(registry);
        };
    }

    /** How many times a line went to {@code other}. Never decreases. */
    long overflow() {
        return overflow.sum();
    }

    String name() {
        return name;
    }
}
