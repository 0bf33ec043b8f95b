package dev.livetail.capture;

/** What happens to a record when the queue between the calling threads and the drain is full. */
public enum Overflow {
    /** It is discarded and counted, the levels below WARN first. */
    DISCARD,
    /** Its caller waits for room; but never an event loop, which discards. */
    BLOCK
}
