package dev.livetail.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of a run at one moment: what {@code run.json} keeps and what HTTP shows. Immutable.
 *
 * @param id a UUID of version 7, so that ids sort by time
 * @param operation the operation's name
 * @param state where it is in its life
 * @param createdAt when its start was asked for
 * @param startedAt when its work began, or null
 * @param endedAt when its work ended, or when it was found to be lost; or null
 * @param parameters the values it was started with
 * @param requestedBy who asked for it, as far as known: entries of the mapped diagnostic context
 * @param outcome how it ended, or null
 * @param progress how far it says that it is, or null
 * @param lines how many lines its log has
 * @param linesRefused how many lines its log had no room for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRecord(
        String id,
        String operation,
        RunState state,
        Instant createdAt,
        Instant startedAt,
        Instant endedAt,
        Map<String, String> parameters,
        Map<String, String> requestedBy,
        Outcome outcome,
        Progress progress,
        long lines,
        long linesRefused) {

    public RunRecord {
        requireNonNull(id, "id is null");
        requireNonNull(operation, "operation is null");
        requireNonNull(state, "state is null");
        requireNonNull(createdAt, "createdAt is null");
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        requestedBy = Map.copyOf(requestedBy);
        if (state.ended() && (outcome == null || endedAt == null)) {
            throw new IllegalArgumentException("a run that has ended has an outcome and an end: " + id);
        }
    }

    static RunRecord queued(
            String id,
            String operation,
            Instant createdAt,
            Map<String, String> parameters,
            Map<String, String> requestedBy) {
        return new RunRecord(
                id, operation, RunState.QUEUED, createdAt, null, null, parameters, requestedBy, null, null, 0, 0);
    }

    RunRecord started(Instant instant) {
        return new RunRecord(
                id,
                operation,
                RunState.RUNNING,
                createdAt,
                instant,
                endedAt,
                parameters,
                requestedBy,
                outcome,
                progress,
                lines,
                linesRefused);
    }

    /** With its outcome known, while its last lines are still on their way: the state is not final yet. */
    RunRecord decided(Outcome decision, Instant instant) {
        return new RunRecord(
                id,
                operation,
                state,
                createdAt,
                startedAt,
                instant,
                parameters,
                requestedBy,
                decision,
                progress,
                lines,
                linesRefused);
    }

    RunRecord ended() {
        return new RunRecord(
                id,
                operation,
                outcome.state(),
                createdAt,
                startedAt,
                endedAt,
                parameters,
                requestedBy,
                outcome,
                progress,
                lines,
                linesRefused);
    }

    RunRecord measured(Progress newProgress, long newLines, long newLinesRefused) {
        return new RunRecord(
                id,
                operation,
                state,
                createdAt,
                startedAt,
                endedAt,
                parameters,
                requestedBy,
                outcome,
                newProgress,
                newLines,
                newLinesRefused);
    }
}
