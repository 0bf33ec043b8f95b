package dev.livetail.stream;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.livetail.context.MdcKeys;
import dev.livetail.event.EventId;
import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.hub.OverflowPolicy;
import dev.livetail.journal.Position;
import dev.livetail.problem.ProblemException;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the query of one request. An empty parameter counts as absent: that is how a form sends an empty field. */
final class QueryParser {
    private static final int MAX_TEXT = 1000;
    /** Not where to begin, which is elsewhere next time. */
    private static final List<String> KEPT_FOR_NEXT_TIME =
            List.of("format", "level", "logger", "q", "regex", "request_id", "user_id", "run", "on_slow");

    private final MultivaluedMap<String, String> parameters;
    private final HttpHeaders headers;

    QueryParser(MultivaluedMap<String, String> parameters, HttpHeaders headers) {
        this.parameters = parameters;
        this.headers = headers;
    }

    StreamQuery parse() {
        return new StreamQuery(
                StreamFormat.negotiate(parameters.getFirst("format"), headers.getAcceptableMediaTypes()),
                position(),
                filter(),
                onSlow(),
                download(),
                again());
    }

    private Map<String, List<String>> again() {
        Map<String, List<String>> again = new LinkedHashMap<>();
        for (String name : KEPT_FOR_NEXT_TIME) {
            List<String> values = parameters.getOrDefault(name, List.of()).stream()
                    .filter(value -> !value.isBlank())
                    .toList();
            if (!values.isEmpty()) {
                again.put(name, values);
            }
        }
        return again;
    }

    private Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isBlank());
    }

    /** Where the reader left off counts for more than where its link says to begin: a browser sends both. */
    private Position position() {
        return resumption().map(Position.class::cast).orElseGet(this::beginning);
    }

    Optional<Position.After> resumption() {
        return Optional.ofNullable(headers.getHeaderString("Last-Event-ID"))
                .filter(value -> !value.isBlank())
                .map(value -> after("Last-Event-ID", value))
                .or(() -> parameter("after").map(value -> after("after", value)));
    }

    private Position beginning() {
        Optional<Position.Since> since = parameter("since").map(QueryParser::since);
        Optional<Position.Tail> tail = parameter("tail").map(QueryParser::tail);
        if (since.isEmpty()) {
            return tail.isEmpty() ? new Position.Oldest() : tail.get();
        }
        return tail.isEmpty() ? since.get() : new Position.SinceAndTail(since.get(), tail.get());
    }

    private static Position.After after(String name, String value) {
        return new Position.After(EventId.parse(value.trim())
                .orElseThrow(() -> invalid(name, value, "an event id as it was sent: <epoch>-<sequence>, in digits")));
    }

    private static Position.Tail tail(String value) {
        try {
            return new Position.Tail(Integer.parseInt(value.trim()));
        } catch (IllegalArgumentException e) {
            throw invalid("tail", value, "a whole number of lines, from 0 to " + Integer.MAX_VALUE);
        }
    }

    private static Position.Since since(String value) {
        // A '+' that was not escaped arrives as a space.
        String text = value.trim().replace(' ', '+');
        try {
            return new Position.Since(
                    text.indexOf(':') > 0
                            ? OffsetDateTime.parse(text).toInstant()
                            : Instant.now().minus(positive(DurationConverter.parseDuration(text))));
        } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
            throw invalid(
                    "since", value, "an instant such as 2026-11-21T09:34:06Z or a duration back such as 5m or PT5M");
        }
    }

    private static Duration positive(Duration duration) {
        if (duration == null || duration.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative");
        }
        return duration;
    }

    private EventFilter filter() {
        List<EventFilter> filters = new ArrayList<>();
        parameter("level").map(QueryParser::level).ifPresent(filters::add);
        loggers().ifPresent(filters::add);
        parameter("q")
                .map(value -> new EventFilter.Containing(bounded("q", value)))
                .ifPresent(filters::add);
        parameter("regex").map(QueryParser::regex).ifPresent(filters::add);
        context("request_id", MdcKeys.REQUEST_ID).ifPresent(filters::add);
        context("user_id", MdcKeys.USER_ID).ifPresent(filters::add);
        context("run", MdcKeys.RUN_ID).ifPresent(filters::add);
        return new EventFilter.AllOf(filters);
    }

    private static EventFilter level(String value) {
        return new EventFilter.MinimumLevel(LogLevel.parse(value)
                .orElseThrow(() -> invalid("level", value, "one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL")));
    }

    private Optional<EventFilter> loggers() {
        List<String> names = parameters.getOrDefault("logger", List.of()).stream()
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(new EventFilter.OfLogger(Set.copyOf(names)));
    }

    private static EventFilter regex(String value) {
        try {
            return new EventFilter.Matching(Pattern.compile(bounded("regex", value)));
        } catch (PatternSyntaxException e) {
            throw invalid(
                    "regex",
                    value,
                    "a regular expression in the syntax of RE2, which has no back-references and no look-around ("
                            + e.getDescription() + ")");
        }
    }

    private Optional<EventFilter> context(String name, String key) {
        return parameter(name).map(value -> new EventFilter.WithContext(key, value.trim()));
    }

    private OverflowPolicy onSlow() {
        return parameter("on_slow")
                .map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
                    case "skip" -> OverflowPolicy.SKIP;
                    case "latest" -> OverflowPolicy.LATEST;
                    case "disconnect" -> OverflowPolicy.DISCONNECT;
                    default -> throw invalid("on_slow", value, "skip, latest or disconnect");
                })
                .orElse(OverflowPolicy.SKIP);
    }

    private boolean download() {
        return parameter("download")
                .map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw invalid("download", value, "true or false");
                })
                .orElse(false);
    }

    private static String bounded(String name, String value) {
        if (value.length() > MAX_TEXT) {
            throw new ProblemException(
                    400,
                    "Invalid Parameter",
                    "'" + name + "' has " + value.length() + " characters, but takes at most " + MAX_TEXT + ".");
        }
        return value;
    }

    private static ProblemException invalid(String name, String value, String takes) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        return new ProblemException(
                400, "Invalid Parameter", "'" + name + "' is '" + shown + "', but takes " + takes + ".");
    }
}
