package dev.livetail.operation;

import dev.livetail.stream.StreamQuery;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestMulti;

/** The log of one run: from its first line, and live until it has ended. */
@Path("/runs/{id}/logs")
public class RunLogResource {
    private final Runs runs;
    private final RunLogs logs;

    RunLogResource(Runs runs, RunLogs logs) {
        this.runs = runs;
        this.logs = logs;
    }

    @GET
    @NonBlocking
    public RestMulti<byte[]> present(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        return logs.answer(runs.get(id), StreamQuery.of(uri, headers), false).build();
    }

    @GET
    @Path("/stream")
    @NonBlocking
    public RestMulti<byte[]> live(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        return logs.answer(runs.get(id), StreamQuery.of(uri, headers), true).build();
    }
}
