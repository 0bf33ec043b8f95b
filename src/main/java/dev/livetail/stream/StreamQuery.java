package dev.livetail.stream;

import dev.livetail.filter.EventFilter;
import dev.livetail.hub.OverflowPolicy;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.Position;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the query of a request for a log asks for.
 *
 * @param format the form it is wanted in
 * @param position where to begin
 * @param bounds where to end before the end of what is there; without any for a log that is followed
 * @param filter which lines
 * @param onSlow what to do when the reader falls behind further than the journal reaches
 * @param download whether it is to be saved rather than shown
 * @param again what was given of the above but where to begin: with it, a reader that was cut asks for the same lines
 */
public record StreamQuery(
        StreamFormat format,
        Position position,
        Bounds bounds,
        EventFilter filter,
        OverflowPolicy onSlow,
        boolean download,
        Map<String, List<String>> again) {

    /**
     * Reads a request for a log that is followed, and so takes no bounds.
     *
     * @throws dev.livetail.problem.ProblemException 400, naming the parameter and what it takes; 406 for {@code Accept}
     */
    public static StreamQuery of(UriInfo uri, HttpHeaders headers) {
        return new QueryParser(new QueryParameters(uri.getQueryParameters()), headers).parse();
    }

    /**
     * Reads a request for what is there now of a log.
     *
     * @throws dev.livetail.problem.ProblemException 400, naming the parameter and what it takes; 406 for {@code Accept}
     */
    public static StreamQuery ofPresent(UriInfo uri, HttpHeaders headers) {
        return new QueryParser(new QueryParameters(uri.getQueryParameters()), headers).parseBounded();
    }

    /**
     * Reads of a request only where its reader left off, if it says so.
     *
     * @throws dev.livetail.problem.ProblemException 400 if that is no event id
     */
    public static Optional<Position.After> resumption(UriInfo uri, HttpHeaders headers) {
        return new QueryParser(new QueryParameters(uri.getQueryParameters()), headers).resumption();
    }

    /** The same from elsewhere, and without bounds, which were of the place that was asked for. */
    public StreamQuery from(Position other) {
        return new StreamQuery(format, other, Bounds.NONE, filter, onSlow, download, again);
    }

    /** The same in another form, whatever the request accepts. */
    public StreamQuery as(StreamFormat other) {
        return new StreamQuery(other, position, bounds, filter, onSlow, download, again);
    }
}
