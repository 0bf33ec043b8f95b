package dev.livetail.pipeline;

import dev.livetail.capture.LogCapture;
import dev.livetail.forward.Forwarders;
import dev.livetail.journal.RingJournal;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Where the lines are: the books of all that was logged, for programs and for people. */
@Path("/pipeline")
public class PipelineResource {
    private final LogCapture capture;
    private final RingJournal journal;
    private final Forwarders forwarders;

    PipelineResource(LogCapture capture, RingJournal journal, Forwarders forwarders) {
        this.capture = capture;
        this.journal = journal;
        this.forwarders = forwarders;
    }

    @CheckedTemplate(basePath = "", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance pipeline(Pipeline pipeline);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Pipeline pipeline() {
        return Pipeline.of(capture, journal, forwarders.statuses());
    }

    @GET
    @Produces(MediaType.TEXT_HTML + ";qs=0.9")
    public String page() {
        return Templates.pipeline(pipeline()).render();
    }
}
