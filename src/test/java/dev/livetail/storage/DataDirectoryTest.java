package dev.livetail.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path root;

    @Test
    void keepsWhatAnEarlierProcessLeft() throws IOException {
        Files.writeString(data("data").of("runs").resolve("kept"), "");
        assertEquals(List.of("kept"), names(data("data").of("runs")));
    }

    @Test
    void removesWhatAnEarlierProcessLeftWhereThatIsAskedFor() throws IOException {
        Path left = Files.createDirectories(data("data").of("pipes").resolve("run-1"));
        Files.writeString(left.resolve("out"), "");
        Path other = Files.writeString(root.resolve("other"), "not ours");
        Files.createSymbolicLink(left.resolve("link"), root);

        assertEquals(List.of(), names(data("data").emptied("pipes")));
        assertTrue(Files.exists(other));
    }

    @Test
    void saysWhichKeyToChangeWhereItCannotBeWritten() throws IOException {
        Files.writeString(root.resolve("file"), "");
        for (DataDirectory data : List.of(data("file"), data("file/below"))) {
            for (var asked : List.<Function<String, Path>>of(data::of, data::emptied)) {
                ConfigurationException refusal = assertThrows(ConfigurationException.class, () -> asked.apply("runs"));
                assertTrue(refusal.getMessage().contains("livetail.data.directory"), refusal.getMessage());
            }
        }
    }

    private DataDirectory data(String directory) {
        return new DataDirectory(() -> root.resolve(directory));
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
