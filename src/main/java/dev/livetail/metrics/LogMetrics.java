package dev.livetail.metrics;

import dev.livetail.journal.RingJournal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** Metrics that the configuration makes of the lines of the log; where it makes none, nothing is started. */
@Singleton
final class LogMetrics {
    private static final Logger LOG = Logger.getLogger(LogMetrics.class);
    /** Nobody comes for the counts any more, so no deploy is to wait for them. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final LogMetricsConfig config;
    private final RingJournal journal;
    private final MeterRegistry registry;
    private LogMetricsReader reader;

    LogMetrics(LogMetricsConfig config, RingJournal journal, MeterRegistry registry) {
        this.config = config;
        this.journal = journal;
        this.registry = registry;
    }

    /** Late, when the meters of others are there, whose names are taken. */
    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        if (config.rules().isEmpty()) {
            return;
        }
        LogMetricsCheck.check(
                config,
                registry.getMeters().stream()
                        .map(Meter::getId)
                        .map(Meter.Id::getName)
                        .toList());
        List<LogMetricRule> rules = new TreeMap<>(config.rules())
                .entrySet().stream()
                        .map(rule -> new LogMetricRule(
                                rule.getValue(), new LogMetricSeries(registry, rule.getKey(), rule.getValue())))
                        .toList();
        reader = new LogMetricsReader(journal, rules);
        rules.forEach(this::bind);
        FunctionCounter.builder("livetail.log.metrics.missed", reader, LogMetricsReader::missed)
                .description("Lines that were gone before the rules came for them")
                .register(registry);
        reader.start();
    }

    private void bind(LogMetricRule rule) {
        String name = rule.series().name();
        FunctionCounter.builder("livetail.log.metrics.overflow", rule.series(), LogMetricSeries::overflow)
                .description("Lines counted as other, since there were too many combinations of tags")
                .tag("rule", name)
                .register(registry);
        FunctionCounter.builder("livetail.log.metrics.unparsable", rule, LogMetricRule::unparsable)
                .description("Lines of which the value was no duration")
                .tag("rule", name)
                .register(registry);
        FunctionCounter.builder("livetail.log.metrics.failed", rule, LogMetricRule::failed)
                .description("Lines that the registry of metrics refused")
                .tag("rule", name)
                .register(registry);
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (reader != null && !reader.close(PATIENCE)) {
            LOG.warnf("Metrics from logs did not end within %d s", PATIENCE.toSeconds());
        }
    }
}
