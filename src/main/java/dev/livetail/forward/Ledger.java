package dev.livetail.forward;

import dev.livetail.journal.Journal;

/**
 * Keeps one forwarder's books. Each entry moves lines from one column to another, so that they close whenever anyone
 * looks. Thread-safe.
 */
final class Ledger {
    private final Journal journal;
    private final long recovered;

    // Guarded by this:
    private long read;
    private long filtered;
    private long forwarded;
    private long deadLettered;
    private long overtaken;
    private long abandoned;
    private long inHand;
    private long spooled;
    private long lostInSpool;

    /** @param recovered lines that are in the spool already */
    Ledger(Journal journal, long recovered) {
        this.journal = journal;
        this.recovered = recovered;
        this.spooled = recovered;
        this.read = journal.first() - 1;
        this.overtaken = read;
    }

    /** Lines were read from the journal: some were gone before, some are not wanted, the rest is in hand. */
    synchronized void read(long gone, long unwanted, long wanted) {
        read += gone + unwanted + wanted;
        overtaken += gone;
        filtered += unwanted;
        inHand += wanted;
    }

    synchronized void forwarded(long lines) {
        forwarded += lines;
        inHand -= lines;
    }

    synchronized void deadLettered(long lines) {
        deadLettered += lines;
        inHand -= lines;
    }

    /** Lines in hand were given up: there is nowhere to put them. */
    synchronized void abandoned(long lines) {
        abandoned += lines;
        inHand -= lines;
    }

    /**
     * Lines went from hand into the spool, or (negative) out of it again.
     *
     * @param lines how many
     * @param left how many are in the spool now; what is missing was lost there
     */
    synchronized void spooled(long lines, long left) {
        inHand -= lines;
        lostInSpool += spooled + lines - left;
        spooled = left;
    }

    /** Lines from the spool went back from hand to where they still are. */
    synchronized void returned(long lines) {
        inHand -= lines;
        spooled += lines;
    }

    synchronized Books books() {
        long journalled = journal.last();
        // They are gone, though nobody has come for them yet.
        long missed = Math.clamp(journal.first() - 1 - read, 0, journalled - read);
        return new Books(
                journalled,
                recovered,
                filtered,
                forwarded,
                deadLettered,
                spooled,
                inHand + journalled - read - missed,
                overtaken + missed + abandoned + lostInSpool);
    }
}
