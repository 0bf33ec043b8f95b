package dev.livetail.operation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** A run as HTTP shows it: all that is known of it, and where to go from there. */
@RegisterForReflection(
        targets = {
            RunView.class,
            RunView.Links.class,
            RunRecord.class,
            Progress.class,
            Outcome.class,
            Outcome.Completed.class,
            Outcome.Exited.class,
            Outcome.Threw.class,
            Outcome.NotStarted.class,
            Outcome.Cancelled.class,
            Outcome.TimedOut.class,
            Outcome.Lost.class
        })
public record RunView(@JsonUnwrapped RunRecord run, Links links) {

    public static RunView of(Run run) {
        String self = "/runs/" + run.id();
        return new RunView(run.snapshot(), new Links(self, self + "/logs", self + "/logs/stream"));
    }

    /**
     * Where to go from here.
     *
     * @param self this run
     * @param logs its log so far
     * @param stream its log from the first line, then live until it ends
     */
    public record Links(String self, String logs, String stream) {}
}
