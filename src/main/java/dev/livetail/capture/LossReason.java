package dev.livetail.capture;

/** Why a record that was captured is in no journal. */
public enum LossReason {
    /** Callers logged faster than the drain could follow, and the queue was full. */
    QUEUE_FULL("queue-full", "capture queue full"),
    /** The messages that wait in the queue were too long together. */
    QUEUE_BYTES("queue-bytes", "messages in the capture queue too long"),
    /** A parameter's {@code toString()} logged, and what that logged logged again, and so on. */
    REENTRANT("reentrant", "logged while messages were being formatted"),
    /** The drain itself, or a journal or listener that it called, logged more than a line a second. */
    OWN("own", "logged by the drain itself"),
    /** The calling thread could not hand it over: out of memory, out of stack. */
    ERROR("error", "could not be captured"),
    /** The service was ending, and the drain had ended already. */
    CLOSED("closed", "logged after the end"),
    /** The drain could not make an event of it, or the journal did not take it. */
    FAILED("failed", "could not be journalled");

    private final String label;
    private final String explanation;

    LossReason(String label, String explanation) {
        this.label = label;
        this.explanation = explanation;
    }

    /** The name that a metric's tag has for it. */
    public String label() {
        return label;
    }

    /** What a reader of the log is told. */
    String explanation() {
        return explanation;
    }
}
