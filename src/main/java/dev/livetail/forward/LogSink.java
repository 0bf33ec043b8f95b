package dev.livetail.forward;

import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where a forwarder's lines go. Called by one thread, with one batch at a time. */
interface LogSink extends AutoCloseable {

    /**
     * Tries once to hand over these lines.
     *
     * @param entries in their order; not empty
     * @return completes with what came of it, within the sink's own timeouts, and never with an exception
     */
    CompletionStage<Delivery> deliver(List<JournalEntry> entries);

    /** How much one batch may hold at the most. */
    BatchLimits limits();

    @Override
    void close();
}
