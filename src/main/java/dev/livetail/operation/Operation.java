package dev.livetail.operation;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Long-running work that anyone can start and watch. To add one, write a CDI bean that implements this; it logs with any
 * logger and needs to know nothing of streams: what it logs while it runs, on whichever of the platform's threads, is
 * the log of that run.
 */
public interface Operation {
    /** What a name looks like, since it stands in URLs, logger names and thread names. */
    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]*");

    /** Its name, which must match {@link #NAME} and is unique. */
    String name();

    /** What it does, in a sentence for the person who may start it. */
    String description();

    /** What it can be told when it is started, in the order in which a form shall ask for it. */
    default List<Parameter> parameters() {
        return List.of();
    }

    default Limits limits() {
        return Limits.DEFAULT;
    }

    /**
     * Does the work, on a thread that belongs to this run alone. Returning means success, throwing means failure. It is
     * asked to stop by an interrupt; where it does not stop within {@link Limits#grace}, its thread is abandoned.
     */
    void run(RunContext context) throws Exception;
}
