package dev.livetail.requestlog;

import dev.livetail.hub.StreamTally;
import dev.livetail.problem.Failures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.impl.ContextInternal;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * One HTTP exchange, from the first moment in the router to the last byte written, or to the moment at which its
 * connection broke. Whichever comes, exactly one event tells of it.
 *
 * <p>It begins on the event loop of its connection and ends there, in the context of its request, whichever thread has
 * written the answer: a worker writes its last byte while it holds the connection, which must not wait for a log. What it
 * is told of on the way is told by one thread after the other.
 */
public final class Exchange {
    private static final String KEY = Exchange.class.getName();
    private static final long NOT_YET = -1;

    private final RequestLog log;
    private final RoutingContext http;
    private final RouteRule rule;
    private final boolean showsBodies;
    private final ContextInternal context = (ContextInternal) Vertx.currentContext();
    private final long startedAt = System.nanoTime();
    private volatile Throwable failure;
    private volatile StreamTally stream;
    private volatile long firstByte = NOT_YET;
    private boolean slow;
    private volatile boolean ended;

    private Exchange(RequestLog log, RoutingContext http, RouteRule rule, boolean showsBodies) {
        this.log = log;
        this.http = http;
        this.rule = rule;
        this.showsBodies = showsBodies;
    }

    /** The exchange of a request; empty where nothing is told of it. */
    public static Optional<Exchange> of(RoutingContext http) {
        return Optional.ofNullable(http.get(KEY));
    }

    static void begin(RequestLog log, RoutingContext http, RouteRule rule, boolean showsBodies) {
        Exchange exchange = new Exchange(log, http, rule, showsBodies);
        http.put(KEY, exchange);
        Failures.handTo(exchange::failed, http);
        http.addBodyEndHandler(written -> exchange.end(false));
        // Also called for answers that are whole, and for HTTP/2 with success where the connection is gone.
        http.addEndHandler(result -> {
            if (!http.response().ended()) {
                exchange.end(true);
            }
        });
    }

    /** Makes it a stream: measured to its first byte, and no failure where its reader goes away. */
    public void streams(StreamTally tally) {
        stream = tally;
        http.addHeadersEndHandler(headers -> {
            firstByte = System.nanoTime() - startedAt;
            onEventLoop(() -> checkSlow(firstByte));
        });
    }

    /** Tells of a body that is written by other means than as the entity of a resource. */
    public void answersWith(String contentType, byte[] body) {
        if (showsBodies) {
            log.bodies().tell(BodyLogging.RESPONSE, this, contentType, body);
        }
    }

    /** Returns whether it will be told: it is too late where the client has gone before. */
    private boolean failed(Throwable why) {
        failure = why;
        return !ended;
    }

    private void end(boolean broken) {
        onEventLoop(() -> {
            if (!ended) {
                ended = true;
                long duration = System.nanoTime() - startedAt;
                if (stream == null || firstByte == NOT_YET) {
                    checkSlow(duration);
                }
                log.tell(new Ending(this, duration, broken));
            }
        });
    }

    private void checkSlow(long nanos) {
        if (rule.isSlow(nanos)) {
            slow = true;
            log.tellSlow(this, nanos);
        }
    }

    private void onEventLoop(Runnable task) {
        if (context.nettyEventLoop().inEventLoop()) {
            context.dispatch(task);
        } else {
            context.runOnContext(unused -> task.run());
        }
    }

    RoutingContext http() {
        return http;
    }

    HttpServerResponse response() {
        return http.response();
    }

    /** Whether its status is settled. */
    boolean isAnswered() {
        return firstByte != NOT_YET || response().headWritten();
    }

    RouteRule rule() {
        return rule;
    }

    boolean showsBodies() {
        return showsBodies;
    }

    boolean isSlow() {
        return slow;
    }

    /** Null where it is no stream. */
    StreamTally stream() {
        return stream;
    }

    /** Nanoseconds to the first byte of a stream; empty where there was none. */
    Optional<Long> firstByte() {
        return firstByte == NOT_YET ? Optional.empty() : Optional.of(firstByte);
    }

    /** Why it failed; null where that is not known, or it did not. */
    Throwable failure() {
        return failure;
    }
}
