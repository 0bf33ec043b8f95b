package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A run from its start to its end, and what can be asked of it meanwhile. */
class RunLifeIT {
    /** Says so, and then waits for a file. */
    private static final String GATE = "echo waiting for $0; while [ ! -e $0 ]; do sleep 0.02; done; echo through";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of()
                .command("gate", "sh", "-c", GATE, "{file}")
                .operation("gate", "parameters.file.required=true")
                .operation("gate", "max-concurrent=1")
                .operation("gate", "max-queued=1")
                .command("short", "sleep", "3600")
                .operation("short", "timeout=200ms")
                .command("long", "sleep", "3600")
                .operation("long", "max-concurrent=10"));
    }

    private static void open(String gate) throws IOException {
        Files.createFile(livetail.directory().resolve(gate));
    }

    private static void awaitLines(String run, int count) {
        await("lines of " + run)
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.run(run).path("lines").asInt() >= count);
    }

    @Test
    void aRunThatNeedNotWaitIsRunningFromTheFirstAnswerOn() {
        for (int i = 0; i < 20; i++) {
            String answer = livetail.tryRun("demo", "lines=2", "interval=1h").body();
            assertEquals("running", LivetailProcess.parse(answer).path("state").asText(), answer);
            livetail.send(
                    "DELETE",
                    "/runs/" + LivetailProcess.parse(answer).path("id").asText(),
                    null);
        }
    }

    @Test
    void oneAddressServesBeforeDuringAndAfterTheRun() throws IOException {
        String first = livetail.startRun("gate", "file=one");
        awaitLines(first, 1);
        String second = livetail.startRun("gate", "file=two");
        assertEquals("queued", livetail.run(second).path("state").asText());
        assertEquals(List.of(), livetail.messages(second));
        JsonNode ended = lastOf("/runs/" + second + "/logs");
        assertEquals("queued", ended.path("state").asText());
        try (LogStream before = livetail.stream("/runs/" + second + "/logs/stream", "Accept", "application/x-ndjson")) {
            assertEquals("hello", before.readObject().path("event").asText());

            open("one");
            livetail.awaitState(first, "succeeded");
            assertEquals("waiting for two", before.readObject().path("message").asText());
            assertEquals("running", livetail.run(second).path("state").asText());
            assertEquals(List.of("waiting for two"), livetail.messages(second));
            assertEquals(
                    "running", lastOf("/runs/" + second + "/logs").path("state").asText());

            open("two");
            assertEquals("through", before.readObject().path("message").asText());
            JsonNode end = before.readObject();
            assertEquals("end", end.path("event").asText());
            assertEquals("succeeded", end.path("state").asText());
            assertEquals(second, end.path("run").asText());
            assertEquals("gate", end.path("operation").asText());
            assertEquals(2, end.path("lines").asInt());
            assertEquals("exited", end.path("outcome").path("kind").asText());
            assertEquals(0, end.path("outcome").path("exitCode").asInt(-1));
            assertNull(before.readObject());
            assertTrue(before.complete());
        }
        assertEquals(List.of("waiting for two", "through"), livetail.messages(second));
        assertEquals(
                "succeeded", lastOf("/runs/" + second + "/logs").path("state").asText());
        assertEquals(
                "succeeded",
                lastOf("/runs/" + second + "/logs/stream").path("state").asText());
        JsonNode run = livetail.awaitState(second, "succeeded");
        assertTrue(
                run.path("createdAt").asText().compareTo(run.path("startedAt").asText()) < 0);
        assertTrue(run.path("startedAt").asText().compareTo(run.path("endedAt").asText()) < 0);
    }

    private static JsonNode lastOf(String path) {
        return LivetailProcess.parse(livetail.get(path, "Accept", "application/x-ndjson")
                .body()
                .lines()
                .reduce((one, next) -> next)
                .orElseThrow());
    }

    @Test
    void aStartBeyondTheQueueIsRefusedUntilThereIsRoom() throws IOException {
        String going = livetail.startRun("gate", "file=three");
        awaitLines(going, 1);
        String waiting = livetail.startRun("gate", "file=four");

        HttpResponse<String> refused = livetail.tryRun("gate", "file=five");
        assertEquals(429, refused.statusCode());
        assertTrue(Integer.parseInt(refused.headers().firstValue("Retry-After").orElse("")) > 0);
        assertEquals(
                "application/problem+json",
                refused.headers().firstValue("Content-Type").orElse(""));
        assertTrue(LivetailProcess.parse(refused.body()).path("detail").asText().contains("'gate'"), refused.body());

        open("three");
        livetail.awaitState(waiting, "running");
        String next = livetail.startRun("gate", "file=five");
        open("four");
        open("five");
        livetail.awaitState(next, "succeeded");
    }

    @Test
    void aRunThatWaitsCanBeCancelledAndNeverStarts() throws IOException {
        String going = livetail.startRun("gate", "file=six");
        awaitLines(going, 1);
        String waiting = livetail.startRun("gate", "file=seven");
        assertEquals(202, livetail.send("DELETE", "/runs/" + waiting, null).statusCode());
        JsonNode ended = livetail.awaitState(waiting, "cancelled");
        assertFalse(ended.has("startedAt"), ended.toString());
        assertEquals(
                "cancelled",
                lastOf("/runs/" + waiting + "/logs/stream").path("state").asText());
        open("six");
        livetail.awaitState(going, "succeeded");
    }

    @Test
    void aRunIsCancelledOnce() {
        String run = livetail.startRun("long");
        livetail.awaitState(run, "running");
        assertEquals(202, livetail.send("DELETE", "/runs/" + run, null).statusCode());
        JsonNode ended = livetail.awaitState(run, "cancelled");
        assertEquals("cancelled", ended.path("outcome").path("kind").asText());
        assertEquals("by request", ended.path("outcome").path("reason").asText());
        HttpResponse<String> again = livetail.send("DELETE", "/runs/" + run, null);
        assertEquals(200, again.statusCode());
        assertEquals(ended, LivetailProcess.parse(again.body()));
        assertEquals("cancelled", lastOf("/runs/" + run + "/logs").path("state").asText());
    }

    @Test
    void aRunThatTakesTooLongIsStopped() {
        String run = livetail.startRun("short");
        JsonNode ended = livetail.awaitState(run, "timed_out");
        assertEquals("PT0.2S", ended.path("outcome").path("limit").asText());
        JsonNode last = lastOf("/runs/" + run + "/logs");
        assertEquals("timed_out", last.path("state").asText());
        assertEquals(ended.path("outcome"), last.path("outcome"));
    }

    @Test
    void theStarterThatLeavesStopsNothing() throws IOException {
        String run;
        try (LogStream starter =
                LogStream.open(livetail.port(), "POST", "/operations/gate/runs?format=ndjson", "Content-Length", "0")) {
            // A parameter is missing, and so this is no start.
            assertEquals(400, starter.status());
        }
        String body = "file=eight";
        try (LogStream starter = LogStream.send(
                livetail.port(),
                "POST /operations/gate/runs HTTP/1.1\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length()
                        + "\r\n\r\n" + body)) {
            run = starter.header("Location").substring("/runs/".length());
            assertEquals("hello", starter.readObject().path("event").asText());
            assertEquals(
                    "waiting for eight", starter.readObject().path("message").asText());
        }
        await("the starter is gone")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.metric("livetail_streams_active") == 0);
        assertEquals("running", livetail.run(run).path("state").asText());
        open("eight");
        livetail.awaitState(run, "succeeded");
        assertEquals(List.of("waiting for eight", "through"), livetail.messages(run));
    }

    @Test
    void runsAreListedNewestFirstAndCanBeSelected() {
        String older = livetail.startRun("demo", "lines=1");
        livetail.awaitState(older, "succeeded");
        String newer = livetail.startRun("demo", "lines=1", "fail=true");
        livetail.awaitState(newer, "failed");
        assertEquals(
                newer,
                livetail.json("/runs?operation=demo&limit=1").path(0).path("id").asText());
        JsonNode succeeded = livetail.json("/runs?operation=demo&state=succeeded");
        assertEquals(older, succeeded.path(0).path("id").asText());
        succeeded.forEach(run -> assertEquals(
                "demo succeeded",
                run.path("operation").asText() + " " + run.path("state").asText()));
    }

    @Test
    void progressIsToldWhileTheRunGoesOn() {
        String run = livetail.startRun("demo", "lines=2", "interval=1h");
        await("progress")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.run(run).path("progress").path("done").asInt() == 1);
        assertEquals(2, livetail.run(run).path("progress").path("total").asInt());
        livetail.send("DELETE", "/runs/" + run, null);
        livetail.awaitState(run, "cancelled");
    }
}
