package dev.livetail.operation;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.EventId;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import dev.livetail.stream.LogStreams;
import dev.livetail.stream.StreamQuery;
import dev.livetail.stream.format.HtmlPage;
import dev.livetail.stream.format.HtmlText;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestMulti;

/** The log of a run as an answer over HTTP, the same before, during and after the run. */
@ApplicationScoped
public class RunLogs {
    private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

    private static final String LOST =
            "this process does not have the run: the process that ran it has gone, or the run is kept no longer";

    private final LogStreams streams;
    private final HtmlPage page;
    private final ObjectMapper json;

    RunLogs(LogStreams streams, HtmlPage page, ObjectMapper json) {
        this.streams = streams;
        this.page = page;
        this.json = json;
    }

    /** The run's log so far, or until the run has ended. */
    public RestMulti.SyncRestMulti.Builder<byte[]> answer(Run run, StreamQuery query, boolean follow) {
        return answer(
                run,
                query,
                follow,
                () -> page.prologue(run.operation() + " log", heading(run.id(), run.operation()), query.again()));
    }

    /** The same, on a page with this beginning where it is answered as HTML. */
    public RestMulti.SyncRestMulti.Builder<byte[]> answer(
            Run run, StreamQuery query, boolean follow, Supplier<byte[]> prologue) {
        return streams.answer(new LogStreams.Log(
                run.journal(), query, follow, run.operation() + "-" + run.id(), prologue, () -> ending(run)));
    }

    /**
     * The log of a run that is not here, to someone who has read of it: a gap over all that followed, and the end.
     *
     * @param seen the last id that was read
     */
    RestMulti.SyncRestMulti.Builder<byte[]> lost(String id, EventId seen, StreamQuery query, boolean follow) {
        RingJournal nothing = new RingJournal(seen.epoch(), 1, 1);
        nothing.end();
        return streams.answer(new LogStreams.Log(
                nothing,
                query.from(new Position.Gone(seen)),
                follow,
                "run-" + id,
                () -> page.prologue("Lost log", heading(id, "Run"), query.again()),
                () -> new StreamEvent.Ended(name(RunState.LOST), LOST, Map.of("run", id))));
    }

    private static String heading(String id, String name) {
        StringBuilder html = new StringBuilder("<h1><a href=\"/\">Livetail</a> <a href=\"/runs/");
        HtmlText.append(id, html);
        html.append("\">");
        HtmlText.append(name, html);
        return html.append("</a> Log</h1>").toString();
    }

    private StreamEvent.Ended ending(Run run) {
        if (!run.journal().ended() || run.outcome().isEmpty()) {
            return new StreamEvent.Ended(
                    name(run.state()), "these were all lines at this time; the run has not ended", details(run));
        }
        Outcome outcome = run.outcome().get();
        Map<String, Object> details = details(run);
        details.put("outcome", json.convertValue(outcome, MEMBERS));
        String took =
                duration(run).map(duration -> " (" + seconds(duration) + ")").orElse("");
        duration(run).ifPresent(duration -> details.put("durationMillis", duration.toMillis()));
        return new StreamEvent.Ended(name(outcome.state()), outcome.text() + took, details);
    }

    private static Map<String, Object> details(Run run) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("run", run.id());
        details.put("operation", run.operation());
        details.put("lines", run.lines());
        return details;
    }

    private static java.util.Optional<Duration> duration(Run run) {
        return run.startedAt().flatMap(started -> run.endedAt().map(ended -> between(started, ended)));
    }

    private static Duration between(Instant started, Instant ended) {
        return Duration.between(started, ended);
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }

    private static String name(RunState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
