package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs of the system as operations, friendly ones and others. */
class CommandIT {
    private static final int MEGABYTE = 1_000_000;
    /** Where a line that never ends is cut. */
    private static final int LONGEST_LINE = 1 << 20;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of()
                .command("streams", "sh", "-c", "echo out; echo err >&2; exit 3")
                .command("bytes", "printf", "a\\377b\\n\\303\\n\\303\\244\\n\\000\\nend")
                .command("long-line", "sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x; echo; echo after")
                .command("endless-line", "sh", "-c", "head -c 3000000 /dev/zero | tr '\\0' x")
                .command("colours", "printf", "\\033[1;31merror\\033[0m <plain> \\033[32mok\\033[m\\033[2K\\n")
                .command("signal", "sh", "-c", "kill -9 $$")
                .command("arguments", "printf", "[%s]\\n", "{value}", "x{value}y", "{}", "{value")
                .operation("arguments", "parameters.value.required=true")
                .command("pattern", "echo", "{word}")
                .operation("pattern", "parameters.word.pattern=[a-z]+")
                .operation("pattern", "parameters.word.default=hello")
                .command("environment", "env")
                .operation("environment", "environment.GREETING=hello there")
                .command("missing", "./no-such-program")
                .command("input", "cat")
                .command(
                        "tree",
                        "sh",
                        "-c",
                        // A child, a grandchild, and one that nobody is the parent of, all of which ignore SIGTERM.
                        "trap '' TERM; echo $$; sh -c 'echo $$; sleep 3600 & echo $!; wait'"
                                + " & (sleep 3600 & echo $!); wait")
                .operation("tree", "grace-period=200ms")
                .command(
                        "polite",
                        "sh",
                        "-c",
                        "trap 'echo goodbye; exit 0' TERM; echo here; while :; do sleep 0.05; done"));
    }

    @Test
    void standardErrorIsAWarningAndTheExitCodeIsTheOutcome() {
        String run = livetail.startRun("streams");
        JsonNode ended = livetail.awaitState(run, "failed");
        assertEquals("exited", ended.path("outcome").path("kind").asText());
        assertEquals(3, ended.path("outcome").path("exitCode").asInt());
        Set<String> lines = new TreeSet<>();
        livetail.log(run)
                .forEach(line -> lines.add(
                        line.path("level").asText() + " " + line.path("message").asText()));
        assertEquals(Set.of("INFO out", "WARN err"), lines);
        assertEquals(
                "operation.streams",
                livetail.log(run).getFirst().path("loggerName").asText());
    }

    @Test
    void bytesThatAreNoTextBreakNothing() {
        String run = livetail.startRun("bytes");
        livetail.awaitState(run, "succeeded");
        assertEquals(List.of("a\uFFFDb", "\uFFFD", "ä", "\u0000", "end"), livetail.messages(run));
        // A control character cannot reach a terminal by the text.
        assertEquals(-1, livetail.get("/runs/" + run + "/logs").body().indexOf('\0'));
    }

    @Test
    void aLineOfAMegabyteStaysWhole() {
        String run = livetail.startRun("long-line");
        livetail.awaitState(run, "succeeded");
        List<String> messages = livetail.messages(run);
        assertEquals(2, messages.size());
        assertEquals("x".repeat(MEGABYTE), messages.get(0));
        assertEquals("after", messages.get(1));
    }

    @Test
    void aLineWithoutEndIsCutAndNothingOfItIsLost() {
        String run = livetail.startRun("endless-line");
        livetail.awaitState(run, "succeeded");
        List<String> messages = livetail.messages(run);
        assertTrue(messages.stream().allMatch(message -> message.length() <= LONGEST_LINE));
        assertEquals("x".repeat(3 * MEGABYTE), String.join("", messages));
    }

    @Test
    void coloursAreBesideTheMessageAndOnThePage() {
        String run = livetail.startRun("colours");
        livetail.awaitState(run, "succeeded");
        JsonNode line = livetail.log(run).getFirst();
        assertEquals("error <plain> ok", line.path("message").asText());
        assertEquals(
                LivetailProcess.parse("[{\"start\":0,\"end\":5,\"style\":\"bold red\"},"
                        + "{\"start\":14,\"end\":16,\"style\":\"green\"}]"),
                line.path("ansi"));
        String page = livetail.get("/runs/" + run + "/logs?format=html").body();
        assertTrue(page.contains("<em class=\"bold red\">error</em> &lt;plain&gt; <em class=\"green\">ok</em>"), page);
        assertTrue(livetail.get("/runs/" + run + "/logs").body().contains(" - INFO - error <plain> ok\n"));
    }

    @Test
    void aSignalIsNamed() {
        JsonNode outcome =
                livetail.awaitState(livetail.startRun("signal"), "failed").path("outcome");
        assertEquals(137, outcome.path("exitCode").asInt());
        assertEquals("SIGKILL", outcome.path("signal").asText());
        assertTrue(outcome.path("text").asText().contains("SIGKILL"), outcome.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two words",
                "; echo injected",
                "$(echo injected) `echo injected`",
                "' \" \\",
                "{value}",
                "*",
                "a && b | c > d",
                "%s%n ${HOME} $HOME",
                "ä 漢 😀"
            })
    void aValueIsPartOfOneArgumentWhateverItIs(String value) {
        String run = livetail.startRun("arguments", "value=" + value);
        livetail.awaitState(run, "succeeded");
        assertEquals(List.of("[" + value + "]", "[x" + value + "y]", "[{}]", "[{value]"), livetail.messages(run));
    }

    @Test
    void aValueMustMatchWholly() {
        for (String value : List.of("Hello", "hello\n", "hello world", "")) {
            var refused = livetail.tryRun("pattern", "word=" + value);
            assertEquals(400, refused.statusCode(), value);
            assertTrue(refused.body().contains("'word'"), refused.body());
        }
        String run = livetail.startRun("pattern");
        livetail.awaitState(run, "succeeded");
        assertEquals(List.of("hello"), livetail.messages(run));
    }

    @Test
    void controlCharactersAreRefusedWhereNothingElseIsSaid() {
        assertEquals(400, livetail.tryRun("arguments", "value=a\nb").statusCode());
        assertEquals(400, livetail.tryRun("arguments", "value=a\u0000b").statusCode());
    }

    @Test
    void aCommandInheritsLittle() {
        String run = livetail.startRun("environment");
        livetail.awaitState(run, "succeeded");
        List<String> variables = livetail.messages(run);
        assertTrue(variables.contains("GREETING=hello there"), variables.toString());
        assertTrue(variables.contains("LIVETAIL_RUN_ID=" + run), variables.toString());
        Set<String> names = new TreeSet<>();
        variables.forEach(variable -> names.add(variable.substring(0, variable.indexOf('='))));
        Set<String> expected = Set.of(
                "GREETING",
                "LIVETAIL_RUN_ID",
                "PATH",
                "HOME",
                "USER",
                "LOGNAME",
                "SHELL",
                "LANG",
                "LANGUAGE",
                "LC_ALL",
                "LC_CTYPE",
                "TZ",
                "TMPDIR");
        assertTrue(expected.containsAll(names), names.toString());
    }

    @Test
    void aProgramThatIsNotThereFailsTheRunAndSaysWhy() {
        JsonNode outcome =
                livetail.awaitState(livetail.startRun("missing"), "failed").path("outcome");
        assertEquals("not_started", outcome.path("kind").asText());
        assertTrue(outcome.path("text").asText().contains("no-such-program"), outcome.toString());
    }

    @Test
    void aCommandThatReadsItsInputFindsItEmpty() {
        livetail.awaitState(livetail.startRun("input"), "succeeded");
    }

    @Test
    void cancellingEndsTheWholeTreeHoweverStubborn() {
        String run = livetail.startRun("tree");
        await("all are there")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.messages(run).size() == 4);
        List<Long> processes =
                livetail.messages(run).stream().map(Long::valueOf).toList();
        assertEquals(Collections.nCopies(4, true), alive(processes));
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
        await("all are gone")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> alive(processes).equals(Collections.nCopies(4, false)));
    }

    private static List<Boolean> alive(List<Long> processes) {
        return processes.stream()
                .map(pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent())
                .toList();
    }

    @Test
    void aCommandThatIsCancelledCanSayGoodbye() {
        String run = livetail.startRun("polite");
        await("it is there")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.messages(run).equals(List.of("here")));
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
        // The shell may have its own say about what it was waiting for.
        assertTrue(
                livetail.messages(run).contains("goodbye"),
                () -> livetail.messages(run).toString());
    }
}
