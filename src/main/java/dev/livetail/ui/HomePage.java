package dev.livetail.ui;

import dev.livetail.operation.OperationView;
import dev.livetail.operation.Operations;
import dev.livetail.operation.Runs;
import dev.livetail.redaction.Redactor;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The page that people open first: what can be started, what has been started, and the way to the live log. */
@Path("/")
public class HomePage {
    private static final int RECENT_RUNS = 50;

    private final Operations operations;
    private final Runs runs;
    private final Redactor redactor;

    HomePage(Operations operations, Runs runs, Redactor redactor) {
        this.operations = operations;
        this.runs = runs;
        this.redactor = redactor;
    }

    @CheckedTemplate(basePath = "", defaultName = CheckedTemplate.ELEMENT_NAME)
    static final class Templates {
        private Templates() {}

        static native TemplateInstance home(List<OperationView> operations, List<RunSummary> runs);
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_HTML)
    public String home() {
        return Templates.home(
                        operations.list().stream()
                                .map(operation -> OperationView.of(operation, redactor))
                                .toList(),
                        runs.list().stream()
                                .limit(RECENT_RUNS)
                                .map(RunSummary::of)
                                .toList())
                .render();
    }
}
