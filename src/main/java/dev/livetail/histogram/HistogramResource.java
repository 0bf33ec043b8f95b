package dev.livetail.histogram;

import dev.livetail.journal.RingJournal;
import dev.livetail.stream.HistogramQuery;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

/** How much was logged when, of what the service's journal has now. */
@Path("/logs/histogram")
@Produces(MediaType.APPLICATION_JSON)
public class HistogramResource {
    private final RingJournal journal;
    private final Histograms histograms;

    HistogramResource(RingJournal journal, Histograms histograms) {
        this.journal = journal;
        this.histograms = histograms;
    }

    @GET
    @Blocking
    public Histogram histogram(@Context UriInfo uri) {
        return histograms.of(journal, HistogramQuery.of(uri));
    }
}
