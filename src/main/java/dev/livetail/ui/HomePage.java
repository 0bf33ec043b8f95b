package dev.livetail.ui;

import dev.livetail.operation.Operations;
import dev.livetail.operation.Runs;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Collection;
import java.util.List;

/** The page that people open first: what can be started, what has been started, and the way to the live log. */
@Path("/")
public class HomePage {
    private static final int RECENT_RUNS = 50;

    private final Operations operations;
    private final Runs runs;

    HomePage(Operations operations, Runs runs) {
        this.operations = operations;
        this.runs = runs;
    }

    @CheckedTemplate(basePath = "", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(
                Collection<dev.livetail.operation.Operation> operations, List<RunSummary> runs);
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_HTML)
    public String home() {
        return Templates.home(
                        operations.list(),
                        runs.list().stream()
                                .limit(RECENT_RUNS)
                                .map(RunSummary::of)
                                .toList())
                .render();
    }
}
