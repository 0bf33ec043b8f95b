package dev.livetail.metrics;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.livetail.event.LogEvent;
import dev.livetail.filter.EventFilter;
import dev.livetail.metrics.LogMetricsConfig.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logging.Logger;

/**
 * Makes a metric of the lines that it is for. Lines are given to it by one thread; its counts are read by any.
 */
final class LogMetricRule {
    private static final Logger LOG = Logger.getLogger(LogMetricRule.class);

    private final EventFilter filter;
    private final Pattern pattern;
    private final LogMetricSource value;
    private final LogMetricsConfig.Unit unit;
    private final List<LogMetricSource> tags;
    private final LogMetricSeries series;
    private final LongAdder unparsable = new LongAdder();
    private final LongAdder failed = new LongAdder();

    /** @param config one that {@link LogMetricsCheck} accepts */
    LogMetricRule(Rule config, LogMetricSeries series) {
        this.filter = filter(config);
        this.pattern = config.pattern().map(Pattern::compile).orElse(null);
        this.value = config.value().map(LogMetricRule::source).orElse(null);
        this.unit = config.unit();
        this.tags = new TreeMap<>(config.tags())
                .values().stream().map(LogMetricRule::source).toList();
        this.series = requireNonNull(series, "series is null");
    }

    private static EventFilter filter(Rule config) {
        List<EventFilter> filters = new ArrayList<>();
        filters.add(new EventFilter.MinimumLevel(config.level()));
        config.logger().ifPresent(name -> filters.add(new EventFilter.OfLogger(Set.of(name))));
        config.mdc().forEach((key, wanted) -> filters.add(new EventFilter.WithContext(key, wanted)));
        return new EventFilter.AllOf(filters);
    }

    private static LogMetricSource source(String text) {
        return LogMetricSource.parse(text).orElseThrow(() -> new IllegalArgumentException(text));
    }

    /** Counts the line, if the rule is for it. */
    void accept(LogEvent event) {
        try {
            evaluate(event);
        } catch (RuntimeException | Error e) {
            // Whatever it is, other rules and later lines have no part in it.
            failed.increment();
            if (failed.sum() == 1) {
                // Once: this line comes back here itself.
                LOG.errorf(e, "The metric %s cannot be kept", series.name());
            }
        }
    }

    private void evaluate(LogEvent event) {
        if (!filter.matches(event)) {
            return;
        }
        Matcher matcher = pattern == null ? null : pattern.matcher(event.message());
        if (matcher != null && !matcher.find()) {
            return;
        }
        if (value == null) {
            series.count(tagValues(event, matcher));
            return;
        }
        String text = value.in(event, matcher);
        OptionalLong nanos = text == null ? OptionalLong.empty() : LogMetricDuration.nanos(text, unit);
        if (nanos.isPresent()) {
            series.record(tagValues(event, matcher), nanos.getAsLong());
        } else {
            unparsable.increment();
        }
    }

    private List<String> tagValues(LogEvent event, Matcher matcher) {
        List<String> values = new ArrayList<>(tags.size());
        for (LogMetricSource tag : tags) {
            values.add(LogMetricSeries.tagValue(tag.in(event, matcher)));
        }
        return values;
    }

    LogMetricSeries series() {
        return series;
    }

    /** Lines that could not be counted, since the registry of metrics did not take them. Never decreases. */
    long failed() {
        return failed.sum();
    }

    /** Lines of which the value was no duration. Never decreases. */
    long unparsable() {
        return unparsable.sum();
    }
}
