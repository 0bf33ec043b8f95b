package dev.livetail.forward.spool;

/** When a spool waits until the device has what was written. Nothing of this is needed to survive {@code kill -9}. */
public enum Fsync {
    /** Before each append and each removal returns: a loss of power takes nothing. */
    EACH_BATCH,
    /** Once a second: a loss of power takes what was appended in the last second, and gives back what was removed in it. */
    INTERVAL,
    /** When the operating system wants to, mostly within half a minute. */
    NEVER
}
