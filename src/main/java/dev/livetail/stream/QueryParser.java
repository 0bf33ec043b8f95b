package dev.livetail.stream;

import dev.livetail.hub.OverflowPolicy;
import dev.livetail.journal.Bounds;
import dev.livetail.journal.Position;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads what one request asks for of a log. */
final class QueryParser {
    private static final List<String> BOUNDS = List.of("before", "until", "limit");

    /** Not where to begin, which is elsewhere next time. */
    private static final List<String> KEPT_FOR_NEXT_TIME = List.of(
            "format",
            "level",
            "logger",
            "q",
            "regex",
            "request_id",
            "user_id",
            "run",
            "on_slow",
            "before",
            "until",
            "limit");

    private final QueryParameters parameters;
    private final HttpHeaders headers;

    QueryParser(QueryParameters parameters, HttpHeaders headers) {
        this.parameters = parameters;
        this.headers = headers;
    }

    /** Of a log that is followed. */
    StreamQuery parse() {
        for (String name : BOUNDS) {
            if (parameters.text(name).isPresent()) {
                throw QueryParameters.invalid(
                        "'" + name + "' bounds what is there now of a log: it is taken by /logs and"
                                + " /runs/{id}/logs, and not where a log is followed.");
            }
        }
        return parse(Bounds.NONE);
    }

    /** Of what is there now of a log. */
    StreamQuery parseBounded() {
        return parse(new Bounds(
                parameters.id("before"),
                parameters.instant("until"),
                parameters
                        .number("limit", 1, Integer.MAX_VALUE, "lines")
                        .map(Integer::longValue)
                        .orElse(Bounds.NONE.lines())));
    }

    private StreamQuery parse(Bounds bounds) {
        return new StreamQuery(
                StreamFormat.negotiate(parameters.text("format").orElse(null), headers.getAcceptableMediaTypes()),
                position(),
                bounds,
                FilterParser.parse(parameters),
                onSlow(),
                download(),
                again());
    }

    private Map<String, List<String>> again() {
        Map<String, List<String>> again = new LinkedHashMap<>();
        for (String name : KEPT_FOR_NEXT_TIME) {
            List<String> values = parameters.texts(name);
            if (!values.isEmpty()) {
                again.put(name, values);
            }
        }
        return again;
    }

    /** Where the reader left off counts for more than where its link says to begin: a browser sends both. */
    private Position position() {
        return resumption().map(Position.class::cast).orElseGet(this::beginning);
    }

    Optional<Position.After> resumption() {
        return Optional.ofNullable(headers.getHeaderString("Last-Event-ID"))
                .filter(value -> !value.isBlank())
                .map(value -> QueryParameters.id("Last-Event-ID", value))
                .or(() -> parameters.id("after"))
                .map(Position.After::new);
    }

    private Position beginning() {
        Optional<Position.Since> since = parameters.instant("since").map(Position.Since::new);
        Optional<Position.Tail> tail =
                parameters.number("tail", 0, Integer.MAX_VALUE, "lines").map(Position.Tail::new);
        if (since.isEmpty()) {
            return tail.isEmpty() ? new Position.Oldest() : tail.get();
        }
        return tail.isEmpty() ? since.get() : new Position.SinceAndTail(since.get(), tail.get());
    }

    private OverflowPolicy onSlow() {
        return parameters
                .text("on_slow")
                .map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
                    case "skip" -> OverflowPolicy.SKIP;
                    case "latest" -> OverflowPolicy.LATEST;
                    case "disconnect" -> OverflowPolicy.DISCONNECT;
                    default -> throw QueryParameters.invalid("on_slow", value, "skip, latest or disconnect");
                })
                .orElse(OverflowPolicy.SKIP);
    }

    private boolean download() {
        return parameters
                .text("download")
                .map(value -> switch (value.trim().toLowerCase(Locale.ROOT)) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw QueryParameters.invalid("download", value, "true or false");
                })
                .orElse(false);
    }
}
