package dev.livetail.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path root;

    private final List<DataDirectory> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(DataDirectory::close);
    }

    @Test
    void keepsWhatAnEarlierProcessLeft() throws IOException {
        Files.writeString(data("data").of("runs").resolve("kept"), "");
        close();
        assertEquals(List.of("kept"), names(data("data").of("runs")));
    }

    @Test
    void removesWhatAnEarlierProcessLeftWhereThatIsAskedFor() throws IOException {
        Path left = Files.createDirectories(data("data").of("pipes").resolve("run-1"));
        Files.writeString(left.resolve("out"), "");
        close();
        Path other = Files.writeString(root.resolve("other"), "not ours");
        Files.createSymbolicLink(left.resolve("link"), root);

        assertEquals(List.of(), names(data("data").emptied("pipes")));
        assertTrue(Files.exists(other));
    }

    @Test
    void saysWhichKeyToChangeWhereItCannotBeWritten() throws IOException {
        Files.writeString(root.resolve("file"), "");
        for (String directory : List.of("file", "file/below")) {
            assertRefused(() -> data(directory));
        }
        DataDirectory data = data("data");
        Files.writeString(root.resolve("data/runs"), "");
        assertRefused(() -> data.of("runs"));
        assertRefused(() -> data.emptied("runs"));
    }

    @Test
    void isOfOneProcessAtATime() {
        data("data");
        assertRefused(() -> data("data"));
        data("other");
        close();
        data("data");
    }

    private static void assertRefused(Executable asked) {
        ConfigurationException refusal = assertThrows(ConfigurationException.class, asked);
        assertTrue(refusal.getMessage().contains("livetail.data.directory"), refusal.getMessage());
    }

    private DataDirectory data(String directory) {
        DataDirectory data = new DataDirectory(() -> root.resolve(directory));
        open.add(data);
        return data;
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
