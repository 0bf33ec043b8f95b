package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Levels are changed while the service runs, and go back by themselves. */
class LoggersIT {
    /** Logs each request at DEBUG. */
    private static final String TALKATIVE = "io.quarkus.micrometer";

    private static final String DEMO = "dev.livetail.operation.Demo";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
    }

    private static JsonNode change(String logger, String body) {
        HttpResponse<String> answer =
                livetail.send("PUT", "/loggers/" + logger, body, "Content-Type", "application/json");
        assertEquals(200, answer.statusCode(), answer.body());
        return LivetailProcess.parse(answer.body());
    }

    @Test
    void aChangeForATimeShowsInTheStreamAndRevertsByItself() {
        try (LogStream stream = livetail.stream("/logs/stream?format=ndjson&tail=0&logger=" + TALKATIVE)) {
            assertEquals("hello", stream.readObject().path("event").asText());
            JsonNode changed = change(TALKATIVE, "{\"level\": \"DEBUG\", \"for\": \"10m\"}");
            assertEquals("DEBUG", changed.path("level").asText());
            assertEquals("DEBUG", changed.path("effectiveLevel").asText());
            assertTrue(Instant.parse(changed.path("revertsAt").asText()).isAfter(Instant.now()));
            livetail.get("/nothing");
            assertEquals("DEBUG", stream.readObject().path("level").asText());
        }

        // The original level is that from before the first of the changes.
        change(TALKATIVE, "{\"level\": \"TRACE\", \"for\": \"100ms\"}");
        JsonNode reverted = await("it is as before")
                .atMost(LivetailProcess.LIMIT)
                .until(
                        () -> livetail.json("/loggers/" + TALKATIVE),
                        state -> state.path("revertsAt").isNull());
        assertTrue(reverted.path("level").isNull(), reverted.toString());
        assertEquals("INFO", reverted.path("effectiveLevel").asText());
        assertTrue(livetail.get("/logs?logger=dev.livetail.logger&level=WARN")
                .body()
                .contains("Logger " + TALKATIVE + " lets through INFO again"));
        String now = hello().path("latest").asText();
        livetail.get("/nothing");
        livetail.awaitState(livetail.startRun("demo", "lines=1", "text=behind it"), "succeeded");
        List<String> lines = livetail.get("/logs?after=" + now).body().lines().toList();
        assertTrue(lines.stream().anyMatch(line -> line.endsWith("behind it")), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.contains(" - " + TALKATIVE)), lines.toString());
    }

    private static JsonNode hello() {
        return LivetailProcess.parse(livetail.get("/logs?format=ndjson&tail=0")
                .body()
                .lines()
                .findFirst()
                .orElseThrow());
    }

    @Test
    void aLoggerThatIsTurnedDownIsSilentUntilItIsAsItsParentAgain() {
        change(DEMO, "{\"level\": \"WARN\"}");
        String silent = livetail.startRun("demo", "lines=3", "interval=0");
        livetail.awaitState(silent, "succeeded");
        assertEquals(List.of(), livetail.messages(silent));

        JsonNode changed = change(DEMO, "{\"level\": null}");
        assertTrue(changed.path("level").isNull());
        assertEquals("INFO", changed.path("effectiveLevel").asText());
        String heard = livetail.startRun("demo", "lines=1", "interval=0");
        livetail.awaitState(heard, "succeeded");
        assertEquals(List.of("line 1 of 1"), livetail.messages(heard));
    }

    @Test
    void theLowestLevelCanBeReachedToo() {
        String logger = "io.vertx.ext.web";
        assertEquals(
                "TRACE",
                change(logger, "{\"level\": \"TRACE\"}").path("effectiveLevel").asText());
        livetail.get("/nothing");
        change(logger, "{\"level\": null}");
        assertTrue(
                livetail.get("/logs?logger=" + logger).body().contains(" - TRACE - "),
                () -> livetail.get("/logs?logger=" + logger).body());
    }

    @Test
    void allLoggersAreListedTheRootFirst() {
        JsonNode loggers = livetail.json("/loggers");
        assertEquals("ROOT", loggers.path(0).path("name").asText());
        assertEquals("INFO", loggers.path(0).path("effectiveLevel").asText());
        assertTrue(loggers.findValuesAsText("name").contains("dev.livetail.capture"));
    }
}
