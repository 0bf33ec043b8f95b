package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quarkus' socket handler, told to write GELF as the documentation has it. */
class GelfIT {
    private static final String CONFIGURATION = """
            quarkus.log.socket.enabled=true
            quarkus.log.socket.json.additional-field.version.value=1.1
            quarkus.log.socket.json.key-overrides=host-name=host,message=short_message,timestamp=_timestamp,level=_level,\
            sequence=_sequence,logger-class-name=_logger_class,logger-name=_logger,thread-name=_thread,thread-id=_thread_id,\
            mdc=_mdc,ndc=_ndc,process-name=_process,process-id=_process_id,exception=_exception
            """;

    @Test
    void aLineArrivesWithItsContextAndWithoutSecretsAndForgesNothing() {
        try (TcpReceiver receiver = TcpReceiver.start();
                LivetailProcess livetail =
                        LivetailProcess.start(Options.of("quarkus.log.socket.endpoint=localhost:" + receiver.port())
                                .file("config/application.properties", CONFIGURATION))) {
            String run = livetail.startRun(
                    "demo", "lines=1", "interval=0", "text=password=hunter22 a\n{} \0 b", "fail=true");
            livetail.awaitState(run, "failed");
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> !lines(receiver, run).isEmpty());
            JsonNode line = lines(receiver, run).getFirst();
            assertEquals(
                    "line 1 of 1 password=*** a\n{} \0 b",
                    line.path("short_message").asText());
            assertEquals("1.1", line.path("version").asText());
            assertFalse(line.path("host").asText().isEmpty());
            assertEquals("INFO", line.path("_level").asText());
            assertFalse(line.at("/_mdc/request_id").asText().isEmpty());
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> receiver.lines().stream().anyMatch(text -> text.contains("\"_exception\":{")));
            for (String text : receiver.lines()) {
                LivetailProcess.parse(text)
                        .fieldNames()
                        .forEachRemaining(name -> assertTrue(
                                name.startsWith("_")
                                        || List.of("version", "host", "short_message")
                                                .contains(name),
                                text));
            }
        }
    }

    private static List<JsonNode> lines(TcpReceiver receiver, String run) {
        return receiver.lines().stream()
                .filter(line -> line.startsWith("{"))
                .map(LivetailProcess::parse)
                .filter(line -> line.at("/_mdc/run_id").asText().equals(run))
                .filter(line -> line.path("short_message").asText().startsWith("line 1 of 1"))
                .toList();
    }
}
