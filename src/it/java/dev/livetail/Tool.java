package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program of the system that people use with this service, such as curl. Ends with this object. */
final class Tool implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Tool(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    }

    /** Starts it; the test is skipped where it is not installed. */
    static Tool start(String program, String... arguments) throws IOException {
        assumeTrue(isInstalled(program), "skipped: install " + program + " to run this test");
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(Arrays.asList(arguments));
        return new Tool(command);
    }

    /** Runs it to its end, which must be a success, and returns what it has written. */
    static List<String> run(String program, String... arguments) throws IOException, InterruptedException {
        try (Tool tool = start(program, arguments)) {
            List<String> lines = tool.readLines();
            assertTrue(tool.exitCode() == 0, () -> program + " failed: " + lines);
            return lines;
        }
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> new File(directory, program).canExecute());
    }

    /** The next line of its output, or null. */
    String readLine() throws IOException {
        return output.readLine();
    }

    List<String> readLines() {
        return output.lines().toList();
    }

    int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(LivetailProcess.LIMIT.toSeconds(), TimeUnit.SECONDS));
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
