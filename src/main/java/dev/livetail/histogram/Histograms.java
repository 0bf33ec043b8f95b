package dev.livetail.histogram;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.Stretch;
import dev.livetail.stream.HistogramQuery;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Makes histograms, by reading. A page asks for that of a whole run again and again while the run goes on: its counts are
 * kept, and only what is new is read. Thread-safe.
 */
@ApplicationScoped
public class Histograms {
    /** Each takes less than a megabyte, and mostly far less. */
    private static final int MOST_KEPT = 16;

    private final RoutingContext routing;
    private final Map<Journal, Counting> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true);

    Histograms(RoutingContext routing) {
        this.routing = routing;
    }

    /** Must be called on a thread of the request that may wait for a disk; it stops reading when the client goes away. */
    public Histogram of(Journal journal, HistogramQuery query) {
        HttpServerResponse answer = routing.response();
        return of(journal, query, answer::closed);
    }

    Histogram of(Journal journal, HistogramQuery query, BooleanSupplier abandoned) {
        // In memory there is not much to read, and the oldest lines go.
        if (query.isOfAll() && journal.readsBlock()) {
            return kept(journal).upTo(journal.last() + 1, query.buckets(), abandoned);
        }
        try {
            Stretch wanted = Stretch.of(journal, query.since(), query.bounds(), query.filter(), abandoned);
            return new Counting(journal, query.filter(), wanted.begin().next())
                    .upTo(wanted.behind(), query.buckets(), abandoned);
        } catch (CancellationException e) {
            return Histogram.EMPTY;
        }
    }

    private Counting kept(Journal journal) {
        synchronized (kept) {
            Counting counting =
                    kept.computeIfAbsent(journal, any -> new Counting(journal, EventFilter.all(), journal.first()));
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
            return counting;
        }
    }
}
