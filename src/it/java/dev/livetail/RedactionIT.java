package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is secret stays out of logs in all formats, out of what is shown of runs, and off the disk. */
class RedactionIT {
    /** In every secret here, and in nothing else. */
    private static final String MARK = "sEcReT";

    private static final int LONGEST_LINE = 1 << 20;

    @AutoClose
    private static LivetailProcess livetail;

    private static String secrets;

    @BeforeAll
    static void runAll() {
        livetail = LivetailProcess.start(Options.of(
                        "livetail.redaction.keys=customer-no",
                        "livetail.redaction.patterns.order=order (?P<secret>\\w+)")
                .command(
                        "prints",
                        "printf",
                        "%s\\n",
                        "password=" + MARK,
                        "{\"user\":{\"apiKey\":\"" + MARK + " a\"}}",
                        "Authorization: Bearer " + MARK,
                        "customer_no: " + MARK,
                        "order " + MARK + " placed")
                .command(
                        "key",
                        "sh",
                        "-c",
                        "echo -----BEGIN PRIVATE KEY-----; printf " + MARK + "; sleep 0.1; echo 1; echo " + MARK
                                + "2; echo -----END PRIVATE KEY-----; echo after")
                .command("chunks", "sh", "-c", "printf passw; sleep 0.1; printf 'ord=sEc'; sleep 0.1; echo ReT")
                .command(
                        "long",
                        "sh",
                        "-c",
                        "head -c " + (LONGEST_LINE - 14) + " /dev/zero | tr '\\0' x; echo ' password=" + MARK + "'")
                .command("told", "sh", "-c", "echo ${#1}; echo \"<$1>\"", "told", "{api-token}")
                .operation("told", "parameters.api-token.default=" + MARK + "0")
                .command("missing", "./no-such-program?token={auth-token}", "{auth-token}")
                .operation("missing", "parameters.auth-token.required=true"));
        for (String operation : List.of("prints", "key", "chunks", "long")) {
            livetail.awaitState(livetail.startRun(operation), "succeeded");
        }
        livetail.awaitState(livetail.startRun("demo", "lines=1", "text=Bearer " + MARK + "1", "fail=true"), "failed");
        livetail.awaitState(livetail.startRun("missing", "auth-token=" + MARK), "failed");
        secrets = everything();
    }

    private static String everything() {
        try (Stream<Path> files = Files.walk(livetail.data())) {
            String onDisk =
                    files.filter(Files::isRegularFile).map(RedactionIT::read).collect(Collectors.joining("\n"));
            return Stream.of(
                            "/logs",
                            "/logs?format=html",
                            "/logs?format=sse",
                            "/logs?format=ndjson",
                            "/runs",
                            "/operations",
                            "/",
                            "/q/metrics")
                    .map(path -> livetail.get(path).body())
                    .collect(Collectors.joining("\n", onDisk, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noSecretIsInAnyLogOrFileOrPage() {
        assertTrue(secrets.contains("password=***") && secrets.contains("Bearer ***"), secrets);
        List<String> found = secrets.lines().filter(line -> line.contains(MARK)).toList();
        assertEquals(List.of(), found);
    }

    @Test
    void whatIsAroundThemStays() {
        assertEquals(
                List.of(
                        "password=***",
                        "{\"user\":{\"apiKey\":\"***\"}}",
                        "Authorization: ***",
                        "customer_no: ***",
                        "order *** placed"),
                messages("prints"));
        assertEquals(List.of("***", "***", "***", "***", "after"), messages("key"));
        assertEquals(List.of("password=***"), messages("chunks"));
        List<String> pieces = messages("long");
        assertEquals(
                List.of(LONGEST_LINE - 13, "password=***".length()),
                pieces.stream().map(String::length).toList());
        assertEquals("password=***", pieces.getLast());
    }

    private static List<String> messages(String operation) {
        JsonNode run = livetail.json("/runs?operation=" + operation).path(0);
        return livetail.messages(run.path("id").asText());
    }

    @Test
    void aCommandIsToldWhatNobodyElseIsShown() {
        String given = livetail.startRun("told", "api-token=given");
        JsonNode ended = livetail.awaitState(given, "succeeded");
        assertEquals("***", ended.path("parameters").path("api-token").asText());
        assertEquals(List.of("5", "<***>"), livetail.messages(given));
        assertFalse(livetail.get("/runs/" + given, "Accept", "text/html").body().contains("api-token = <code>given"));
        assertEquals(
                "***",
                livetail.json("/operations/told")
                        .path("parameters")
                        .path(0)
                        .path("default")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing/token=sEcReT", "/logs?since=token%3DsEcReT", "/runs/password:sEcReT"})
    void problemsDoNotRepeatThem(String path) {
        String body = livetail.get(path).body();
        assertTrue(body.contains("***"), body);
        assertFalse(body.contains(MARK), body);
    }

    @Test
    void neitherDoesOneOfAnAddressThatCannotBeRead() {
        try (LogStream answer = livetail.stream("/%/token=" + MARK)) {
            assertEquals(400, answer.status());
            assertTrue(answer.readText().contains("\"instance\":\"/%/token=***\""));
        }
    }

    @Test
    void metricsSayWhatWasFound() {
        for (String rule : List.of("keys", "bearer", "private-key", "order")) {
            assertTrue(livetail.metric("livetail_redactions_total", "rule=\"" + rule + "\"") > 0, rule);
        }
    }

    @Test
    void aPatternThatIsWrongStopsTheStart() throws IOException, InterruptedException {
        LivetailProcess.Failed failed =
                LivetailProcess.startInVain(Options.of("livetail.redaction.patterns.order=(unclosed"));
        assertTrue(failed.output().contains("livetail.redaction.patterns.order is '(unclosed'"), failed.output());
    }

    @Test
    void offItLeavesEverything() {
        try (LivetailProcess off = LivetailProcess.start("livetail.redaction.enabled=false")) {
            String run = off.startRun("demo", "lines=1", "text=password=shown");
            off.awaitState(run, "succeeded");
            assertEquals(List.of("line 1 of 1 password=shown"), off.messages(run));
        }
    }
}
