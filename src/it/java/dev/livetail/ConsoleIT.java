package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the process writes to its standard output, where a collector of logs reads it. */
class ConsoleIT {
    @Test
    void asJsonItHasTheMembersThatOurStreamsHave() {
        try (LivetailProcess livetail = LivetailProcess.start("quarkus.log.console.json.enabled=true")) {
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
        return livetail.output()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> line.path("sequence").equals(streamed.path("sequence")))
                .findFirst()
                .orElse(null);
    }

    @Test
    void unlessAskedForItIsForPeople() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            assertTrue(livetail.output().lines().allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .* INFO .*")));
        }
    }
}
