package dev.livetail.requestlog;

import dev.livetail.hub.StreamTally;
import dev.livetail.problem.Failures;
import dev.livetail.problem.ProblemException;
import java.util.Locale;

/**
 * How an exchange has ended.
 *
 * @param duration how long it took, in nanoseconds
 * @param broken whether the connection broke before the answer was whole
 */
record Ending(Exchange exchange, long duration, boolean broken) {
    private static final int FIRST_ERROR_OF_OURS = 500;

    Outcome outcome() {
        if ((broken || isClientGone()) && exchange.stream() == null) {
            // Whatever failed, such as to read the request, may have failed by that.
            return Outcome.BROKEN;
        }
        if (failure() instanceof ProblemException) {
            return Outcome.REFUSED;
        }
        if (failure() != null
                || (exchange.isAnswered() && exchange.response().getStatusCode() >= FIRST_ERROR_OF_OURS)) {
            return Outcome.FAILED;
        }
        return Outcome.COMPLETED;
    }

    /** Whether a status was told to someone. */
    boolean isAnswered() {
        return exchange.isAnswered() && !isClientGone();
    }

    private boolean isClientGone() {
        return Failures.isClientGone(exchange.http(), exchange.failure());
    }

    /** Null where there is none, or none is known. */
    Throwable failure() {
        StreamTally stream = exchange.stream();
        return exchange.failure() != null || stream == null
                ? exchange.failure()
                : stream.failure().orElse(null);
    }

    /** Why a stream ended, in a word. */
    static String streamEnd(StreamTally stream, boolean broken) {
        return stream.end()
                .filter(end -> !broken || end == StreamTally.End.FAILED)
                .map(end -> end.name().toLowerCase(Locale.ROOT))
                .orElse("disconnected");
    }
}
