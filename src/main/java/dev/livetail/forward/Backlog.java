package dev.livetail.forward;

import dev.livetail.journal.JournalEntry;
import java.util.List;
import java.util.Optional;

/** Where a forwarder's lines wait for which the journal has no room any more. Used by the forwarder's thread. */
interface Backlog extends AutoCloseable {

    /** Whether it can keep anything at all at the moment. */
    boolean isWritable();

    /** Keeps a batch behind all others; false if it could not be kept. */
    boolean keep(List<JournalEntry> entries);

    /** Takes the oldest batch in hand; empty if there is none. It stays where it is until it is removed. */
    List<JournalEntry> peek();

    /** Removes what was taken in hand. */
    void remove();

    boolean isEmpty();

    /** How many lines wait, without those in hand. */
    long waiting();

    /** Does what is due; to be called about once a second. */
    void maintain();

    /** Why nothing can be kept or read at the moment, if that is so. */
    Optional<String> failure();

    /** How much of the room there is has been taken, from 0 to 1. */
    double fill();

    @Override
    void close();

    /** Keeps nothing. */
    record None() implements Backlog {
        @Override
        public boolean isWritable() {
            return false;
        }

        @Override
        public boolean keep(List<JournalEntry> entries) {
            return false;
        }

        @Override
        public List<JournalEntry> peek() {
            return List.of();
        }

        @Override
        public void remove() {
            throw new IllegalStateException("there is nothing here");
        }

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public long waiting() {
            return 0;
        }

        @Override
        public void maintain() {
            // There is nothing to do.
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }

        @Override
        public double fill() {
            return 0;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
