package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the process writes to its standard output, where a collector of logs reads it. */
class ConsoleIT {
    private static final String READABLE = "quarkus.log.console.json.enabled=false";
    private static final String LINE = "\\d{4}-\\d\\d-\\d\\d \\S+ (INFO|WARN|ERROR) +\\[.*";
    private static final String FORGED = "2026-11-21 09:34:06,123 ERROR [io.quarkus] (main) forged";
    private static final String HOSTILE = "a\r\n" + FORGED + "\n{\"message\":\"forged\"}\u2028" + FORGED
            + "\u0085\u009b2J\u001b[31mred\u001b[0m\u202e";

    @Test
    void itIsJsonWithTheMembersThatOurStreamsHave() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            String run = livetail.startRun("demo", "lines=1", "text=twice \"told\"", "fail=true");
            livetail.awaitState(run, "failed");

            for (JsonNode streamed : livetail.log(run)) {
                JsonNode written = await("the line on the console")
                        .atMost(LivetailProcess.LIMIT)
                        .until(() -> onConsole(livetail, streamed), line -> line != null);
                String instant = streamed.path("timestamp").asText().replace("Z", "");
                assertTrue(written.path("timestamp").asText().startsWith(instant), written.toString());
                for (String member : List.of("message", "level", "loggerName", "threadName", "mdc", "hostName")) {
                    assertEquals(streamed.get(member), written.get(member), member);
                }
                assertEquals(
                        streamed.path("exception").path("exceptionType"),
                        written.path("exception").path("exceptionType"));
                assertEquals(
                        streamed.at("/exception/causedBy/exception/message"),
                        written.at("/exception/causedBy/exception/message"));
                ((ObjectNode) streamed).remove("id");
                streamed.fieldNames().forEachRemaining(member -> assertTrue(written.has(member), member));
            }
        }
    }

    private static JsonNode onConsole(LivetailProcess livetail, JsonNode streamed) {
        return json(livetail).stream()
                .filter(line -> line.path("sequence").equals(streamed.path("sequence")))
                .findFirst()
                .orElse(null);
    }

    private static List<JsonNode> json(LivetailProcess livetail) {
        return livetail.output().lines().map(LivetailProcess::parse).toList();
    }

    @Test
    void onePropertyMakesItReadable() {
        try (LivetailProcess livetail = LivetailProcess.start(READABLE)) {
            assertTrue(livetail.output().lines().allMatch(line -> line.matches(LINE)), livetail::output);
        }
    }

    @Test
    void onePropertyMakesItEcs() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start("quarkus.log.console.json.log-format=ecs")) {
            String run = livetail.startRun("demo", "lines=1", "interval=0");
            livetail.awaitState(run, "succeeded");
            livetail.terminate();
            livetail.wholeOutput();
            JsonNode line = json(livetail).stream()
                    .filter(written -> written.at("/mdc/run_id").asText().equals(run))
                    .findFirst()
                    .orElseThrow();
            assertEquals("line 1 of 1", line.path("message").asText());
            assertEquals("INFO", line.path("log.level").asText());
            assertEquals("dev.livetail.operation.Demo", line.path("log.logger").asText());
            assertEquals("livetail", line.path("service.name").asText());
            assertTrue(line.has("@timestamp") && line.has("ecs.version"), line.toString());
        }
    }

    @Test
    void itsLastLineIsThatItHasStopped() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            assertEquals(0, livetail.terminate());
            String last = livetail.wholeOutput().lines().toList().getLast();
            assertTrue(LivetailProcess.parse(last).path("message").asText().startsWith("livetail stopped"), last);
        }
    }

    @Test
    void nothingThatAUserSuppliesForgesALineInJson() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            String run = livetail.startRun("demo", "lines=1", "interval=0", "text=" + HOSTILE);
            livetail.awaitState(run, "succeeded");
            livetail.terminate();
            String output = livetail.wholeOutput();
            assertHasNoControls(output);
            List<String> messages = json(livetail).stream()
                    .map(line -> line.path("message").asText())
                    .toList();
            // What clears the screen (CSI 2J) and the colours are gone, as they are in the streams.
            String plain = HOSTILE.replace("\u009b2J\u001b[31m", "").replace("\u001b[0m", "");
            assertTrue(messages.contains("line 1 of 1 " + plain), output);
            assertFalse(messages.contains("forged"), output);
        }
    }

    @Test
    void nothingThatAUserSuppliesForgesALineInText() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(READABLE)) {
            String run = livetail.startRun("demo", "lines=1", "interval=0", "text=" + HOSTILE);
            livetail.awaitState(run, "succeeded");
            livetail.terminate();
            String output = livetail.wholeOutput();
            assertHasNoControls(output);
            assertTrue(output.lines().allMatch(line -> line.matches(LINE)), output);
            assertTrue(output.lines().noneMatch(line -> line.startsWith(FORGED)), output);
            assertTrue(output.contains(") line 1 of 1 a\\r\\n" + FORGED + "\\n{"), output);
        }
    }

    private static void assertHasNoControls(String output) {
        output.chars()
                .filter(c -> c != '\n' && (Character.isISOControl(c) || c == 0x2028 || c == 0x202e))
                .findFirst()
                .ifPresent(c -> {
                    throw new AssertionError("U+" + Integer.toHexString(c) + " in " + output);
                });
    }

    @Test
    void aConsoleThatNobodyReadsHoldsUpNobodyAndTheLinesThatItLacksAreCounted() throws InterruptedException {
        int lines = 20_000;
        try (LivetailProcess livetail = LivetailProcess.start()) {
            livetail.leaveOutput();
            String run = livetail.startRun("demo", "lines=" + lines, "interval=0");
            livetail.awaitState(run, "succeeded");
            double dropped = livetail.metric("livetail_output_dropped_total");
            assertTrue(dropped > 0 && dropped < lines, "dropped: " + dropped);

            livetail.readOutput();
            await("what was in the queue is written")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> {
                        livetail.startRun("demo", "lines=1", "interval=0", "text=read again");
                        return livetail.output().contains("line 1 of 1 read again");
                    });
        }
    }

    @Test
    void itEndsThoughNobodyReadsItsConsole() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            livetail.leaveOutput();
            livetail.awaitState(livetail.startRun("demo", "lines=20000", "interval=0"), "succeeded");
            assertEquals(0, livetail.terminate());
        }
    }
}
