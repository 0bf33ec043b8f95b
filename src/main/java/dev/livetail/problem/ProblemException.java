package dev.livetail.problem;

import static java.util.Objects.requireNonNull;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;

/**
 * What a client did wrong, or cannot have now, in words meant for that client. Answered as
 * {@code application/problem+json} (RFC 9457).
 */
public final class ProblemException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final Duration retryAfter;
    private final String parameter;

    /**
     * @param status the HTTP status, 400 to 599
     * @param title what kind of problem it is, the same for all of a kind
     * @param detail a sentence that names what is wrong and what is accepted
     */
    public ProblemException(int status, String title, String detail) {
        this(status, title, detail, null, null);
    }

    /** @param retryAfter when another try may succeed */
    public ProblemException(int status, String title, String detail, Duration retryAfter) {
        this(status, title, detail, retryAfter, null);
    }

    private ProblemException(int status, String title, String detail, Duration retryAfter, String parameter) {
        super(requireNonNull(detail, "detail is null"), null, false, false);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be from 400 to 599: " + status);
        }
        this.status = status;
        this.title = requireNonNull(title, "title is null");
        this.retryAfter = retryAfter;
        this.parameter = parameter;
    }

    /** The same, of this parameter, so that a form can show it where it belongs. */
    public ProblemException ofParameter(String name) {
        return new ProblemException(status, title, detail(), retryAfter, requireNonNull(name, "name is null"));
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String detail() {
        return getMessage();
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    public Optional<String> parameter() {
        return Optional.ofNullable(parameter);
    }
}
