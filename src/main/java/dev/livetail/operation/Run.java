package dev.livetail.operation;

import static java.util.Objects.requireNonNull;

import dev.livetail.journal.Journal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One time that an operation is done: what it was told, how it is going or how it ended, and its log.
 *
 * <p>One thread at a time moves a run on: its starter, then its own thread, then whoever sees it end. It replaces an
 * immutable record; those who look take the record as it is. Progress comes often and from any thread, so it stands
 * beside the record. The outcome is known before the journal ends, so that a reader who has come to the journal's end
 * can say how the run ended; the state becomes final only when all the run's lines are in the journal.
 *
 * <p>Thread-safe.
 */
public final class Run {
    private final Journal journal;
    private final CompletableFuture<Run> whenEnded = new CompletableFuture<>();
    private volatile RunRecord record;
    private volatile Progress progress;

    Run(RunRecord record, Journal journal) {
        this.record = requireNonNull(record, "record is null");
        this.journal = requireNonNull(journal, "journal is null");
        this.progress = record.progress();
        if (record.state().ended()) {
            whenEnded.complete(this);
        }
    }

    public String id() {
        return record.id();
    }

    /** The name of the operation. */
    public String operation() {
        return record.operation();
    }

    public RunState state() {
        return record.state();
    }

    public Instant createdAt() {
        return record.createdAt();
    }

    public Optional<Instant> startedAt() {
        return Optional.ofNullable(record.startedAt());
    }

    public Optional<Instant> endedAt() {
        return Optional.ofNullable(record.endedAt());
    }

    public Map<String, String> parameters() {
        return record.parameters();
    }

    /** Who asked for it, as far as known: the request's id and the user's, by their names in the MDC. */
    public Map<String, String> requestedBy() {
        return record.requestedBy();
    }

    /** How it ended. Known before its journal ends, and so before its state is final. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(record.outcome());
    }

    public Optional<Progress> progress() {
        return Optional.ofNullable(progress);
    }

    /** Its log, from its first line to its last. Reading it may wait for a disk. */
    public Journal journal() {
        return journal;
    }

    /** How many lines its log has. */
    public long lines() {
        return state().ended() ? record.lines() : journal.last();
    }

    /** How many lines its log had no room for. */
    public long linesRefused() {
        return state().ended() ? record.linesRefused() : journal.refused();
    }

    /** Completes when its state is final. */
    public CompletionStage<Run> whenEnded() {
        return whenEnded.minimalCompletionStage();
    }

    /** All that is known of it at this moment. */
    public RunRecord snapshot() {
        return record.measured(progress, lines(), linesRefused());
    }

    void start(Instant instant) {
        record = record.started(instant);
    }

    void progress(Progress newProgress) {
        progress = newProgress;
    }

    void decide(Outcome outcome, Instant instant) {
        record = record.decided(outcome, instant);
    }

    /** Makes public that it has ended. */
    void end(RunRecord last) {
        record = last;
        whenEnded.complete(this);
    }
}
