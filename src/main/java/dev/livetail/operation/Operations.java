package dev.livetail.operation;

import dev.livetail.problem.ProblemException;
import dev.livetail.redaction.Redactor;
import dev.livetail.storage.DataDirectory;
import io.quarkus.arc.All;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All operations that can be started: those that are beans, and those that are commands of the configuration. */
// At the start, so that a command that is wrong stops it, and not the first who asks.
@Startup
@ApplicationScoped
public class Operations {
    private final Map<String, Operation> byName;

    @Inject
    Operations(@All List<Operation> beans, OperationsConfig config, DataDirectory data, Redactor redactor) {
        Path pipes = data.emptied("pipes");
        List<Operation> commands = new ArrayList<>();
        config.commands().forEach((name, command) -> commands.add(CommandOperation.of(name, command, pipes, redactor)));
        Map<String, Operation> all = new TreeMap<>();
        Stream.concat(beans.stream(), commands.stream()).forEach(operation -> {
            String key = "livetail.operations." + operation.name();
            if (!Operation.NAME.matcher(operation.name()).matches()) {
                throw new ConfigurationException(
                        "The name of an operation must match " + Operation.NAME + ": " + key, Set.of(key));
            }
            if (all.put(operation.name(), operation) != null) {
                throw new ConfigurationException("There are two operations of one name: " + key, Set.of(key));
            }
        });
        this.byName = Collections.unmodifiableMap(all);
    }

    /** All of them, by name. */
    public Collection<Operation> list() {
        return byName.values();
    }

    /**
     * The operation of this name.
     *
     * @throws ProblemException 404 if there is none
     */
    public Operation get(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new ProblemException(
                    404, "Unknown Operation", "There is no operation '" + name + "'; GET /operations lists them.");
        }
        return operation;
    }
}
