package dev.livetail.forward.spool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of 1 MiB, until it is unmounted. */
public final class Tmpfs {
    private final Path directory;

    private Tmpfs(Path directory) {
        this.directory = directory;
    }

    /** One in that directory, which must be there; the test is skipped where none can be had. */
    public static Tmpfs mountedOn(Path directory) throws IOException, InterruptedException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", directory.toString()) == 0,
                "skipped: only root can mount the small disk of this test");
        return new Tmpfs(directory);
    }

    /** Takes all the room that is left, but for so many bytes. */
    public void fill(int left) throws IOException {
        Path filler = directory.resolve("filler");
        assertThrows(IOException.class, () -> Files.write(filler, new byte[1 << 20]));
        if (left > 0) {
            try (var channel = Files.newByteChannel(filler, StandardOpenOption.WRITE)) {
                channel.truncate(channel.size() - left);
            }
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(directory.resolve("filler"));
    }

    public void unmount() throws IOException, InterruptedException {
        assertEquals(0, run("umount", directory.toString()), "cannot unmount");
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
