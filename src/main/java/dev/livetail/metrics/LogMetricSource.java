package dev.livetail.metrics;

import com.google.re2j.Matcher;
import dev.livetail.event.LogEvent;
import java.util.Optional;

/** Where in a line a value stands. Immutable. */
sealed interface LogMetricSource {

    /** A named group of the rule's pattern. */
    record Group(String name) implements LogMetricSource {}

    /** An entry of the line's context. */
    record Context(String key) implements LogMetricSource {}

    /** Nowhere: it is always the same. */
    record Text(String literal) implements LogMetricSource {}

    /** The source that is written so, or nothing if the text is none. */
    static Optional<LogMetricSource> parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0 || colon == text.length() - 1) {
            return Optional.empty();
        }
        String rest = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case "group" -> Optional.of(new Group(rest));
            case "mdc" -> Optional.of(new Context(rest));
            case "text" -> Optional.of(new Text(rest));
            default -> Optional.empty();
        };
    }

    /**
     * The value in this line, or null if it has none.
     *
     * @param matcher the rule's pattern where it was found, or null where it has none
     */
    default String in(LogEvent event, Matcher matcher) {
        return switch (this) {
            case Group(String name) -> matcher.group(name);
            case Context(String key) -> event.mdc().get(key);
            case Text(String literal) -> literal;
        };
    }
}
