package dev.livetail.histogram;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Counts the lines of one journal, and can go on where it was when there are more. Thread-safe: who comes while another
 * one counts waits for that one, and then finds it done.
 */
final class Counting {
    private static final int BLOCK = 1024;
    private static final int BLOCK_BYTES = 1024 * 1024;

    private final Journal journal;
    private final EventFilter filter;
    private final LevelCounts counts = new LevelCounts();
    private long next;

    /** @param begin sequence of the first event to count */
    Counting(Journal journal, EventFilter filter, long begin) {
        this.journal = journal;
        this.filter = filter;
        this.next = begin;
    }

    /**
     * Counts the events up to one that is not counted.
     *
     * @param abandoned asked before each block whether nobody waits for this any more; what is counted by then is kept
     */
    synchronized Histogram upTo(long behind, int buckets, BooleanSupplier abandoned) {
        while (next < behind && !abandoned.getAsBoolean()) {
            List<JournalEntry> block = journal.read(next, (int) Math.min(BLOCK, behind - next), BLOCK_BYTES);
            if (block.isEmpty()) {
                break;
            }
            for (JournalEntry entry : block) {
                // Where the block has been overwritten meanwhile, what is read instead may be behind the last one
                // wanted.
                if (entry.sequence() < behind && filter.matches(entry.event())) {
                    counts.add(entry);
                }
            }
            next = block.getLast().sequence() + 1;
        }
        return counts.histogram(journal, buckets);
    }
}
