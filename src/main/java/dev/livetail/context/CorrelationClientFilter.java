package dev.livetail.context;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientRequestFilter;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import org.jboss.logging.MDC;

/**
 * Passes on, with every call to another service, which request it is made for. What the caller has set itself stays.
 *
 * <p>As a provider it is there for all REST clients, those that are injected and those that are built.
 */
@Provider
public class CorrelationClientFilter implements ClientRequestFilter {
    private static final String TRACE_PARENT = "traceparent";

    private final String requestIdHeader;

    CorrelationClientFilter(RequestIdConfig config) {
        this.requestIdHeader = config.header();
    }

    @Override
    public void filter(ClientRequestContext call) {
        if (MDC.get(MdcKeys.REQUEST_ID) instanceof String requestId) {
            call.getHeaders().putIfAbsent(requestIdHeader, List.of(requestId));
        }
        // Where OpenTelemetry is switched on, it has a span for the call and says so itself.
        if (TraceContext.current().isEmpty()
                && MDC.get(MdcKeys.TRACE_ID) instanceof String traceId
                && MDC.get(MdcKeys.SPAN_ID) instanceof String spanId) {
            call.getHeaders().putIfAbsent(TRACE_PARENT, List.of("00-" + traceId + "-" + spanId + "-01"));
        }
    }
}
