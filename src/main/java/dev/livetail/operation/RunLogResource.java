package dev.livetail.operation;

import dev.livetail.histogram.Histogram;
import dev.livetail.histogram.Histograms;
import dev.livetail.journal.Position;
import dev.livetail.stream.HistogramQuery;
import dev.livetail.stream.StreamQuery;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestMulti;

/** The log of one run: from its first line, and live until it has ended. */
@Path("/runs/{id}/logs")
public class RunLogResource {
    private final Runs runs;
    private final RunLogs logs;
    private final Histograms histograms;

    RunLogResource(Runs runs, RunLogs logs, Histograms histograms) {
        this.runs = runs;
        this.logs = logs;
        this.histograms = histograms;
    }

    @GET
    @NonBlocking
    public RestMulti<byte[]> present(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        return log(id, uri, headers, false);
    }

    @GET
    @Path("/stream")
    @NonBlocking
    public RestMulti<byte[]> live(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        return log(id, uri, headers, true);
    }

    @GET
    @Path("/histogram")
    @Blocking
    @Produces(MediaType.APPLICATION_JSON)
    public Histogram histogram(@PathParam("id") String id, @Context UriInfo uri) {
        return histograms.of(runs.get(id).journal(), HistogramQuery.of(uri));
    }

    private RestMulti<byte[]> log(String id, UriInfo uri, HttpHeaders headers, boolean follow) {
        if (Runs.isId(id) && runs.find(id).isEmpty()) {
            // Whoever has read of a run that is not here must not try again for ever, nor take the cut for the end.
            Optional<Position.After> left = StreamQuery.resumption(uri, headers);
            if (left.isPresent()) {
                return logs.lost(id, left.get().id(), query(uri, headers, follow), follow)
                        .build();
            }
        }
        return logs.answer(runs.get(id), query(uri, headers, follow), follow).build();
    }

    private static StreamQuery query(UriInfo uri, HttpHeaders headers, boolean follow) {
        return follow ? StreamQuery.of(uri, headers) : StreamQuery.ofPresent(uri, headers);
    }
}
