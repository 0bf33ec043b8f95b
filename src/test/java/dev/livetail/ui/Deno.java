package dev.livetail.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The Deno that the build brings for the machine it runs on, unpacked where the build keeps what it makes. */
final class Deno {
    private static final Path DIRECTORY = Path.of("target", "deno");

    /** Maven has put at the most one of them on the class path: the one for this machine. */
    private static final List<String> PLATFORMS =
            List.of("linux-x64-glibc", "linux-arm64-glibc", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64");

    private final Path executable;

    private Deno(Path executable) {
        this.executable = executable;
    }

    /** Unpacks it, where no earlier test has; the test is skipped where there is none. */
    static Deno unpack() {
        List<String> platforms = PLATFORMS.stream()
                .filter(platform -> properties(platform) != null)
                .toList();
        assumeTrue(!platforms.isEmpty(), "skipped: Maven has no org.mvnpm.at.deno for this machine");
        return unpack(platforms.getFirst());
    }

    private static URL properties(String platform) {
        return Deno.class.getResource("/META-INF/maven/org.mvnpm.at.deno/" + platform + "/pom.properties");
    }

    private static Deno unpack(String platform) {
        String name = platform.startsWith("win32") ? "deno.exe" : "deno";
        try (InputStream properties = properties(platform).openStream()) {
            Properties artifact = new Properties();
            artifact.load(properties);
            String version = artifact.getProperty("version");
            Path executable = DIRECTORY.resolve(version).resolve(name);
            if (!Files.exists(executable)) {
                unpack("/META-INF/resources/_static/" + platform + "/" + version + "/" + name, executable);
            }
            return new Deno(executable);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void unpack(String resource, Path executable) throws IOException {
        Files.createDirectories(executable.getParent());
        // A build that is broken off must not leave half of it under its name.
        Path half = Files.createTempFile(executable.getParent(), "deno", null);
        try (InputStream content = Deno.class.getResourceAsStream(resource)) {
            Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
        }
        assertEquals(true, half.toFile().setExecutable(true));
        Files.move(half, executable, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Runs it, without the network, to its end, which must be a good one; returns what it has written. */
    String run(String command, String... arguments) {
        List<String> line = new ArrayList<>(List.of(executable.toAbsolutePath().toString(), command));
        line.addAll(List.of("--config", Path.of("src", "deno.json").toString()));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "DENO_DIR", DIRECTORY.resolve("cache").toAbsolutePath().toString(),
                        "DENO_NO_UPDATE_CHECK", "1",
                        "NO_COLOR", "1"));
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertEquals(0, process.waitFor(), () -> String.join(" ", line) + "\n" + output);
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
