package dev.livetail.operation;

import dev.livetail.problem.ProblemException;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** The runs: what became of each start. */
@Path("/runs")
@Produces(MediaType.APPLICATION_JSON)
public class RunResource {
    private final Runs runs;

    RunResource(Runs runs) {
        this.runs = runs;
    }

    /**
     * The runs that are kept, newest first.
     *
     * @param operation of this operation only
     * @param state in this state only
     * @param limit how many at the most
     */
    @GET
    @Blocking
    public List<RunView> list(@RestQuery String operation, @RestQuery String state, @RestQuery String limit) {
        Predicate<Run> wanted = inState(state);
        Stream<Run> found = runs.list().stream()
                .filter(run -> operation == null || run.operation().equals(operation))
                .filter(wanted);
        return (limit == null ? found : found.limit(positive(limit)))
                .map(RunView::of)
                .toList();
    }

    @GET
    @Path("/{id}")
    @Blocking
    public RunView get(String id) {
        return RunView.of(runs.get(id));
    }

    /**
     * Asks a run to stop: 202 with the run as it is, which is still going on until it has stopped. A run that has ended is
     * answered with 200 and not changed, so that asking twice does no harm.
     */
    @DELETE
    @Path("/{id}")
    @Blocking
    public RestResponse<RunView> cancel(String id) {
        boolean ended = runs.get(id).state().ended();
        RunView run = RunView.of(ended ? runs.get(id) : runs.cancel(id, "by request"));
        return RestResponse.ResponseBuilder.<RunView>create(ended ? 200 : 202)
                .entity(run)
                .build();
    }

    private static Predicate<Run> inState(String text) {
        if (text == null) {
            return run -> true;
        }
        RunState state = RunState.of(text)
                .orElseThrow(() -> invalid("'state' takes one of "
                        + Arrays.stream(RunState.values())
                                .map(RunState::toString)
                                .collect(Collectors.joining(", "))
                        + "."));
        return run -> run.state() == state;
    }

    private static long positive(String limit) {
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw invalid("'limit' takes a whole number from 1.");
        }
        return Long.parseLong(limit);
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(400, "Invalid Parameter", detail);
    }
}
