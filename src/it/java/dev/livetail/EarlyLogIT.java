package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The service's log begins with its start, as far as that is configured to be logged. */
class EarlyLogIT {
    private static final String LAST_LINE = "Installed features: ";
    /** Logs what it reads before anything else of the service is there. */
    private static final String EARLY = "io.smallrye.config";

    /** All lines, when the last one of the start is among them. */
    private static List<JsonNode> log(LivetailProcess livetail) {
        return await("the start is over")
                .atMost(LivetailProcess.LIMIT)
                .until(
                        () -> livetail.get("/logs?format=ndjson")
                                .body()
                                .lines()
                                .map(LivetailProcess::parse)
                                .filter(line -> !line.has("event"))
                                .toList(),
                        lines -> lines.stream().anyMatch(line -> message(line).startsWith(LAST_LINE)));
    }

    private static String message(JsonNode line) {
        return line.path("message").asText();
    }

    private static Set<String> levels(List<JsonNode> lines, String logger) {
        return lines.stream()
                .filter(line -> line.path("loggerName").asText().startsWith(logger))
                .map(line -> line.path("level").asText())
                .collect(Collectors.toSet());
    }

    private static void assertWhole(List<JsonNode> lines) {
        for (int i = 0; i < lines.size(); i++) {
            assertTrue(lines.get(i).path("id").asText().endsWith("-" + (i + 1)), lines.toString());
        }
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> message(line).startsWith(LAST_LINE))
                        .count());
    }

    @Test
    void theStartIsInTheLog() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            List<JsonNode> lines = log(livetail);
            assertWhole(lines);
            assertTrue(message(lines.getFirst()).contains("Listening on: "), lines.toString());
            assertEquals(Set.of("INFO"), levels(lines, ""));
        }
    }

    @Test
    void whatWasLoggedBeforeTheServiceWasThereIsInTheLogToo() {
        try (LivetailProcess livetail = LivetailProcess.start("quarkus.log.level=DEBUG")) {
            List<JsonNode> lines = log(livetail);
            assertWhole(lines);
            assertTrue(lines.getFirst().path("loggerName").asText().startsWith(EARLY), lines.toString());
            assertEquals(Set.of("DEBUG"), levels(lines, EARLY));
            lines.stream()
                    .filter(line -> line.path("loggerName").asText().startsWith(EARLY))
                    .forEach(line -> livetail.awaitOutput(message(line)));
        }
    }

    @Test
    void levelsHoldForWhatWasLoggedBeforeTheyWereConfigured() {
        try (LivetailProcess livetail =
                LivetailProcess.start("quarkus.log.level=DEBUG", "quarkus.log.category.\"io.smallrye\".level=INFO")) {
            List<JsonNode> lines = log(livetail);
            assertWhole(lines);
            assertEquals(Set.of(), levels(lines, EARLY));
            assertEquals(Set.of("DEBUG", "INFO"), levels(lines, "io.quarkus"));
        }
    }
}
