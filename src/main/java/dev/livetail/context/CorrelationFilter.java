package dev.livetail.context;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Optional;
import org.jboss.logmanager.MDC;

/**
 * Gives every exchange its id and its context: what is logged for it, on whatever thread the platform carries it to,
 * names the request; and whatever is answered, from a log without end to a 404, has the id in a header.
 *
 * <p>A filter of the router, since not every request comes as far as a container filter of the resources (ADR 0004). The
 * context lives in the request's own Vert.x context and ends with it, so nothing has to be taken back.
 */
@ApplicationScoped
public class CorrelationFilter {
    /** The order of those who follow each exchange: ahead of whatever may answer, and among themselves by priority. */
    public static final int ORDER = Integer.MIN_VALUE;

    private static final AsciiString TRACE_PARENT = AsciiString.cached("traceparent");

    /** Much more than a path of ours; it goes with every line of the request. */
    private static final int MAX_PATH = 1024;

    /** The longest that an address can be, with the zone of a link-local one. */
    private static final int MAX_ADDRESS = 64;

    private final CharSequence header;

    CorrelationFilter(RequestIdConfig config) {
        RequestIdConfig.check(config);
        this.header = AsciiString.cached(config.header());
    }

    void register(@Observes @Priority(1) Router router) {
        // A request whose address cannot be read comes to failure handlers alone.
        router.route().order(ORDER).handler(this::correlate).failureHandler(this::correlate);
    }

    private void correlate(RoutingContext exchange) {
        if (!exchange.response().headWritten() && !exchange.response().headers().contains(header)) {
            String id = idOf(exchange.request().headers().getAll(header));
            exchange.response().putHeader(header, id);
            MDC.put(MdcKeys.REQUEST_ID, id);
            describe(exchange.request());
        }
        exchange.next();
    }

    /** One that says two things says nothing. */
    private static String idOf(List<String> given) {
        return given.size() == 1 && CorrelationId.isWellFormed(given.getFirst())
                ? given.getFirst()
                : CorrelationId.next();
    }

    private static void describe(HttpServerRequest request) {
        MDC.put(MdcKeys.METHOD, request.method().name());
        // An address that is no path, such as that of OPTIONS *, is what was asked for all the same.
        String path = request.path() == null ? request.uri() : request.path();
        MDC.put(MdcKeys.PATH, path.length() <= MAX_PATH ? path : path.substring(0, MAX_PATH) + "…");
        SocketAddress client = request.remoteAddress();
        if (client != null && isAddress(client.hostAddress())) {
            MDC.put(MdcKeys.CLIENT_IP, client.hostAddress());
        }
        trace(request.headers());
    }

    /** What a proxy says of its client may be anything; letters stand in the zone of an IPv6 address (RFC 4007). */
    private static boolean isAddress(String text) {
        return text != null
                && text.length() <= MAX_ADDRESS
                && text.chars().allMatch(c -> c == '.' || c == ':' || c == '%' || CorrelationId.isAllowed((char) c));
    }

    private static void trace(MultiMap headers) {
        // A span of our own is a child of the one that the header names.
        TraceContext.current()
                .or(() -> Optional.ofNullable(headers.get(TRACE_PARENT)).flatMap(TraceParent::parse))
                .ifPresent(trace -> {
                    MDC.put(MdcKeys.TRACE_ID, trace.traceId());
                    MDC.put(MdcKeys.SPAN_ID, trace.spanId());
                });
    }
}
