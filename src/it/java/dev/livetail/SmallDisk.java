package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small disk of its own for the data of a process. It can be filled to the last byte. */
final class SmallDisk implements LivetailProcess.Launcher, AutoCloseable {
    private static final int BLOCK = 4096;

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    /** The test is skipped where nothing may be mounted. */
    static SmallDisk mount(String size) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("livetail-disk-");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", directory.toString()) == 0;
        if (!mounted) {
            Files.delete(directory);
        }
        assumeTrue(
                mounted, "skipped: run this test as root where file systems can be mounted (of Docker: --privileged)");
        return new SmallDisk(directory);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    @Override
    public ProcessBuilder command(Path directory, List<String> options) throws IOException {
        Path data = directory.resolve(LivetailProcess.DATA);
        if (!Files.exists(data)) {
            Files.createSymbolicLink(data, this.directory);
        }
        return LivetailProcess.command(directory, options);
    }

    /** Leaves no room at all; may be called again. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = new FileOutputStream(filler().toFile(), true)) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            assertEquals("No space left on device", e.getMessage());
        }
    }

    void makeRoom() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return directory.resolve("filler");
    }

    @Override
    public void close() throws IOException {
        try {
            assertEquals(0, run("umount", directory.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        Files.delete(directory);
    }
}
