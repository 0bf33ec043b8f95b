package dev.livetail.capture;

/** What waits for the drain, in the order in which it was put into the queue. */
sealed interface Queued permits CapturedRecord, Queued.Barrier {

    /** Everything that was logged before this is ahead of it in the queue. */
    record Barrier(Runnable action) implements Queued {}
}
