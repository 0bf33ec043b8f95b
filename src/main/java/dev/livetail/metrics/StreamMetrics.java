package dev.livetail.metrics;

import dev.livetail.hub.HubStatistics;
import dev.livetail.hub.LogHub;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The books of the readers: what was sent, filtered and skipped is what their positions have passed. */
@Singleton
public class StreamMetrics implements MeterBinder {
    private final LogHub hub;

    StreamMetrics(LogHub hub) {
        this.hub = hub;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("livetail.streams.active", hub.statistics(), HubStatistics::readers)
                .description("Streams that are open now")
                .register(registry);
        counter(registry, "livetail.streams.opened", "Streams opened", HubStatistics::opened);
        counter(registry, "livetail.streams.refused", "Streams refused: too many", HubStatistics::refused);
        counter(registry, "livetail.streams.gaps", "Gaps told to readers", HubStatistics::gaps);
        counter(registry, "livetail.streams.heartbeats", "Heartbeats sent", HubStatistics::heartbeats);
        counter(registry, "livetail.streams.lines.passed", "Lines that readers have passed", HubStatistics::passed);
        counter(registry, "livetail.streams.lines.sent", "Lines sent, for each reader", HubStatistics::sent);
        counter(registry, "livetail.streams.lines.filtered", "Lines that filters held back", HubStatistics::filtered);
        counter(registry, "livetail.streams.lines.skipped", "Lines gone before they were read", HubStatistics::skipped);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<HubStatistics> count) {
        FunctionCounter.builder(name, hub.statistics(), count)
                .description(description)
                .register(registry);
    }
}
