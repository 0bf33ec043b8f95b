package dev.livetail.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.livetail.redaction.Redactor;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/** An operation as HTTP shows it. */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OperationView(String name, String description, List<ParameterView> parameters, Links links) {

    public static OperationView of(Operation operation, Redactor redactor) {
        return new OperationView(
                operation.name(),
                operation.description(),
                operation.parameters().stream()
                        .map(parameter -> ParameterView.of(parameter, redactor))
                        .toList(),
                new Links("/operations/" + operation.name(), "/operations/" + operation.name() + "/runs"));
    }

    /** What it can be told. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ParameterView(
            String name,
            String description,
            String pattern,
            boolean required,
            @JsonProperty("default") String defaultValue) {

        static ParameterView of(Parameter parameter, Redactor redactor) {
            return new ParameterView(
                    parameter.name(),
                    parameter.description(),
                    parameter.pattern().pattern(),
                    parameter.required(),
                    redactor.value(parameter.name(), parameter.defaultValue()));
        }
    }

    /**
     * Where to go from here.
     *
     * @param self this operation
     * @param runs where a POST starts it
     */
    @RegisterForReflection
    public record Links(String self, String runs) {}
}
