package dev.livetail.metrics;

import dev.livetail.output.LogOutput;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What the console and the log files lack. */
@Singleton
final class OutputMetrics implements MeterBinder {
    private final LogOutput output;

    OutputMetrics(LogOutput output) {
        this.output = output;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("livetail.output.dropped", output, LogOutput::dropped)
                .description(
                        "Lines that were not written to the console, a file or a receiver, which did not keep up or was away")
                .register(registry);
    }
}
