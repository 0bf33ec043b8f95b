package dev.livetail.operation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.livetail.problem.ProblemException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a starter gives to an operation: read from a request, and checked against what the operation takes. */
public final class RunParameters {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private RunParameters() {}

    /**
     * Reads an object of texts, numbers and booleans, each as its text. Nothing at all counts as an empty object.
     *
     * @throws ProblemException 400 naming what is wrong
     */
    public static Map<String, String> fromJson(byte[] body) {
        if (body.length == 0) {
            return Map.of();
        }
        try (JsonParser parser = JSON.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw invalid("The body must be a JSON object of parameters, such as {\"lines\": 10}.");
            }
            Map<String, String> values = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (!parser.nextToken().isScalarValue() || parser.currentToken() == JsonToken.VALUE_NULL) {
                    throw invalid("The parameter '" + name + "' must be a text, a number or a boolean.")
                            .ofParameter(name);
                }
                values.put(name, parser.getText());
            }
            if (parser.nextToken() != null) {
                throw invalid("The body must be one JSON object and nothing behind it.");
            }
            return values;
        } catch (StreamReadException e) {
            throw invalid("The body is not valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            // It is in memory: nothing but its encoding can be wrong.
            throw invalid("The body is not valid JSON: " + e.getMessage());
        }
    }

    /**
     * Takes the values of a form. A field that was left empty counts as not given, since a browser sends it all the
     * same.
     *
     * @throws ProblemException 400 naming the field that was sent twice
     */
    public static Map<String, String> fromForm(Map<String, List<String>> form) {
        Map<String, String> values = new LinkedHashMap<>();
        form.forEach((name, given) -> {
            if (given.size() > 1) {
                throw invalid("The parameter '" + name + "' is given " + given.size() + " times.")
                        .ofParameter(name);
            }
            if (!given.isEmpty() && !given.getFirst().isEmpty()) {
                values.put(name, given.getFirst());
            }
        });
        return values;
    }

    /**
     * The values to run with: those given, and the defaults of those not given, in the operation's order.
     *
     * @throws ProblemException 400 naming the parameter and what is accepted
     */
    static Map<String, String> check(Operation operation, Map<String, String> given) {
        Map<String, String> unknown = new LinkedHashMap<>(given);
        Map<String, String> values = new LinkedHashMap<>();
        for (Parameter parameter : operation.parameters()) {
            value(parameter, unknown.remove(parameter.name())).ifPresent(value -> values.put(parameter.name(), value));
        }
        if (!unknown.isEmpty()) {
            String name = unknown.keySet().iterator().next();
            throw invalid("The operation '%s' has no parameter '%s'; it takes %s."
                            .formatted(operation.name(), name, names(operation)))
                    .ofParameter(name);
        }
        return values;
    }

    private static Optional<String> value(Parameter parameter, String given) {
        if (given == null) {
            if (parameter.required() && parameter.whenAbsent().isEmpty()) {
                throw invalid("The parameter '%s' is missing; %s.".formatted(parameter.name(), accepted(parameter)))
                        .ofParameter(parameter.name());
            }
            return parameter.whenAbsent();
        }
        if (!parameter.accepts(given)) {
            throw invalid("The value of the parameter '%s' is not accepted; %s."
                            .formatted(parameter.name(), accepted(parameter)))
                    .ofParameter(parameter.name());
        }
        return Optional.of(given);
    }

    private static String accepted(Parameter parameter) {
        String meaning = parameter.description().isEmpty() ? "" : " (" + parameter.description() + ")";
        return "it takes what wholly matches " + parameter.pattern() + meaning;
    }

    private static String names(Operation operation) {
        return operation.parameters().isEmpty()
                ? "none"
                : operation.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
    }

    private static ProblemException invalid(String detail) {
        return new ProblemException(400, "Invalid Parameter", detail);
    }
}
