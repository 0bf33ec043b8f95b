package dev.livetail.requestlog;

import org.jboss.logmanager.Level;

/** How an exchange ended. */
public enum Outcome {
    /** Answered as it should be, which may be to say that the request was wrong; or a stream whose reader went away. */
    COMPLETED("request_completed", Level.INFO),
    /** Not served for a reason that the answer gives, such as too many readers. */
    REFUSED("request_failed", Level.WARN),
    /** By our own fault. */
    FAILED("request_failed", Level.ERROR),
    /** The connection was closed before the answer was whole. */
    BROKEN("request_failed", Level.WARN);

    private final String event;
    private final Level level;

    Outcome(String event, Level level) {
        this.event = event;
        this.level = level;
    }

    String event() {
        return event;
    }

    Level level() {
        return level;
    }
}
