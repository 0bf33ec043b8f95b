package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputPipesTest {
    @TempDir
    private Path parent;

    @Test
    void nobodyElseCanReadThem() throws IOException, InterruptedException {
        try (OutputPipes pipes = OutputPipes.open(parent)) {
            assertTrue(pipes.out().isOpen());
            assertEquals("rwx------", permissions(made().getFirst()));
            for (Path pipe :
                    List.of(made().getFirst().resolve("out"), made().getFirst().resolve("err"))) {
                assertEquals("rw-------", permissions(pipe));
            }
        }
        assertEquals(List.of(), made());
    }

    private List<Path> made() throws IOException {
        try (Stream<Path> files = Files.list(parent)) {
            return files.toList();
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
