package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Quarkus' syslog handler, as an address alone configures it. */
class SyslogIT {
    /** The head that RFC 5424 has before a message, which here has no structured data. */
    private static final Pattern MESSAGE =
            Pattern.compile("<\\d+>1 \\S+T\\S+ \\S+ \\S+ \\d+ \\S+ - \ufeff?(.*)", Pattern.DOTALL);

    /** A line of its own, a frame of its own, and in the form NFKC a member of its own. */
    private static final String HOSTILE =
            "password=hunter22 a\r\n<8>1 - - - - - - forged\u001b[0m 9 <8>1 xyz \uff02,\uff02level\uff02:\uff02FATAL";

    private static final String HARMLESS =
            "password=*** a\r\n<8>1 - - - - - - forged 9 <8>1 xyz \uff02,\uff02level\uff02:\uff02FATAL";

    private TcpReceiver receiver = TcpReceiver.start();

    @AfterEach
    void end() {
        receiver.close();
    }

    private Options options(String... more) {
        return Options.of("quarkus.log.syslog.enabled=true", "quarkus.log.syslog.endpoint=localhost:" + receiver.port())
                .and(more);
    }

    private static String run(LivetailProcess livetail, String text) {
        String body = "{\"lines\":1,\"interval\":\"0\",\"text\":" + new TextNode(text) + "}";
        JsonNode run = LivetailProcess.parse(livetail.send(
                        "POST",
                        "/operations/demo/runs",
                        body,
                        "Content-Type",
                        "application/json",
                        "Accept",
                        "application/json",
                        "X-Request-ID",
                        "request-77")
                .body());
        String id = run.path("id").asText();
        livetail.awaitState(id, "succeeded");
        return id;
    }

    private static String message(String frame) {
        Matcher matcher = MESSAGE.matcher(frame);
        assertTrue(matcher.matches(), frame);
        return matcher.group(1).stripTrailing();
    }

    /** The one line that a run has written. */
    private static JsonNode awaitLine(Supplier<List<String>> messages, String run) {
        Supplier<List<JsonNode>> lines = () -> messages.get().stream()
                .map(LivetailProcess::parse)
                .filter(line -> line.at("/mdc/run_id").asText().equals(run))
                .filter(line -> line.path("message").asText().startsWith("line 1 of 1"))
                .toList();
        await().atMost(LivetailProcess.LIMIT).until(() -> !lines.get().isEmpty());
        assertEquals(1, lines.get().size());
        return lines.get().getFirst();
    }

    private List<String> messages() {
        return receiver.frames().stream().map(SyslogIT::message).toList();
    }

    @Test
    void aLineArrivesWithItsContextAndWithoutSecretsAndForgesNothing() {
        try (LivetailProcess livetail = LivetailProcess.start(options())) {
            String run = run(livetail, HOSTILE);
            JsonNode line = awaitLine(this::messages, run);
            assertEquals("request-77", line.at("/mdc/request_id").asText());
            assertEquals("demo", line.at("/mdc/operation").asText());
            assertEquals("line 1 of 1 " + HARMLESS, line.path("message").asText());
            assertEquals("INFO", line.path("level").asText());
            assertTrue(messages().stream()
                    .map(LivetailProcess::parse)
                    .anyMatch(other -> other.at("/mdc/path").asText().equals("/operations/demo/runs")
                            && other.at("/mdc/request_id").asText().equals("request-77")));
        }
    }

    @Test
    void neitherInFramesThatEndWithTheLine() {
        try (LivetailProcess livetail =
                LivetailProcess.start(options("quarkus.log.syslog.use-counting-framing=false"))) {
            String run = run(livetail, HOSTILE);
            JsonNode line = awaitLine(
                    () -> receiver.lines().stream().map(SyslogIT::message).toList(), run);
            assertEquals("line 1 of 1 " + HARMLESS, line.path("message").asText());
        }
    }

    @Test
    void asTextItHasTheContextThatItsFormatNames() {
        try (LivetailProcess livetail = LivetailProcess.start(options(
                "quarkus.log.syslog.json.enabled=false",
                "quarkus.log.syslog.format=%p [%c] %X{request_id} %X{run_id} %s%e%n"))) {
            String run = run(livetail, HOSTILE);
            String expected = "INFO [dev.livetail.operation.Demo] request-77 " + run
                    + " line 1 of 1 password=*** a\\r\\n<8>1 - - - - - - forged 9 <8>1 xyz \",\"level\":\"FATAL";
            await().atMost(LivetailProcess.LIMIT).until(() -> messages().contains(expected));
            assertFalse(messages().stream().anyMatch(message -> message.contains("hunter22")));
        }
    }

    @Test
    void aReceiverThatIsAwayHoldsUpNobodyAndGetsWhatWaited() {
        int port = receiver.port();
        receiver.close();
        try (LivetailProcess livetail = LivetailProcess.start(Options.of(
                "quarkus.log.syslog.enabled=true",
                "quarkus.log.syslog.endpoint=localhost:" + port,
                "quarkus.log.syslog.async.queue-length=64",
                // A warning before anything is started: Quarkus' own queue then waits for the receiver with it.
                "quarkus.http.no-such-key=1"))) {
            String first = run(livetail, "while it is away");
            livetail.awaitState(livetail.startRun("demo", "lines=1000", "interval=0"), "succeeded");
            assertTrue(livetail.metric("livetail_output_dropped_total") > 0);
            receiver = TcpReceiver.start(port);
            awaitLine(this::messages, first);
            assertTrue(messages().stream().anyMatch(message -> message.contains("quarkus.http.no-such-key")));

            receiver.close();
            // The first that are sent to a receiver that has just gone are lost, as nobody says so.
            livetail.awaitState(livetail.startRun("demo", "lines=10", "interval=100ms"), "succeeded");
            receiver = TcpReceiver.start(port);
            String last = run(livetail, "when it is back");
            awaitLine(this::messages, last);
        }
    }

    @Test
    void theEndDoesNotWaitForAReceiverThatIsAway() throws InterruptedException {
        receiver.close();
        try (LivetailProcess livetail = LivetailProcess.start(options())) {
            run(livetail, "while it is away");
            assertEquals(0, livetail.terminate());
        }
    }
}
