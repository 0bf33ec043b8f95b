package dev.livetail.metrics;

import dev.livetail.capture.LogCapture;
import dev.livetail.capture.SamplingRule;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What was left out since there were too many like it, by the rule that says so. */
@Singleton
final class SamplingMetrics implements MeterBinder {
    private final LogCapture capture;

    SamplingMetrics(LogCapture capture) {
        this.capture = capture;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (SamplingRule rule : capture.samplingRules()) {
            FunctionCounter.builder("livetail.capture.sampled", rule, SamplingRule::leftOut)
                    .description("Records that were left out before the capture, being too many")
                    .tag("rule", rule.name())
                    .register(registry);
        }
    }
}
