package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong is answered with what it is and with what is accepted, in one form. */
class BadInputIT {
    private static final String RUNS = "/operations/word/runs";
    private static final String TOO_LARGE = "x".repeat(300_000);

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(Options.of()
                .command("word", "echo", "{word}")
                .operation("word", "parameters.word.pattern=[a-z]+")
                .operation("word", "parameters.word.required=true"));
    }

    @AfterAll
    static void nothingOfAllThisWasAFailureOfOurs() {
        List<String> errors = livetail.get("/logs?level=ERROR").body().lines().toList();
        assertEquals(1, errors.size(), errors.toString());
    }

    /** @param told what must be in the detail: what is wrong, and what is accepted */
    private static void assertProblem(int status, HttpResponse<String> answer, String... told) {
        assertProblem(
                status,
                answer.statusCode(),
                answer.headers().firstValue("Content-Type").orElse(""),
                answer.body(),
                told);
    }

    private static void assertProblem(int status, LogStream answer, String... told) {
        assertProblem(status, answer.status(), answer.header("Content-Type"), answer.readText(), told);
    }

    private static void assertProblem(int expected, int status, String contentType, String body, String... told) {
        assertEquals(expected, status, body);
        assertEquals("application/problem+json", contentType);
        JsonNode problem = LivetailProcess.parse(body);
        assertEquals(expected, problem.path("status").asInt());
        for (String part : told) {
            assertTrue(problem.path("detail").asText().contains(part), body);
        }
        assertFalse(body.contains("Exception") || body.contains("\\tat "), body);
    }

    @ParameterizedTest
    @CsvSource({
        "/nothing, '/nothing'",
        "/operations/none, GET /operations",
        "/runs/none, GET /runs",
        "/runs/none/logs, GET /runs",
        "/runs/none/logs/stream, GET /runs",
    })
    void whatIsNotThere(String path, String told) {
        assertProblem(404, livetail.get(path), told);
        assertProblem(404, livetail.get(path, "Accept", "application/json"), told);
    }

    @Test
    void anOperationOrRunThatIsNotThereCannotBeStartedOrCancelled() {
        assertProblem(404, livetail.tryRun("none"), "'none'", "GET /operations");
        assertProblem(404, livetail.send("DELETE", "/runs/none", null), "'none'", "GET /runs");
    }

    @Test
    void parametersThatTheOperationDoesNotTake() {
        JsonNode before = livetail.json("/runs");
        assertProblem(400, livetail.tryRun("word"), "'word'", "missing", "[a-z]+");
        assertProblem(400, livetail.tryRun("word", "word=Hello"), "'word'", "[a-z]+");
        assertProblem(400, livetail.tryRun("word", "word=hello", "other=1"), "'other'", "it takes word");
        assertProblem(400, livetail.tryRun("demo", "lines=0"), "'lines'");
        assertProblem(400, livetail.tryRun("demo", "interval=soon"), "'interval'");
        assertEquals(before.findValues("id"), livetail.json("/runs").findValues("id"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "level=loud          | TRACE, DEBUG, INFO, WARN, ERROR, FATAL",
                "since=yesterday     | 2026-11-21T09:34:06Z",
                "since=-5m           | PT5M",
                "after=17            | <epoch>-<sequence>",
                "after=1-2-3         | <epoch>-<sequence>",
                "regex=(             | RE2",
                "regex=(a)%5C1       | no back-references",
                "tail=-1             | a whole number of lines",
                "tail=99999999999999 | a whole number of lines",
                "format=xml          | text, html, sse or ndjson",
                "on_slow=wait        | skip, latest or disconnect",
                "download=maybe      | true or false",
            })
    void aQueryThatCannotBeRead(String query, String told) {
        String name = "'" + query.substring(0, query.indexOf('=')) + "'";
        assertProblem(400, livetail.get("/logs?" + query), name, told);
        assertProblem(400, livetail.get("/logs/stream?" + query), name, told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "before=17   | <epoch>-<sequence>",
                "until=later | 2026-11-21T09:34:06Z",
                "limit=0     | a whole number of lines",
            })
    void aBoundThatCannotBeReadOrIsNotTaken(String query, String told) {
        String name = "'" + query.substring(0, query.indexOf('=')) + "'";
        assertProblem(400, livetail.get("/logs?" + query), name, told);
        assertProblem(400, livetail.get("/logs/stream?" + query), name, "not where a log is followed");
    }

    @Test
    void anIdToResumeAfterThatIsNone() {
        assertProblem(400, livetail.get("/logs/stream", "Last-Event-ID", "nonsense"), "'Last-Event-ID'", "<epoch>");
    }

    @Test
    void anExpressionThatIsExponentialElsewhereIsNot() {
        // Matching this against a line of a's and a b takes others longer than the universe is old.
        String run = livetail.startRun("word", "word=" + "a".repeat(10_000) + "b");
        livetail.awaitState(run, "succeeded");
        HttpResponse<String> answer = livetail.get("/logs?format=ndjson&regex=(a%2B)%2B$&run=" + run);
        assertEquals(200, answer.statusCode());
        assertEquals(2, answer.body().lines().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/operations/demo/runs", "/loggers/org.acme"})
    void aBodyThatIsTooLarge(String path) {
        String method = path.startsWith("/loggers") ? "PUT" : "POST";
        String head = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        try (LogStream declared = LogStream.send(
                livetail.port(), head + "Content-Length: " + TOO_LARGE.length() + "\r\n\r\n" + TOO_LARGE)) {
            assertProblem(413, declared, "262144 bytes");
        }
        String chunk = Integer.toHexString(TOO_LARGE.length()) + "\r\n" + TOO_LARGE + "\r\n";
        try (LogStream chunked =
                LogStream.send(livetail.port(), head + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "0\r\n\r\n")) {
            assertProblem(413, chunked, "262144 bytes");
        }
        try (LogStream endless = LogStream.send(livetail.port(), head + "Transfer-Encoding: chunked\r\n\r\n" + chunk)) {
            assertProblem(413, endless, "262144 bytes");
        }
    }

    @Test
    void aBodyInChunksIsTakenLikeAnyOther() {
        try (LogStream run = LogStream.send(
                livetail.port(),
                "POST " + RUNS + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n9\r\n{\"word\": \r\n7\r\n\"hello\"\r\n1\r\n}\r\n0\r\n\r\n")) {
            assertEquals(200, run.status());
            assertTrue(run.readLine().endsWith(" - hello"));
        }
    }

    @Test
    void aBodyOfAnotherMediaType() {
        assertProblem(
                415,
                livetail.send("POST", RUNS, "<word>hello</word>", "Content-Type", "application/xml"),
                "application/xml",
                "application/json",
                "application/x-www-form-urlencoded");
        assertProblem(
                415,
                livetail.send("PUT", "/loggers/org.acme", "DEBUG", "Content-Type", "text/plain"),
                "application/json");
        assertProblem(
                400,
                livetail.send("POST", RUNS, "word=hello", "Content-Type", "nonsense"),
                "'Content-Type'",
                "application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "\"hello\"",
                "null",
                "{\"word\": \"hello\"} and more",
                "{\"word\": null}",
                "{\"word\": [\"hello\"]}",
                "{\"word\": \"hello\", \"word\": \"again\"}",
                "{'word': 'hello'}",
            })
    void aBodyThatIsNoObjectOfParameters(String body) {
        assertProblem(400, livetail.send("POST", RUNS, body, "Content-Type", "application/json"));
        assertProblem(
                400,
                livetail.send("PUT", "/loggers/org.acme", body, "Content-Type", "application/json"),
                "The body is a JSON object with 'level'");
    }

    @Test
    void aFormThatCannotBeRead() {
        String form = "application/x-www-form-urlencoded";
        assertProblem(400, livetail.send("POST", RUNS, "word=%zz", "Content-Type", form), "'%'", "hex digits");
        assertProblem(400, livetail.send("POST", RUNS, "word=a&word=b", "Content-Type", form), "'word'", "2 times");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logs?q=%zz", "/logs?q=50%", "/logs/%zz", "/%"})
    void anAddressThatIsNotWellFormed(String target) {
        try (LogStream answer = LogStream.open(livetail.port(), "GET", target)) {
            assertProblem(400, answer, "not well-formed", "two hexadecimal digits");
            assertNotNull(answer.header("X-Request-ID"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex=a|b", "regex=^a{2}$", "q=\"<a>\""})
    void charactersThatPeopleTypeAsTheyAreAreTakenSo(String query) {
        try (LogStream answer = LogStream.open(livetail.port(), "GET", "/logs?" + query)) {
            assertEquals(200, answer.status());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST   | /                     | GET, HEAD",
                "PUT    | /logs                 | GET, HEAD",
                "POST   | /logs/stream          | GET, HEAD",
                "DELETE | /operations           | GET, HEAD",
                "PATCH  | /operations/word      | GET, HEAD",
                "GET    | /operations/word/runs | POST",
                "DELETE | /operations/word/runs | POST",
                "POST   | /runs                 | GET, HEAD",
                "PUT    | /runs/none            | DELETE, GET, HEAD",
                "POST   | /runs/none/logs       | GET, HEAD",
                "TRACE  | /runs/none/logs       | GET, HEAD",
                "DELETE | /loggers/org.acme     | GET, HEAD, PUT",
            })
    void aMethodThatIsNotPossibleThere(String method, String path, String allowed) {
        HttpResponse<String> answer = livetail.send(method, path, null);
        assertProblem(405, answer, method, allowed);
        assertEquals(allowed, answer.headers().firstValue("Allow").orElse(""));
    }

    @ParameterizedTest
    @CsvSource({
        "/logs, application/x-ndjson",
        "/logs/stream, text/event-stream",
        "/runs, application/json",
        "/operations, application/json",
        "/loggers, application/json",
        "/, text/html",
    })
    void anAcceptThatAllowsNothingThatThereIs(String path, String given) {
        assertProblem(406, livetail.get(path, "Accept", "image/png"), "'Accept'", given);
        assertProblem(400, livetail.get(path, "Accept", "nonsense"), "'Accept'", "media types");
    }

    @Test
    void loggersAndLevelsThatAreNone() {
        assertProblem(400, setLevel("org.acme", "{\"level\": \"LOUD\"}"), "'level'", "LOUD", "DEBUG");
        assertProblem(400, setLevel("org.acme", "{\"level\": \"DEBUG\", \"for\": \"a while\"}"), "'for'", "5m");
        assertProblem(400, setLevel("org.acme", "{\"level\": \"DEBUG\", \"until\": \"5m\"}"), "'until'", "'for'");
        assertProblem(400, setLevel("%20", "{\"level\": \"DEBUG\"}"), "ROOT");
    }

    private static HttpResponse<String> setLevel(String logger, String body) {
        return livetail.send("PUT", "/loggers/" + logger, body, "Content-Type", "application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "livetail.capture.queue-size=abc                      | livetail.capture.queue-size",
                "livetail.capture.queue-size=1                        | livetail.capture.queue-size",
                "livetail.capture.overflow=never                      | livetail.capture.overflow",
                "livetail.capture.sampling.x.first=5                  | livetail.capture.sampling.x has neither logger nor pattern",
                "livetail.capture.sampling.x.pattern=(                 | livetail.capture.sampling.x.pattern",
                "livetail.capture.sampling.x.logger=a,livetail.capture.sampling.x.first=-1 | livetail.capture.sampling.x.first",
                "livetail.capture.sampling.x.logger=a,livetail.capture.sampling.x.then-every=-1 | livetail.capture.sampling.x.then-every",
                "livetail.capture.sampling.x.logger=a,livetail.capture.sampling.x.level=LOUD | livetail.capture.sampling.x.level",
                "livetail.capture.sampling.x.every=2                  | livetail.capture.sampling.x.every",
                "livetail.log-metrics.m.pattern=(                     | .pattern is '(', but it takes a regular expression",
                "livetail.log-metrics.m.tags.user=user_id             | .tags.user is 'user_id', but it takes group:<name>",
                "livetail.log-metrics.m.type=gauge                    | livetail.log-metrics.m.type",
                "livetail.log-metrics.m.type=timer                    | is a timer without a value, but it takes one in",
                "livetail.log-metrics.m.max-series=0                  | .max-series is '0', but it takes a number",
                "livetail.log-metrics.livetail-lines.type=counter     | is 'livetail-lines', but it takes another name",
                "livetail.journal.capacity=0                          | livetail.journal.capacity",
                "livetail.stream.heartbeat=-1s                        | livetail.stream.heartbeat",
                "livetail.stream.max-duration=0s                      | livetail.stream.max-duration",
                "livetail.stream.max-streams=0                        | livetail.stream.max-streams",
                "livetail.stream.max-stream=1                         | livetail.stream.max-stream",
                "livetail.strem.heartbeat=15s                         | livetail.strem.heartbeat",
                "livetail.runs.keep=-1                                | livetail.runs.keep",
                "livetail.shutdown.timeout=-1s                        | livetail.shutdown.timeout",
                "livetail.operations.x.description=no command         | livetail.operations.x.command",
                "livetail.operations.x.command=echo,{y}               | livetail.operations.x.command",
                "livetail.data.directory=/dev/null                    | livetail.data.directory",
            })
    void aConfigurationThatCannotBeUsedStopsTheStartAndIsNamed(String setting, String key)
            throws IOException, InterruptedException {
        LivetailProcess.Failed failed = LivetailProcess.startInVain(Options.of(setting.split(",(?=livetail)")));
        assertNotEquals(0, failed.exitCode());
        assertTrue(failed.output().contains(key), failed.output());
    }

    @Test
    void aSecondProcessOnTheSameDataIsRefusedAndHarmsNoRun() throws IOException, InterruptedException {
        String key = "livetail.data.directory";
        try (LivetailProcess first = LivetailProcess.start()) {
            String run = first.startRun("demo", "lines=2", "interval=1h");
            LivetailProcess.Failed second = LivetailProcess.startInVain(Options.of(key + "=" + first.data()));
            assertNotEquals(0, second.exitCode());
            assertTrue(
                    second.output().contains(key + " must be a directory that no other process uses"), second.output());
            assertEquals("running", first.run(run).path("state").asText());
        }
    }

    @Test
    void whereNothingElseIsSaidNobodyElseCanReachIt() throws IOException {
        List<InetAddress> others = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress())
                .toList();
        for (InetAddress address : others) {
            try (Socket socket = new Socket()) {
                InetSocketAddress target = new InetSocketAddress(address, livetail.port());
                assertThrows(ConnectException.class, () -> socket.connect(target, 10_000), target.toString());
            }
        }
    }
}
