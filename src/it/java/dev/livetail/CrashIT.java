package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The process is killed in the middle of its work, and started again on what it left behind. */
class CrashIT {
    private static final String LINES = "10000000";
    private static final int BEFORE_THE_CRASH = 20_000;

    @Test
    void runsThatWereGoingAreLostButTheirLinesAreNot() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            String whole = livetail.startRun("demo", "lines=" + LINES, "interval=20us");
            String cut = livetail.startRun("demo", "lines=" + LINES, "interval=20us");
            String ended = livetail.startRun("demo", "lines=3", "interval=0");
            livetail.awaitState(ended, "succeeded");
            String lastSeen = null;
            try (LogStream stream = livetail.stream("/runs/" + whole + "/logs/stream?format=ndjson")) {
                for (int n = 0; n <= BEFORE_THE_CRASH; n++) {
                    lastSeen = stream.readObject().path("id").asText();
                }
                livetail.kill();
                // What was on its way to this reader counts as seen, too.
                for (JsonNode line = stream.readObject(); line != null; line = stream.readObject()) {
                    lastSeen = line.path("id").asText();
                }
            }
            cutLastLine(file(livetail, cut));

            livetail.restart();

            assertEquals("lost", livetail.run(whole).path("state").asText());
            assertEquals("lost", livetail.run(cut).path("state").asText());
            assertEquals("succeeded", livetail.run(ended).path("state").asText());
            assertWholeLines(livetail, whole, Long.parseLong(lastSeen.substring(lastSeen.indexOf('-') + 1)));
            assertWholeLines(livetail, cut, 1);
            assertGoesOn(livetail, whole, lastSeen);
            assertEquals(List.of("line 1 of 3", "line 2 of 3", "line 3 of 3"), livetail.messages(ended));
        }
    }

    /** As a crash of the whole machine may leave it. */
    private static void cutLastLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 25);
        }
        assertFalse(Files.readString(file).endsWith("}\n"));
    }

    private static Path file(LivetailProcess livetail, String run) {
        return livetail.data().resolve("runs").resolve(run).resolve("log.ndjson");
    }

    /** Lines 1 to some k, not less than {@code least}, on disk and over HTTP. */
    private static void assertWholeLines(LivetailProcess livetail, String run, long least)
            throws IOException, InterruptedException {
        Path file = file(livetail, run);
        assertTrue(Files.readString(file, UTF_8).endsWith("}\n"));
        List<String> messages = Tool.run("jq", "-r", ".message", file.toString());
        assertTrue(messages.size() >= least, messages.size() + " lines, but " + least + " were seen");
        for (int n = 1; n <= messages.size(); n++) {
            assertEquals("line " + n + " of " + LINES, messages.get(n - 1));
        }
        assertEquals(messages.size(), livetail.run(run).path("lines").asLong());
        assertEquals(messages, livetail.messages(run));
    }

    private static void assertGoesOn(LivetailProcess livetail, String run, String lastSeen) {
        try (LogStream stream = livetail.stream(
                "/runs/" + run + "/logs/stream", "Accept", "text/event-stream", "Last-Event-ID", lastSeen)) {
            LogStream.Event last = null;
            for (LogStream.Event event = stream.readEvent(); event != null; event = stream.readEvent()) {
                assertFalse("gap".equals(event.name()), String.valueOf(event.data()));
                last = event;
            }
            assertTrue(stream.complete());
            assertEquals("end", last.name());
            assertEquals("lost", last.data().path("state").asText());
            assertEquals("lost", last.data().path("outcome").path("kind").asText());
        }
    }
}
