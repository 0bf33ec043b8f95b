package dev.livetail.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livetail.journal.Bounds;
import dev.livetail.operation.Run;
import dev.livetail.operation.RunLogs;
import dev.livetail.operation.Runs;
import dev.livetail.problem.ProblemException;
import dev.livetail.stream.StreamFormat;
import dev.livetail.stream.StreamQuery;
import dev.livetail.stream.format.HtmlPage;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * The page of a run: what it is, and its log, which grows while the page loads, without any script.
 *
 * <p>Its path is that of the resource which answers with JSON: a more specific one would hide that one's methods.
 */
@Path("/runs")
public class RunPage {
    private final Runs runs;
    private final RunLogs logs;
    private final HtmlPage page;

    RunPage(Runs runs, RunLogs logs, HtmlPage page) {
        this.runs = runs;
        this.logs = logs;
        this.page = page;
    }

    @CheckedTemplate(basePath = "", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance run(RunSummary run);

        static native TemplateInstance missing();
    }

    @GET
    @Path("/{id}")
    @Blocking
    @Produces("text/html")
    public RestMulti<byte[]> page(@PathParam("id") String id, @Context UriInfo uri, @Context HttpHeaders headers) {
        Optional<Run> found = runs.find(id);
        if (found.isEmpty()) {
            return missing();
        }
        Run run = found.get();
        StreamQuery query;
        try {
            query = StreamQuery.ofPresent(uri, headers).as(StreamFormat.HTML);
        } catch (ProblemException refused) {
            // What its reader has typed last is in the address: who comes again is to find a page where it can be
            // mended.
            return whole(refused.status(), refusal(run, refused));
        }
        // The address of a page whose reader has chosen a part of the log says so, and must not be refused for it.
        boolean follow = query.bounds().equals(Bounds.NONE);
        return logs.answer(run, query, follow, () -> prologue(run, query)).build();
    }

    private static RestMulti<byte[]> missing() {
        return whole(404, Templates.missing().render().getBytes(UTF_8));
    }

    private static RestMulti<byte[]> whole(int status, byte[] page) {
        return RestMulti.fromMultiData(Multi.createFrom().item(page))
                .status(status)
                .header(HttpHeaders.CONTENT_TYPE, "text/html;charset=UTF-8")
                .build();
    }

    private byte[] refusal(Run run, ProblemException refused) {
        RunSummary summary = RunSummary.of(run);
        return page.refusal(title(summary), Templates.run(summary).render(), refused.detail());
    }

    private byte[] prologue(Run run, StreamQuery query) {
        RunSummary summary = RunSummary.of(run);
        return page.prologue(title(summary), Templates.run(summary).render(), query.again());
    }

    private static String title(RunSummary summary) {
        return summary.operation() + " " + summary.stateLabel();
    }

    /** What a button does on a page without script, where a form cannot send DELETE. */
    @POST
    @Path("/{id}/cancel")
    @Blocking
    public Response cancel(@PathParam("id") String id) {
        Run run = runs.cancel(id, "asked for on its page");
        return Response.status(Response.Status.SEE_OTHER)
                .header(HttpHeaders.LOCATION, "/runs/" + run.id())
                .build();
    }
}
