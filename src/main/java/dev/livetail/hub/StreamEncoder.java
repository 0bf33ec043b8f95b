package dev.livetail.hub;

/**
 * Turns stream events into what a kind of reader takes. Thread-safe, and free of state that depends on the reader: what
 * it makes of log lines is shared by all readers that have it and the same filter.
 */
@FunctionalInterface
public interface StreamEncoder<T> {
    /** Returns null where this kind of reader is told nothing of such an event. */
    T encode(StreamEvent event);
}
