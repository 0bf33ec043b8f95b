package dev.livetail.hub;

/** What happens to a reader that has fallen behind further than the journal reaches. It is told in any case. */
public enum OverflowPolicy {
    /** A gap over the lines that are gone; then on with the oldest that is still there. */
    SKIP,
    /** A gap over everything up to now; then on with the next line that is logged. */
    LATEST,
    /** A gap over the lines that are gone; then the stream ends. */
    DISCONNECT
}
