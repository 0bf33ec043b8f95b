package dev.livetail.journal;

class RingJournalContractTest extends JournalContract {
    @Override
    Journal journal() {
        return new RingJournal(EPOCH, 10_000, Long.MAX_VALUE);
    }

    /** So small that readers are overtaken. */
    @Override
    Journal journalForFollowers() {
        return new RingJournal(EPOCH, 1000, Long.MAX_VALUE);
    }

    @Override
    boolean mayLoseOldest() {
        return true;
    }
}
