package dev.livetail.stream;

import static java.util.Objects.requireNonNull;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.Position;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;

/**
 * What the query of a request for a histogram asks for.
 *
 * @param since where to begin
 * @param bounds where to end
 * @param filter which lines
 * @param buckets into how many the time is divided at the most, from 10 to 500
 */
public record HistogramQuery(Position since, Bounds bounds, EventFilter filter, int buckets) {
    /** With fewer, two lines around midnight would make one bucket of a year. */
    private static final int LEAST_BUCKETS = 10;

    private static final int MOST_BUCKETS = 500;
    private static final int USUAL_BUCKETS = 120;

    public HistogramQuery {
        requireNonNull(since, "since is null");
        requireNonNull(bounds, "bounds is null");
        requireNonNull(filter, "filter is null");
    }

    /**
     * Reads a request.
     *
     * @throws dev.livetail.problem.ProblemException 400, naming the parameter and what it takes
     */
    public static HistogramQuery of(UriInfo uri) {
        QueryParameters parameters = new QueryParameters(uri.getQueryParameters());
        return new HistogramQuery(
                parameters.instant("since").<Position>map(Position.Since::new).orElseGet(Position.Oldest::new),
                new Bounds(Optional.empty(), parameters.instant("until"), Bounds.NONE.lines()),
                FilterParser.parse(parameters),
                parameters
                        .number("buckets", LEAST_BUCKETS, MOST_BUCKETS, "buckets")
                        .orElse(USUAL_BUCKETS));
    }

    /** Whether it asks for all that the filter lets pass, whenever it was logged. */
    public boolean isOfAllTimes() {
        return since instanceof Position.Oldest && bounds.equals(Bounds.NONE);
    }
}
