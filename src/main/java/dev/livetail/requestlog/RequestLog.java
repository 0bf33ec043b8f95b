package dev.livetail.requestlog;

import dev.livetail.context.CorrelationFilter;
import dev.livetail.hub.StreamTally;
import dev.livetail.redaction.Redactor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;

/**
 * One event at the end of each HTTP exchange, and one more where it is slow.
 *
 * <p>It looks from the router, which every exchange passes: a container filter sees no stream, and nothing that is
 * answered before there is a resource. Thread-safe.
 */
@ApplicationScoped
public class RequestLog {
    /** Ahead of all that may answer or fail, but behind what gives a request its id. */
    private final Logger log = Logger.getLogger("dev.livetail.requestlog");

    private final Logger slowLog = Logger.getLogger("dev.livetail.requestlog.slow");
    private final RequestCounters counters = new RequestCounters();
    private final RouteRules rules;
    private final Redactor redactor;
    private final BodyLogging bodies;
    private final boolean enabled;

    RequestLog(RequestLogConfig config, Redactor redactor, BodyLogging bodies) {
        RequestLogConfig.check(config);
        this.rules = new RouteRules(config);
        this.redactor = redactor;
        this.bodies = bodies;
        this.enabled = config.enabled();
    }

    /** Ahead of all that may answer or fail, but behind what gives a request its id. */
    void register(@Observes @Priority(2) Router router) {
        if (enabled) {
            // What Vert.x itself finds wrong with a request comes as a failure to all routes, and to no handler.
            router.route().order(CorrelationFilter.ORDER).handler(this::begin).failureHandler(this::begin);
        }
    }

    /** Behind the check that a body is not too large. */
    void registerBodies(@Observes @Priority(Integer.MAX_VALUE) Router router) {
        if (enabled && rules.anyShowsBodies()) {
            router.route().order(CorrelationFilter.ORDER).handler(bodies::takeRequest);
        }
    }

    private void begin(RoutingContext http) {
        String path = path(http);
        // What fails later, or is sent on to another route, comes by again.
        if (!rules.excludes(path) && Exchange.of(http).isEmpty()) {
            RouteRule rule = rules.of(http.request().method().name(), path);
            Exchange.begin(this, http, rule, rule.bodies() && bodies.areWanted());
        }
        http.next();
    }

    /** As routes are found by it: nobody hides by {@code /q/../runs}. */
    private static String path(RoutingContext http) {
        try {
            return Objects.requireNonNullElse(http.normalizedPath(), "");
        } catch (IllegalArgumentException e) {
            // It is not well-formed, and will be answered so.
            return "";
        }
    }

    public RequestCounters counters() {
        return counters;
    }

    BodyLogging bodies() {
        return bodies;
    }

    void tell(Ending ending) {
        Outcome outcome = ending.outcome();
        counters.addEnded(outcome);
        if (!log.isLoggable(outcome.level()) || (outcome == Outcome.COMPLETED && isLeftOut(ending.exchange()))) {
            counters.addUnlogged();
            return;
        }
        event(ending, outcome).log(log);
    }

    private static boolean isLeftOut(Exchange exchange) {
        double sampling = exchange.rule().sampling();
        return sampling < 1 && !exchange.isSlow() && ThreadLocalRandom.current().nextDouble() >= sampling;
    }

    private RequestEvent event(Ending ending, Outcome outcome) {
        Exchange exchange = ending.exchange();
        HttpServerRequest request = exchange.http().request();
        RequestEvent event = RequestEvent.of(outcome.event(), outcome.level(), exchange, summary(ending));
        if (ending.isAnswered()) {
            event.withStatus(exchange);
        }
        event.with(Fields.DURATION, RequestEvent.millis(ending.duration()))
                .with(Fields.BYTES_IN, request.bytesRead())
                .with(Fields.BYTES_OUT, exchange.response().bytesWritten())
                .with(Fields.PROTOCOL, RequestEvent.protocol(request))
                .withCut(Fields.USER_AGENT, request.getHeader(HttpHeaders.USER_AGENT));
        if (request.query() != null) {
            event.withCut(Fields.QUERY, redactor.query(request.query()));
        }
        if (exchange.stream() != null) {
            tell(exchange.stream(), ending.broken(), event);
            exchange.firstByte().ifPresent(nanos -> event.with(Fields.FIRST_BYTE, RequestEvent.millis(nanos)));
        }
        if (outcome == Outcome.BROKEN) {
            event.with(Fields.ERROR_TYPE, "connection_closed")
                    .with(Fields.ERROR_MESSAGE, "the connection was closed before the answer was complete")
                    .withStackTrace(ending.failure());
        } else if (outcome == Outcome.REFUSED) {
            event.withFailure(ending.failure());
        } else if (ending.failure() != null) {
            event.withFailure(ending.failure()).withStackTrace(ending.failure());
        } else if (outcome == Outcome.FAILED && exchange.http().failure() != null) {
            // Quarkus has logged its stack trace already.
            event.withFailure(exchange.http().failure());
        }
        return event;
    }

    private static String summary(Ending ending) {
        Exchange exchange = ending.exchange();
        String status = ending.isAnswered() ? " " + exchange.response().getStatusCode() : "";
        String end = exchange.stream() == null
                ? ending.outcome() == Outcome.BROKEN ? ", connection closed" : ""
                : ", stream " + Ending.streamEnd(exchange.stream(), ending.broken());
        return status + " in " + RequestEvent.readable(ending.duration()) + end;
    }

    private static void tell(StreamTally stream, boolean broken, RequestEvent event) {
        event.with(Fields.STREAM_EVENTS, stream.events())
                .with(Fields.STREAM_GAPS, stream.gaps())
                .with(Fields.STREAM_SKIPPED, stream.skipped())
                .with(Fields.STREAM_END, Ending.streamEnd(stream, broken));
    }

    void tellSlow(Exchange exchange, long nanos) {
        counters.addSlow();
        if (slowLog.isLoggable(Level.WARN)) {
            long threshold = exchange.rule().slowThreshold().toNanos();
            RequestEvent.of(
                            "slow_request_detected",
                            Level.WARN,
                            exchange,
                            " took " + RequestEvent.readable(nanos) + ", threshold " + RequestEvent.readable(threshold))
                    .withStatus(exchange)
                    .with(Fields.DURATION, RequestEvent.millis(nanos))
                    .with(Fields.THRESHOLD, RequestEvent.millis(threshold))
                    .log(slowLog);
        }
    }
}
