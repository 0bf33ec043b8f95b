package dev.livetail.problem;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Consumer;

/** The way of an exception from where it became an answer to who tells of its request, so that it is logged once. */
public final class Failures {
    private static final String TAKER = Failures.class.getName();

    private Failures() {}

    /** Has {@code taker} get the exceptions that this request fails with; it must see to it that they are logged. */
    public static void handTo(Consumer<Throwable> taker, RoutingContext request) {
        request.put(TAKER, taker);
    }

    /** Returns false where nobody takes it. */
    static boolean handOver(RoutingContext request, Throwable failure) {
        Consumer<Throwable> taker = request.get(TAKER);
        if (taker != null) {
            taker.accept(failure);
        }
        return taker != null;
    }
}
