package dev.livetail.logger;

import java.time.Duration;

/** Does something later, unless it is cancelled. */
@FunctionalInterface
interface RevertTimer {
    /** Has {@code action} run after {@code delay}; what is returned cancels it. */
    Runnable start(Duration delay, Runnable action);
}
