package dev.livetail.ui;

import dev.livetail.event.EventTime;
import dev.livetail.event.PlainText;
import dev.livetail.operation.Outcome;
import dev.livetail.operation.Run;
import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A run in the words of a page. */
@TemplateData
record RunSummary(
        String id,
        String shortId,
        String operation,
        String state,
        String stateLabel,
        boolean going,
        String created,
        String duration,
        long lines,
        String outcome,
        Map<String, String> parameters) {

    static RunSummary of(Run run) {
        String state = run.state().name().toLowerCase(Locale.ROOT);
        return new RunSummary(
                run.id(),
                run.id().substring(run.id().length() - 8),
                run.operation(),
                state,
                state.replace('_', ' '),
                run.endedAt().isEmpty(),
                EventTime.readable(run.createdAt()).substring(0, "2026-11-21 09:34:06".length()),
                run.startedAt().map(started -> duration(started, run)).orElse(""),
                run.lines(),
                run.outcome().map(Outcome::text).orElse(""),
                shown(run.parameters()));
    }

    /** Values may hold anything, and HTML escapes only what is markup. */
    private static Map<String, String> shown(Map<String, String> parameters) {
        Map<String, String> shown = new LinkedHashMap<>();
        parameters.forEach((name, value) -> shown.put(name, PlainText.line(value)));
        return shown;
    }

    private static String duration(Instant started, Run run) {
        Duration duration = Duration.between(started, run.endedAt().orElseGet(Instant::now));
        if (duration.toMinutes() == 0) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toHours() == 0
                ? String.format(Locale.ROOT, "%d min %02d s", duration.toMinutes(), duration.toSecondsPart())
                : String.format(Locale.ROOT, "%d h %02d min", duration.toHours(), duration.toMinutesPart());
    }
}
