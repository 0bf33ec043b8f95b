package dev.livetail.stream;

import dev.livetail.event.EventId;
import dev.livetail.problem.ProblemException;
import io.quarkus.runtime.configuration.DurationConverter;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/**
 * The query of one request, its values by what they are. An empty parameter counts as absent: that is how a form sends an
 * empty field. What cannot be read is refused with 400, by a {@link ProblemException} that names it and what it takes.
 */
final class QueryParameters {
    private final MultivaluedMap<String, String> parameters;

    QueryParameters(MultivaluedMap<String, String> parameters) {
        this.parameters = parameters;
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.getFirst(name)).filter(value -> !value.isBlank());
    }

    List<String> texts(String name) {
        return parameters.getOrDefault(name, List.of()).stream()
                .filter(value -> !value.isBlank())
                .toList();
    }

    Optional<EventId> id(String name) {
        return text(name).map(value -> id(name, value));
    }

    static EventId id(String name, String value) {
        return EventId.parse(value.trim())
                .orElseThrow(() -> invalid(name, value, "an event id as it was sent: <epoch>-<sequence>, in digits"));
    }

    /** @param counted what it is a number of */
    Optional<Integer> number(String name, int least, int most, String counted) {
        return text(name).map(value -> {
            try {
                int number = Integer.parseInt(value.trim());
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // as if it were too large
            }
            throw invalid(name, value, "a whole number of " + counted + ", from " + least + " to " + most);
        });
    }

    /** An instant, or a duration back from now. */
    Optional<Instant> instant(String name) {
        return text(name).map(value -> {
            // A '+' that was not escaped arrives as a space.
            String text = value.trim().replace(' ', '+');
            try {
                return text.indexOf(':') > 0
                        ? OffsetDateTime.parse(text).toInstant()
                        : Instant.now().minus(positive(DurationConverter.parseDuration(text)));
            } catch (DateTimeException | IllegalArgumentException | ArithmeticException e) {
                throw invalid(
                        name, value, "an instant such as 2026-11-21T09:34:06Z or a duration back such as 5m or PT5M");
            }
        });
    }

    private static Duration positive(Duration duration) {
        if (duration == null || duration.isNegative()) {
            throw new IllegalArgumentException("a duration must not be negative");
        }
        return duration;
    }

    static ProblemException invalid(String name, String value, String takes) {
        String shown = value.length() > 100 ? value.substring(0, 100) + "…" : value;
        return invalid("'" + name + "' is '" + shown + "', but takes " + takes + ".");
    }

    static ProblemException invalid(String detail) {
        return new ProblemException(400, "Invalid Parameter", detail);
    }
}
