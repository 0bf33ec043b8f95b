package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes, without the service around them. */
@Timeout(120)
class CommandRunTest {
    @TempDir
    private Path pipes;

    private LogTrap trap;

    @BeforeEach
    void setTrap() {
        trap = new LogTrap("operation.test");
    }

    @AfterEach
    void removeTrap() {
        trap.close();
    }

    @Test
    void logsOutputAsInfoAndErrorsAsWarnings() throws InterruptedException {
        assertEquals(new Outcome.Exited(0, null), run(Map.of(), "sh", "-c", "echo out; echo err >&2; printf rest"));
        assertEquals(List.of("out", "rest"), trap.messages(Level.INFO));
        assertEquals(List.of("err"), trap.messages(Level.WARN));
    }

    @Test
    void putsValuesIntoOneArgumentWhateverTheyAre() throws InterruptedException {
        String value = "a b'\";$(id)`id`\\ {other} *\t|";
        run(Map.of("x", value, "y", "2"), "printf", "<%s>\\n", "{x}", "x={x}{y}", "{z}");
        assertEquals(List.of("<" + value + ">", "<x=" + value + "2>", "<>"), trap.messages(Level.INFO));
    }

    @Test
    void givesItASmallEnvironmentAndNoInput() throws InterruptedException {
        RunDouble context = new RunDouble(Map.of());
        execute(context, "sh", "-c", "cat; pwd; env");
        List<String> lines = trap.messages(Level.INFO);
        assertEquals("/", lines.getFirst());
        assertTrue(lines.contains("GREETING=hello"), lines::toString);
        assertTrue(lines.contains("LIVETAIL_RUN_ID=" + context.runId()), lines::toString);
        assertFalse(lines.stream().anyMatch(line -> line.startsWith("JAVA_HOME=")), lines::toString);
    }

    @Test
    void saysHowItEnded() throws InterruptedException {
        assertEquals(new Outcome.Exited(3, null), run(Map.of(), "sh", "-c", "exit 3"));
        Outcome killed = run(Map.of(), "sh", "-c", "kill -9 $$");
        assertEquals(new Outcome.Exited(137, "SIGKILL"), killed);
        assertEquals("ended by signal SIGKILL (exit code 137)", killed.text());
        Outcome missing = run(Map.of(), "/no/such/program");
        assertTrue(assertInstanceOf(Outcome.NotStarted.class, missing).reason().contains("/no/such/program"));
        assertEquals(RunState.FAILED, missing.state());
        assertInstanceOf(Outcome.NotStarted.class, run(Map.of("x", "a\0b"), "echo", "{x}"));
    }

    @Test
    void leavesNoPipesBehind() throws InterruptedException, IOException {
        run(Map.of(), "echo", "out");
        run(Map.of(), "/no/such/program");
        try (Stream<Path> left = Files.list(pipes)) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void survivesBytesThatAreNoText() throws InterruptedException {
        run(Map.of(), "sh", "-c", "printf 'a\\377b\\n\\000\\033[1m\\n'; head -c 300000 /dev/urandom");
        assertEquals(
                List.of("a\uFFFDb", "\u0000\u001B[1m"),
                trap.messages(Level.INFO).subList(0, 2));
    }

    @Test
    void keepsALineOfAMegabyteWhole() throws InterruptedException {
        run(Map.of(), "sh", "-c", "head -c 1048576 /dev/zero | tr '\\0' x; echo; echo next");
        assertEquals(
                List.of(1_048_576, 4),
                trap.messages(Level.INFO).stream().map(String::length).toList());
    }

    @Test
    void losesNothingOfAFloodAndWaitsForTheLogAgainAndAgain() throws InterruptedException {
        RunDouble context = new RunDouble(Map.of());
        execute(context, "sh", "-c", "seq 1 300000; seq 1 300000 >&2");
        List<String> numbers =
                IntStream.rangeClosed(1, 300_000).mapToObj(Integer::toString).toList();
        assertEquals(numbers, trap.messages(Level.INFO));
        assertEquals(numbers, trap.messages(Level.WARN));
        assertEquals(600_000, context.capacityAsked.get());

        RunDouble longLine = new RunDouble(Map.of());
        execute(longLine, "sh", "-c", "head -c 33554432 /dev/zero | tr '\\0' x");
        assertTrue(longLine.journalAsked.get() >= 10, () -> "asked " + longLine.journalAsked.get() + " times");
    }

    @Test
    void waitsForOutputThatComesSoonAfterTheCommandsEnd() throws InterruptedException {
        run(Map.of(), "sh", "-c", "(sleep 0.3; echo late; sleep 0.3; echo later) & echo early");
        assertEquals(List.of("early", "late", "later"), trap.messages(Level.INFO));
        assertEquals(List.of(), trap.messages(Level.WARN));
    }

    @Test
    void doesNotWaitForEverForOutputThatIsHeldOpen() throws InterruptedException {
        RunDouble context = new RunDouble(Map.of());
        try {
            assertEquals(new Outcome.Exited(0, null), execute(context, "sh", "-c", "sleep 1000 & printf early"));
            assertEquals(List.of("early"), trap.messages(Level.INFO));
            assertEquals(1, trap.messages(Level.WARN).size());
        } finally {
            end(context);
        }
    }

    @Test
    void doesNotFollowForEverWhatAChildThatWasLeftBehindWrites() throws InterruptedException {
        RunDouble context = new RunDouble(Map.of());
        try {
            assertEquals(new Outcome.Exited(0, null), execute(context, "sh", "-c", "yes & echo early"));
            assertEquals(1, trap.messages(Level.WARN).size());
        } finally {
            end(context);
        }
    }

    private static void end(RunDouble context) throws InterruptedException {
        assertTrue(Processes.marked(context).terminate(Duration.ofSeconds(10)));
    }

    private Outcome run(Map<String, String> values, String... command) throws InterruptedException {
        return execute(new RunDouble(values), command);
    }

    private Outcome execute(RunDouble context, String... command) throws InterruptedException {
        return CommandOperation.of("test", TestCommand.of(command).with("x", "y", "z"), pipes, new Redactor())
                .execute(context);
    }
}
