package dev.livetail.operation;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The application with a few commands, and a data directory of its own. */
public class OperationsProfile implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("livetail.data.directory", dataDirectory());
        config.put("livetail.operations.echo.command", "sh,-c,printf '%s\\\\n' \"$1\",sh,{text}");
        config.put("livetail.operations.echo.parameters.text.required", "true");
        config.put("livetail.operations.echo.parameters.text.pattern", "[a-z ]*");
        config.put("livetail.operations.sleep.command", "sleep,1000");
        config.put("livetail.operations.sleep.max-concurrent", "1");
        config.put("livetail.operations.sleep.max-queued", "2");
        config.put("livetail.operations.hasty.command", "sleep,1000");
        config.put("livetail.operations.hasty.timeout", "100ms");
        return config;
    }

    private static String dataDirectory() {
        try {
            return Files.createTempDirectory(Path.of("target"), "data").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
