package dev.livetail.metrics;

import dev.livetail.requestlog.Outcome;
import dev.livetail.requestlog.RequestCounters;
import dev.livetail.requestlog.RequestLog;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Locale;

/** The books of the request log: of each request there is an event, or it is among the unlogged. */
@Singleton
public class RequestMetrics implements MeterBinder {
    private final RequestCounters counters;

    RequestMetrics(RequestLog log) {
        this.counters = log.counters();
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (Outcome outcome : Outcome.values()) {
            FunctionCounter.builder("livetail.requests", counters, all -> all.ended(outcome))
                    .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                    .description("Requests that have ended")
                    .register(registry);
        }
        FunctionCounter.builder("livetail.requests.unlogged", counters, RequestCounters::unlogged)
                .description("Requests that have ended without an event in the log")
                .register(registry);
        FunctionCounter.builder("livetail.requests.slow", counters, RequestCounters::slow)
                .description("Requests over their threshold")
                .register(registry);
    }
}
