package dev.livetail.context;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.util.Optional;

/** The span that OpenTelemetry has the calling thread in. There is none unless {@code quarkus.otel.sdk.disabled=false}. */
final class TraceContext {
    private TraceContext() {}

    static Optional<TraceParent> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? Optional.of(new TraceParent(span.getTraceId(), span.getSpanId())) : Optional.empty();
    }
}
