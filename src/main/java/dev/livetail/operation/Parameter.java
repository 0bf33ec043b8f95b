package dev.livetail.operation;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import java.util.Optional;

/**
 * What an operation can be told when it is started. Immutable.
 *
 * @param name what it is called
 * @param description what it means, and what is accepted, for the person who starts
 * @param pattern what a value must match wholly; linear in time, since anyone may send a value
 * @param required whether a start without it is refused
 * @param defaultValue the value where none is given, or null: the run then has no such value
 */
public record Parameter(String name, String description, Pattern pattern, boolean required, String defaultValue) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_-]*");

    public Parameter {
        requireNonNull(description, "description is null");
        requireNonNull(pattern, "pattern is null");
        if (!NAME.matches(name)) {
            throw new IllegalArgumentException("the name of a parameter must match %s: %s".formatted(NAME, name));
        }
        if (defaultValue != null && !pattern.matches(defaultValue)) {
            throw new IllegalArgumentException(
                    "the default of '%s' must match %s: %s".formatted(name, pattern, defaultValue));
        }
    }

    /** One without which nothing is started. */
    public static Parameter required(String name, String description, String pattern) {
        return new Parameter(name, description, Pattern.compile(pattern), true, null);
    }

    /** One that may be left out. */
    public static Parameter optional(String name, String description, String pattern, String defaultValue) {
        return new Parameter(name, description, Pattern.compile(pattern), false, defaultValue);
    }

    public boolean accepts(String value) {
        return pattern.matches(value);
    }

    public Optional<String> whenAbsent() {
        return Optional.ofNullable(defaultValue);
    }
}
