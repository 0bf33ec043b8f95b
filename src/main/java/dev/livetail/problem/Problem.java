package dev.livetail.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * The body of an error answer (RFC 9457).
 *
 * @param type always {@code about:blank}: the title says the kind, and there is no page about it
 * @param title what kind of problem it is
 * @param status the HTTP status
 * @param detail a sentence that names what is wrong and what is accepted
 * @param instance the path that was asked for
 * @param parameter which parameter of an operation is wrong, or null; an extension member (section 3.2)
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(String type, String title, int status, String detail, String instance, String parameter) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(int status, String title, String detail, String instance) {
        return new Problem("about:blank", title, status, detail, instance, null);
    }

    Problem ofParameter(String name) {
        return new Problem(type, title, status, detail, instance, name);
    }
}
