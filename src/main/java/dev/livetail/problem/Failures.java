package dev.livetail.problem;

import io.vertx.core.http.HttpClosedException;
import io.vertx.ext.web.RoutingContext;
import java.nio.channels.ClosedChannelException;
import java.util.function.Predicate;

/** The way of an exception from where it became an answer to who tells of its request, so that it is logged once. */
public final class Failures {
    private static final String TAKER = Failures.class.getName();

    private Failures() {}

    /** Has {@code taker} get the exceptions that this request fails with; it returns whether it will tell of them. */
    public static void handTo(Predicate<Throwable> taker, RoutingContext request) {
        request.put(TAKER, taker);
    }

    /**
     * Whether it comes of a client that has gone within its request, which reading that may find before the connection
     * does, or after: what is answered goes nowhere, and nobody here is to blame.
     */
    public static boolean isClientGone(RoutingContext request, Throwable failure) {
        if (request.request().isEnded()) {
            return false;
        }
        Throwable cause = failure;
        while (cause != null && !isClosedConnection(cause)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static boolean isClosedConnection(Throwable cause) {
        return cause instanceof ClosedChannelException || cause instanceof HttpClosedException;
    }

    /** Returns false where nobody takes it. */
    static boolean handOver(RoutingContext request, Throwable failure) {
        Predicate<Throwable> taker = request.get(TAKER);
        return taker != null && taker.test(failure);
    }
}
