package dev.livetail.metrics;

import dev.livetail.redaction.RedactionRule;
import dev.livetail.redaction.Redactor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;

/** What was taken out of what is kept and shown, by the rule that recognised it. */
@Singleton
final class RedactionMetrics implements MeterBinder {
    private final Redactor redactor;

    RedactionMetrics(Redactor redactor) {
        this.redactor = redactor;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (RedactionRule rule : redactor.rules()) {
            FunctionCounter.builder("livetail.redactions", rule, RedactionRule::found)
                    .description("Secrets that were taken out")
                    .tag("rule", rule.name())
                    .register(registry);
        }
    }
}
