package dev.livetail.metrics;

import dev.livetail.operation.RunState;
import dev.livetail.operation.RunStatistics;
import dev.livetail.operation.Runs;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Locale;

/** What has become of the runs. */
@Singleton
public class RunMetrics implements MeterBinder {
    private final Runs runs;

    RunMetrics(Runs runs) {
        this.runs = runs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        RunStatistics statistics = runs.statistics();
        FunctionCounter.builder("livetail.runs.accepted", statistics, RunStatistics::accepted)
                .description("Starts that became a run")
                .register(registry);
        FunctionCounter.builder("livetail.runs.refused", statistics, RunStatistics::refused)
                .description("Starts refused: too many were waiting")
                .register(registry);
        Gauge.builder("livetail.runs.abandoned", statistics, RunStatistics::abandonedThreads)
                .description("Threads that go on for a run that was ended without them")
                .register(registry);
        for (RunState state : RunState.values()) {
            Gauge.builder("livetail.runs.kept", runs, kept -> kept.count(state))
                    .description("Runs there are, by state")
                    .tag("state", state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            if (state.ended()) {
                FunctionCounter.builder("livetail.runs.ended", statistics, counted -> counted.ended(state))
                        .description("Runs that have ended since the service was started, by state")
                        .tag("state", state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
    }
}
