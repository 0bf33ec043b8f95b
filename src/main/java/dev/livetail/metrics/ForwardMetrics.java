package dev.livetail.metrics;

import dev.livetail.forward.Books;
import dev.livetail.forward.ForwarderStatus;
import dev.livetail.forward.Forwarders;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Where the lines of each sink have gone. */
@Singleton
final class ForwardMetrics implements MeterBinder {
    private final Forwarders forwarders;

    ForwardMetrics(Forwarders forwarders) {
        this.forwarders = forwarders;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String sink : forwarders.names()) {
            lines(registry, sink, "filtered", Books::filtered);
            lines(registry, sink, "forwarded", Books::forwarded);
            lines(registry, sink, "dead_lettered", Books::deadLettered);
            lines(registry, sink, "expired", Books::expired);
            waiting(registry, sink, "memory", Books::pending);
            waiting(registry, sink, "spool", Books::spooled);
            Gauge.builder(
                            "livetail.forward.away",
                            forwarders,
                            all -> of(all, sink, status -> status.awaySince().isPresent() ? 1 : 0))
                    .tag("sink", sink)
                    .description("1 while the sink takes no lines")
                    .register(registry);
            Gauge.builder("livetail.forward.spool.fill", forwarders, all -> of(all, sink, ForwarderStatus::spoolFill))
                    .tag("sink", sink)
                    .description("How much of the spool's room is taken, from 0 to 1")
                    .register(registry);
        }
    }

    private void lines(MeterRegistry registry, String sink, String outcome, ToDoubleFunction<Books> count) {
        FunctionCounter.builder(
                        "livetail.forward.lines",
                        forwarders,
                        all -> of(all, sink, status -> count.applyAsDouble(status.books())))
                .tag("sink", sink)
                .tag("outcome", outcome)
                .description("Lines of the journal that a forwarder is done with")
                .register(registry);
    }

    private void waiting(MeterRegistry registry, String sink, String where, ToDoubleFunction<Books> count) {
        Gauge.builder(
                        "livetail.forward.waiting",
                        forwarders,
                        all -> of(all, sink, status -> count.applyAsDouble(status.books())))
                .tag("sink", sink)
                .tag("where", where)
                .description("Lines of the journal that wait to be forwarded")
                .register(registry);
    }

    private static double of(Forwarders forwarders, String sink, ToDoubleFunction<ForwarderStatus> value) {
        return forwarders.statuses().stream()
                .filter(status -> status.name().equals(sink))
                .mapToDouble(value)
                .findFirst()
                .orElse(0);
    }
}
