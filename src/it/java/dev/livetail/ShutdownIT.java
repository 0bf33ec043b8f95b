package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The process is asked to end while people read and runs go on. */
class ShutdownIT {
    private static final String GATE = "echo waiting; while [ ! -e gate ]; do sleep 0.02; done; echo through";
    /** Much more than lies between a server and a reader that does not read. */
    private static final int MANY_LINES = 100_000;

    @Test
    void readersAreToldToComeBackAndTheRunThatGoesOnMayEnd() throws IOException, InterruptedException {
        try (LivetailProcess livetail =
                LivetailProcess.start(Options.of("livetail.shutdown.timeout=1m").command("gate", "sh", "-c", GATE))) {
            String large = livetail.startRun("demo", "lines=" + MANY_LINES, "interval=0");
            livetail.awaitState(large, "succeeded");
            String going = livetail.startRun("gate");
            String queued = livetail.startRun("gate");
            try (LogStream sse = livetail.stream("/logs/stream?tail=0", "Accept", "text/event-stream");
                    LogStream text = livetail.stream("/logs/stream?tail=0");
                    LogStream ofRun = livetail.stream("/runs/" + going + "/logs/stream?format=sse");
                    LogStream stalled = LogStream.openSlow(livetail.port(), "/runs/" + large + "/logs/stream")) {
                assertEquals("hello", sse.readEvent().name());
                String last = livetail.startRun("demo", "lines=1", "text=the last");
                livetail.awaitState(last, "succeeded");
                awaitLine(livetail, going);

                livetail.sendTerm();

                await("it is not ready")
                        .atMost(LivetailProcess.LIMIT)
                        .until(() -> livetail.get("/q/health/ready").statusCode() == 503);
                assertToldToComeBack(readEvents(sse), "line 1 of 1 the last");
                assertTrue(sse.complete());
                assertToldToComeBack(readEvents(ofRun), "waiting");
                assertTrue(ofRun.complete());
                List<String> lines = text.readLines();
                assertTrue(lines.stream().anyMatch(line -> line.endsWith("line 1 of 1 the last")), lines.toString());
                assertTrue(lines.getLast().startsWith("--- reconnect: "), lines.getLast());
                assertTrue(text.complete());

                HttpResponse<String> refused = livetail.tryRun("demo");
                assertEquals(503, refused.statusCode());
                assertTrue(refused.headers().firstValue("Retry-After").isPresent());
                assertEquals("running", livetail.run(going).path("state").asText());
                assertEquals("cancelled", livetail.run(queued).path("state").asText());

                Files.createFile(livetail.directory().resolve("gate"));
                assertEquals(0, livetail.awaitExit(), livetail::output);
                stalled.readLines();
                assertFalse(stalled.complete());
            }
            livetail.restart();
            assertEquals("succeeded", livetail.run(going).path("state").asText());
            assertEquals(List.of("waiting", "through"), livetail.messages(going));
            assertEquals("cancelled", livetail.run(queued).path("state").asText());
        }
    }

    /** The process is still there, for a run that goes on, and answers for as long as it is. */
    @Test
    void whoeverComesBackMeanwhileGetsWhatIsThereAndTheEndIfThereIsOne() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(Options.of("livetail.shutdown.timeout=1m")
                .command("gate", "sh", "-c", GATE)
                .command("other", "sh", "-c", GATE.replace("-e gate", "-e other")))) {
            String ending = livetail.startRun("gate");
            String going = livetail.startRun("other");
            awaitLine(livetail, ending);
            awaitLine(livetail, going);
            String log = "/runs/" + ending + "/logs/stream?format=sse";
            String place;
            try (LogStream first = livetail.stream(log)) {
                place = first.readEvent().id();
                livetail.sendTerm();
                assertToldToComeBack(readEvents(first), "waiting");
            }
            assertToldToComeBack(readEvents(livetail, log, place), "waiting");

            Files.createFile(livetail.directory().resolve("gate"));
            livetail.awaitState(ending, "succeeded");
            List<JsonNode> rest = readEvents(livetail, log, place);
            assertEquals(
                    List.of("", "waiting", "through", "exited with code 0"),
                    rest.stream()
                            .map(event -> event.path("message").asText().replaceFirst(" \\(.*", ""))
                            .toList());
            assertEquals("succeeded", rest.getLast().path("state").asText());

            Files.createFile(livetail.directory().resolve("other"));
            assertEquals(0, livetail.awaitExit(), livetail::output);
        }
    }

    private static List<JsonNode> readEvents(LivetailProcess livetail, String path, String after) {
        try (LogStream stream = livetail.stream(path, "Last-Event-ID", after)) {
            assertEquals(200, stream.status());
            return readEvents(stream);
        }
    }

    private static void awaitLine(LivetailProcess livetail, String run) {
        await("a line of " + run)
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.run(run).path("lines").asInt() > 0);
    }

    private static List<JsonNode> readEvents(LogStream stream) {
        List<JsonNode> events = new ArrayList<>();
        for (LogStream.Event event = stream.readEvent(); event != null; event = stream.readEvent()) {
            events.add(event.data());
        }
        return events;
    }

    private static void assertToldToComeBack(List<JsonNode> events, String message) {
        assertTrue(
                events.stream()
                        .anyMatch(event -> message.equals(event.path("message").asText())),
                events.toString());
        JsonNode last = events.getLast();
        assertEquals("reconnect", last.path("event").asText());
        int delay = last.path("delay").asInt(-1);
        assertTrue(delay >= 0 && delay <= 3000, last.toString());
        assertTrue(last.path("message").asText().contains("shutting down"), last.toString());
    }

    @Test
    void runsThatTakeTooLongAreCancelledAndTheirStreamsSaySo() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(Options.of("livetail.shutdown.timeout=300ms")
                .command("long", "sh", "-c", "echo here; exec sleep 3600"))) {
            String command = livetail.startRun("long");
            String inProcess = livetail.startRun("demo", "lines=2", "interval=1h", "text=here");
            awaitLine(livetail, command);
            awaitLine(livetail, inProcess);
            assertEquals(0, livetail.terminate(), livetail::output);

            livetail.restart();
            assertWasCancelled(livetail, command, "here");
            assertWasCancelled(livetail, inProcess, "line 1 of 2 here");
        }
    }

    private static void assertWasCancelled(LivetailProcess livetail, String run, String line) {
        try (LogStream stream = livetail.stream("/runs/" + run + "/logs/stream?format=ndjson")) {
            assertEquals("hello", stream.readObject().path("event").asText());
            assertEquals(line, stream.readObject().path("message").asText());
            JsonNode last = stream.readObject();
            for (JsonNode next = stream.readObject(); next != null; next = stream.readObject()) {
                last = next;
            }
            assertEquals("end", last.path("event").asText());
            assertEquals("cancelled", last.path("state").asText());
            assertTrue(last.path("message").asText().contains("the service is shutting down"), last.toString());
        }
    }

    @Test
    void manyReadersDoNotHoldItUpAndDoNotComeBackAllAtOnce() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            List<LogStream> readers = new ArrayList<>();
            try {
                for (int i = 0; i < 200; i++) {
                    readers.add(livetail.stream("/logs/stream?format=ndjson&tail=" + i % 10));
                }
                assertEquals(0, livetail.terminate(), livetail::output);
                Set<Integer> delays = new HashSet<>();
                for (LogStream reader : readers) {
                    JsonNode last = LivetailProcess.parse(reader.readLines().getLast());
                    assertEquals("reconnect", last.path("event").asText());
                    delays.add(last.path("delay").asInt());
                    assertTrue(reader.complete());
                }
                assertTrue(delays.size() > 50, delays.toString());
            } finally {
                readers.forEach(LogStream::close);
            }
        }
    }

    @Test
    void withNobodyThereItEndsAtOnce() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            assertEquals(0, livetail.terminate(), livetail::output);
        }
    }
}
