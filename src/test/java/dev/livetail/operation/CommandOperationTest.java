package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.redaction.Redactor;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CommandOperationTest {
    @Test
    void isWhatTheConfigurationSays() {
        TestCommand config = TestCommand.of("cp", "{from}", "--to={to}").with("from", "to");
        CommandOperation operation = CommandOperation.of("copy", config, Path.of("pipes"), Redactor.off());
        assertEquals("copy", operation.name());
        assertEquals(
                List.of("from", "to"),
                operation.parameters().stream().map(Parameter::name).toList());
        assertEquals(config.timeout(), operation.limits().timeout());
    }

    @Test
    void namesTheKeyThatIsWrong() {
        assertEquals("livetail.operations.Copy!", refused("Copy!", TestCommand.of("cp")));
        assertEquals("livetail.operations.copy.command", refused("copy", TestCommand.of()));
        assertEquals("livetail.operations.copy.command", refused("copy", TestCommand.of("")));
        assertEquals(
                "livetail.operations.copy.command",
                refused("copy", TestCommand.of("cp", "{from}", "{to}").with("from")));
        assertEquals(
                "livetail.operations.copy.parameters.a.pattern",
                refused("copy", TestCommand.of("cp").with(Map.of("a", new TestCommand.Value("[", null)))));
        assertEquals(
                "livetail.operations.copy.parameters.a",
                refused("copy", TestCommand.of("cp").with(Map.of("a", new TestCommand.Value("[0-9]+", "x")))));
        assertEquals(
                "livetail.operations.copy.parameters.a b",
                refused("copy", TestCommand.of("cp").with("a b")));
    }

    private static String refused(String name, TestCommand config) {
        ConfigurationException refusal = assertThrows(
                ConfigurationException.class,
                () -> CommandOperation.of(name, config, Path.of("pipes"), Redactor.off()));
        Set<String> keys = refusal.getConfigKeys();
        String key = keys.iterator().next();
        assertTrue(refusal.getMessage().contains(key), refusal.getMessage());
        return key;
    }
}
