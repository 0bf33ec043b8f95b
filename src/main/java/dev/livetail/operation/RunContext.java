package dev.livetail.operation;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** What an operation knows of the run that it is doing, and can say about it. Usable from any thread. */
public interface RunContext {

    String runId();

    /** The values it was started with, checked, and with the defaults for what was not given. */
    Map<String, String> parameters();

    /** Tells those who watch how far it is. */
    void progress(long done, long total);

    /** Whether it has been asked to stop: for work on threads that the interrupt of the run's own does not reach. */
    boolean cancelled();

    /**
     * Waits while the log has more to do than is good for it. A log call never waits and is discarded when there is no
     * room; an operation that can log faster than a disk writes, and wants every line kept, calls this before each. Not
     * on an event loop.
     */
    void awaitCapacity() throws InterruptedException;

    /** Waits until all that was logged before this call is in the journal. Not on an event loop. */
    void awaitLogged() throws InterruptedException;

    default Optional<String> optional(String name) {
        return Optional.ofNullable(parameters().get(name));
    }

    default String text(String name) {
        return optional(name).orElseThrow(() -> new IllegalArgumentException("no value for the parameter " + name));
    }

    default long number(String name) {
        return Long.parseLong(text(name));
    }

    default boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /** A value such as {@code 500ms} or {@code PT0.5S}. */
    default Duration duration(String name) {
        return Durations.parse(text(name));
    }
}
