package dev.livetail.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Predicate;

/** The way of an exception from where it became an answer to who tells of its request, so that it is logged once. */
public final class Failures {
    private static final String TAKER = Failures.class.getName();

    private Failures() {}

    /** Has {@code taker} get the exceptions that this request fails with; it returns whether it will tell of them. */
    public static void handTo(Predicate<Throwable> taker, RoutingContext request) {
        request.put(TAKER, taker);
    }

    /** Returns false where nobody takes it. */
    static boolean handOver(RoutingContext request, Throwable failure) {
        Predicate<Throwable> taker = request.get(TAKER);
        return taker != null && taker.test(failure);
    }
}
