package dev.livetail.operation;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.livetail.redaction.Redactor;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An operation that is a program, as the configuration has it: run without a shell, with each value inside one argument,
 * so that no value can become a second argument or a second command. (A value can still be an option of the program: give
 * it a pattern that begins with something else than a dash.)
 */
final class CommandOperation implements Operation {
    /** What it may take beyond the grace of its processes until the run has ended. */
    private static final Duration AFTER_GRACE = Duration.ofSeconds(10);

    private final String name;
    private final String description;
    private final List<Parameter> parameters;
    private final Limits limits;
    private final Settings settings;

    /**
     * How to run it.
     *
     * @param command the program and its arguments
     * @param environment variables beside those that are inherited
     * @param directory the working directory, or null for the service's own
     * @param grace what its processes have between SIGTERM and SIGKILL
     * @param pipes where the pipes for its output are made
     * @param redactor for what is secret only in several lines of its output together
     */
    record Settings(
            List<Template> command,
            Map<String, String> environment,
            Path directory,
            Duration grace,
            Path pipes,
            Redactor redactor) {}

    private CommandOperation(
            String name, String description, List<Parameter> parameters, Limits limits, Settings settings) {
        this.name = name;
        this.description = description;
        this.parameters = parameters;
        this.limits = limits;
        this.settings = settings;
    }

    /**
     * @param pipes where the pipes for its output are made
     * @throws ConfigurationException naming the key that is wrong
     */
    static CommandOperation of(String name, OperationsConfig.Command config, Path pipes, Redactor redactor) {
        String prefix = "livetail.operations." + name;
        if (!NAME.matcher(name).matches()) {
            throw wrong(prefix, "the name of an operation must match " + NAME, null);
        }
        List<Parameter> parameters = new ArrayList<>();
        new TreeMap<>(config.parameters())
                .forEach((parameter, values) ->
                        parameters.add(parameter(prefix + ".parameters." + parameter, parameter, values)));
        List<Template> command = config.command().stream().map(Template::of).toList();
        checkCommand(prefix + ".command", command, parameters);
        try {
            Limits limits = new Limits(
                    config.timeout(),
                    config.maxConcurrent(),
                    config.maxQueued(),
                    config.gracePeriod().plus(AFTER_GRACE));
            Settings settings = new Settings(
                    command,
                    config.environment(),
                    config.directory().orElse(null),
                    config.gracePeriod(),
                    pipes,
                    redactor);
            return new CommandOperation(
                    name, config.description().orElse(""), List.copyOf(parameters), limits, settings);
        } catch (IllegalArgumentException e) {
            throw wrong(prefix, e.getMessage(), e);
        }
    }

    private static void checkCommand(String key, List<Template> command, List<Parameter> parameters) {
        if (command.isEmpty() || command.getFirst().parts().isEmpty()) {
            throw wrong(key, "it must begin with a program to run", null);
        }
        List<String> known = parameters.stream().map(Parameter::name).toList();
        for (Template argument : command) {
            for (String place : argument.names()) {
                if (!known.contains(place)) {
                    throw wrong(key, "{%s} is none of its parameters, which are %s".formatted(place, known), null);
                }
            }
        }
    }

    private static Parameter parameter(String key, String name, OperationsConfig.CommandParameter config) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(config.pattern());
        } catch (PatternSyntaxException e) {
            throw wrong(key + ".pattern", e.getMessage(), e);
        }
        try {
            return new Parameter(
                    name,
                    config.description().orElse(""),
                    pattern,
                    config.required(),
                    config.defaultValue().orElse(null));
        } catch (IllegalArgumentException e) {
            throw wrong(key, e.getMessage(), e);
        }
    }

    private static ConfigurationException wrong(String key, String what, Exception cause) {
        return new ConfigurationException("The value of %s is wrong: %s".formatted(key, what), cause, Set.of(key));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public List<Parameter> parameters() {
        return parameters;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    /** As {@link #execute}, for those who want no more than to know whether it went well. */
    @Override
    public void run(RunContext context) throws Exception {
        Outcome outcome = execute(context);
        if (outcome.state() != RunState.SUCCEEDED) {
            throw new IllegalStateException(outcome.text());
        }
    }

    Outcome execute(RunContext context) throws InterruptedException {
        return new CommandRun(name, settings, context).execute();
    }
}
