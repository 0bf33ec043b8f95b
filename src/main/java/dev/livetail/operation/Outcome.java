package dev.livetail.operation;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.livetail.redaction.Redactor;
import java.time.Duration;

/** How a run ended, and why. Immutable. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Outcome.Completed.class, name = "completed"),
    @JsonSubTypes.Type(value = Outcome.Exited.class, name = "exited"),
    @JsonSubTypes.Type(value = Outcome.Threw.class, name = "threw"),
    @JsonSubTypes.Type(value = Outcome.NotStarted.class, name = "not_started"),
    @JsonSubTypes.Type(value = Outcome.Cancelled.class, name = "cancelled"),
    @JsonSubTypes.Type(value = Outcome.TimedOut.class, name = "timed_out"),
    @JsonSubTypes.Type(value = Outcome.Lost.class, name = "lost")
})
@JsonIgnoreProperties(value = "text", allowGetters = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Outcome {

    /** The state of a run that ended so. */
    RunState state();

    /** The same, in a line for a person. */
    @JsonProperty("text")
    String text();

    /** The operation returned. */
    record Completed() implements Outcome {
        @Override
        public RunState state() {
            return RunState.SUCCEEDED;
        }

        @Override
        public String text() {
            return "completed";
        }
    }

    /**
     * The command ended by itself, or by a signal that was not ours.
     *
     * @param exitCode its exit code; 128 and the number of the signal where that ended it
     * @param signal the name of that signal, or null
     */
    record Exited(int exitCode, String signal) implements Outcome {
        static Exited with(int exitCode) {
            return new Exited(exitCode, Signals.ofExitCode(exitCode).orElse(null));
        }

        @Override
        public RunState state() {
            return exitCode == 0 ? RunState.SUCCEEDED : RunState.FAILED;
        }

        @Override
        public String text() {
            return signal == null
                    ? "exited with code " + exitCode
                    : "ended by signal %s (exit code %d)".formatted(signal, exitCode);
        }
    }

    /**
     * The operation threw an exception.
     *
     * @param type the exception's class
     * @param message its message, or null
     */
    record Threw(String type, String message) implements Outcome {
        public Threw {
            requireNonNull(type, "type is null");
        }

        static Threw of(Throwable thrown, Redactor redactor) {
            return new Threw(thrown.getClass().getName(), redactor.text(thrown.getMessage()));
        }

        @Override
        public RunState state() {
            return RunState.FAILED;
        }

        @Override
        public String text() {
            return message == null
                    ? type
                    : type + ": " + message.lines().findFirst().orElse("");
        }
    }

    /** The command could not be started. */
    record NotStarted(String reason) implements Outcome {
        @Override
        public RunState state() {
            return RunState.FAILED;
        }

        @Override
        public String text() {
            return "the command could not be started: " + reason;
        }
    }

    /** It was asked to stop. */
    sealed interface Stopped extends Outcome {
        /** The same, of a run that did not heed it: its thread may still be working. */
        Stopped unheeded();
    }

    /** Someone cancelled it. */
    record Cancelled(String reason, boolean abandoned) implements Stopped {
        @Override
        public RunState state() {
            return RunState.CANCELLED;
        }

        @Override
        public Cancelled unheeded() {
            return new Cancelled(reason, true);
        }

        @Override
        public String text() {
            return "cancelled: " + reason + (abandoned ? ABANDONED : "");
        }
    }

    /** It took longer than it may. */
    record TimedOut(
            @JsonFormat(shape = JsonFormat.Shape.STRING) Duration limit, boolean abandoned) implements Stopped {
        @Override
        public RunState state() {
            return RunState.TIMED_OUT;
        }

        @Override
        public TimedOut unheeded() {
            return new TimedOut(limit, true);
        }

        @Override
        public String text() {
            return "stopped after its time limit of " + limit + (abandoned ? ABANDONED : "");
        }
    }

    /** Nobody saw its end. */
    record Lost(String reason) implements Outcome {
        @Override
        public RunState state() {
            return RunState.LOST;
        }

        @Override
        public String text() {
            return "lost: " + reason;
        }
    }

    /** What must be said where a thread could not be stopped. */
    String ABANDONED = "; it did not stop when asked, and its thread was abandoned";
}
