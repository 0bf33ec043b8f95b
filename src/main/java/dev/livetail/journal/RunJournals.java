package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ConcurrentHashMap;

/**
 * The journals of the runs that are going on, by the id of the run. Thread-safe; looking one up takes no lock, since that
 * is done for every line that is logged.
 */
public final class RunJournals {
    private final ConcurrentHashMap<String, Journal> journals = new ConcurrentHashMap<>();

    /** From now on {@link #find} gives this journal for this run. */
    public void put(String runId, Journal journal) {
        journals.put(requireNonNull(runId, "runId is null"), requireNonNull(journal, "journal is null"));
    }

    /** Forgets the run's journal, which is neither flushed nor ended by that; does nothing where there is none. */
    public void remove(String runId) {
        journals.remove(requireNonNull(runId, "runId is null"));
    }

    /** The journal of this run, or null where the run has none (any more). */
    public Journal find(String runId) {
        return journals.get(requireNonNull(runId, "runId is null"));
    }

    public boolean isEmpty() {
        return journals.isEmpty();
    }
}
