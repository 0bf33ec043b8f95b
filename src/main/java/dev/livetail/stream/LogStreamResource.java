package dev.livetail.stream;

import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.RingJournal;
import dev.livetail.stream.format.HtmlPage;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import org.jboss.resteasy.reactive.RestMulti;

/** The service's own log: what is there of it now, or that and everything that is logged from now on. */
@Path("/logs")
public class LogStreamResource {
    private final Journal journal;
    private final LogStreams streams;
    private final HtmlPage page;

    LogStreamResource(RingJournal journal, LogStreams streams, HtmlPage page) {
        this.journal = journal;
        this.streams = streams;
        this.page = page;
    }

    @GET
    @NonBlocking
    public RestMulti<byte[]> present(@Context UriInfo uri, @Context HttpHeaders headers) {
        return log(false, StreamQuery.ofPresent(uri, headers));
    }

    @GET
    @Path("/stream")
    @NonBlocking
    public RestMulti<byte[]> live(@Context UriInfo uri, @Context HttpHeaders headers) {
        return log(true, StreamQuery.of(uri, headers));
    }

    private RestMulti<byte[]> log(boolean follow, StreamQuery query) {
        return streams.answer(new LogStreams.Log(
                        journal,
                        query,
                        follow,
                        "livetail",
                        () -> page.prologue("Live log", "<h1><a href=\"/\">Livetail</a> Live log</h1>", query.again()),
                        () -> new StreamEvent.Ended("complete", "these were all lines at this time")))
                .build();
    }
}
