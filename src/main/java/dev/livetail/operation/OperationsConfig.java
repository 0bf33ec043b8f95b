package dev.livetail.operation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import io.smallrye.config.WithParentName;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operations that are commands: {@code livetail.operations.<name>.…}. */
@ConfigMapping(prefix = "livetail.operations")
public interface OperationsConfig {

    /** By their names. */
    @WithParentName
    Map<String, Command> commands();

    /** A program to run, without a shell. */
    interface Command {

        /** The program and its arguments; <code>{parameter}</code> stands for a value inside one argument. */
        List<String> command();

        /** What it does, for the person who may start it. */
        Optional<String> description();

        /** What it can be told, by name. */
        Map<String, CommandParameter> parameters();

        /** How long a run may go on before it is stopped. */
        @WithDefault("1h")
        Duration timeout();

        /** How long its processes have between SIGTERM and SIGKILL when it is stopped. */
        @WithDefault("5s")
        Duration gracePeriod();

        /** How many runs may go on at once. */
        @WithDefault("1")
        int maxConcurrent();

        /** How many more may wait for their turn. */
        @WithDefault("16")
        int maxQueued();

        /** Variables for the program's environment, beside the few that it inherits. */
        Map<String, String> environment();

        /** The program's working directory; the service's own where none is given. */
        Optional<Path> directory();
    }

    /** A value that the starter gives. */
    interface CommandParameter {

        /** What a value must match wholly (RE2 syntax). By default anything without control characters. */
        @WithDefault("\\P{Cc}*")
        String pattern();

        /** Whether a start without it is refused. */
        @WithDefault("false")
        boolean required();

        /** The value where none is given; without it, an empty text. */
        @WithName("default")
        Optional<String> defaultValue();

        /** What it means, for the person who starts. */
        Optional<String> description();
    }
}
