package dev.livetail.stream;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads of a query which lines are wanted. */
final class FilterParser {
    private static final int MAX_TEXT = 1000;

    private FilterParser() {}

    static EventFilter parse(QueryParameters parameters) {
        List<EventFilter> filters = new ArrayList<>();
        parameters.text("level").map(FilterParser::level).ifPresent(filters::add);
        loggers(parameters.texts("logger")).ifPresent(filters::add);
        parameters
                .text("q")
                .map(value -> new EventFilter.Containing(bounded("q", value)))
                .ifPresent(filters::add);
        parameters.text("regex").map(FilterParser::regex).ifPresent(filters::add);
        context(parameters.text("request_id"), MdcKeys.REQUEST_ID).ifPresent(filters::add);
        context(parameters.text("user_id"), MdcKeys.USER_ID).ifPresent(filters::add);
        context(parameters.text("run"), MdcKeys.RUN_ID).ifPresent(filters::add);
        return new EventFilter.AllOf(filters);
    }

    private static EventFilter level(String value) {
        return new EventFilter.MinimumLevel(LogLevel.parse(value)
                .orElseThrow(() ->
                        QueryParameters.invalid("level", value, "one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL")));
    }

    private static Optional<EventFilter> loggers(List<String> names) {
        Set<String> loggers = names.stream().map(String::trim).collect(Collectors.toUnmodifiableSet());
        return loggers.isEmpty() ? Optional.empty() : Optional.of(new EventFilter.OfLogger(loggers));
    }

    private static EventFilter regex(String value) {
        try {
            return new EventFilter.Matching(Pattern.compile(bounded("regex", value)));
        } catch (PatternSyntaxException e) {
            throw QueryParameters.invalid(
                    "regex",
                    value,
                    "a regular expression in the syntax of RE2, which has no back-references and no look-around ("
                            + e.getDescription() + ")");
        }
    }

    private static Optional<EventFilter> context(Optional<String> value, String key) {
        return value.map(text -> new EventFilter.WithContext(key, text.trim()));
    }

    private static String bounded(String name, String value) {
        if (value.length() > MAX_TEXT) {
            throw QueryParameters.invalid(
                    "'" + name + "' has " + value.length() + " characters, but takes at most " + MAX_TEXT + ".");
        }
        return value;
    }
}
