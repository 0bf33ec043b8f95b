package dev.livetail.forward.spool;

/** How lines leave a spool that were whole when they did. */
enum Fate {
    REMOVED,
    EXPIRED_BY_SIZE,
    EXPIRED_BY_AGE
}
