package dev.livetail.operation;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A configured command, for tests. */
record TestCommand(
        List<String> command, Map<String, OperationsConfig.CommandParameter> parameters, Duration gracePeriod)
        implements OperationsConfig.Command {

    static TestCommand of(String... command) {
        return new TestCommand(List.of(command), Map.of(), Duration.ofSeconds(5));
    }

    TestCommand with(String... names) {
        return with(Arrays.stream(names).collect(Collectors.toMap(name -> name, name -> new Value("(?s).*", null))));
    }

    TestCommand with(Map<String, ? extends OperationsConfig.CommandParameter> values) {
        return new TestCommand(command, Map.copyOf(values), gracePeriod);
    }

    TestCommand withGrace(Duration grace) {
        return new TestCommand(command, parameters, grace);
    }

    @Override
    public Optional<String> description() {
        return Optional.empty();
    }

    @Override
    public Duration timeout() {
        return Duration.ofMinutes(10);
    }

    @Override
    public int maxConcurrent() {
        return 1;
    }

    @Override
    public int maxQueued() {
        return 16;
    }

    @Override
    public Map<String, String> environment() {
        return Map.of("GREETING", "hello");
    }

    @Override
    public Optional<Path> directory() {
        return Optional.of(Path.of("/"));
    }

    record Value(String pattern, String fallback) implements OperationsConfig.CommandParameter {
        @Override
        public boolean required() {
            return false;
        }

        @Override
        public Optional<String> defaultValue() {
            return Optional.ofNullable(fallback);
        }

        @Override
        public Optional<String> description() {
            return Optional.empty();
        }
    }
}
