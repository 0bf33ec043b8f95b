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
 * Makes histograms, by reading. A page asks for that of a whole run again and again while the run goes on, with the
 * filter of its reader: the counts are kept, and only what is new is read. Thread-safe.
 */
@ApplicationScoped
public class Histograms {
    /** Each takes less than a megabyte, and mostly far less. */
    private static final int MOST_KEPT = 32;

    private final RoutingContext routing;
    private final Map<Counted, Counting> kept = new LinkedHashMap<>(MOST_KEPT, 0.75f, true);

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
        if (query.isOfAllTimes() && journal.readsBlock()) {
            return kept(new Counted(journal, query.filter())).upTo(journal.last() + 1, query.buckets(), abandoned);
        }
        try {
            Stretch wanted = Stretch.of(journal, query.since(), query.bounds(), query.filter(), abandoned);
            return new Counting(journal, query.filter(), wanted.begin().next())
                    .upTo(wanted.behind(), query.buckets(), abandoned);
        } catch (CancellationException e) {
            return Histogram.EMPTY;
        }
    }

    private Counting kept(Counted counted) {
        synchronized (kept) {
            Counting counting = kept.computeIfAbsent(
                    counted, any -> new Counting(counted.journal, counted.filter, counted.journal.first()));
            if (kept.size() > MOST_KEPT) {
                kept.remove(kept.keySet().iterator().next());
            }
            return counting;
        }
    }

    private record Counted(Journal journal, EventFilter filter) {}
}
