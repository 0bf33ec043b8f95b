package dev.livetail.requestlog;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.client.StreamClient;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.testkit.CapturedLogs;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of an exchange, from a request over HTTP to the journal. */
@QuarkusTest
@TestProfile(RequestLogProfile.class)
class RequestLogTest {
    private static final String LOGGER = "dev.livetail.requestlog";

    @Inject
    CapturedLogs logs;

    @Inject
    RequestLog requestLog;

    @TestHTTPResource
    URI service;

    /** A part of the path that no other exchange has. */
    private final String id = UUID.randomUUID().toString();

    private final String path = "/test/exchange/" + id;

    /** The one event about the exchange with this path. */
    private LogEvent event(String path) {
        CapturedLogs events =
                logs.matching(event -> event.loggerName().equals(LOGGER)).with("path", path);
        LogEvent event = events.awaitAny();
        assertEquals(List.of(event), events.all());
        return event;
    }

    @Test
    void tellsAllFactsOfAnAnswer() {
        given().header("User-Agent", "tester/1").get(path + "?b=2&a=1").then().statusCode(200);

        LogEvent event = event(path);
        assertEquals(LogLevel.INFO, event.level());
        Map<String, String> facts = event.mdc();
        assertEquals("request_completed", facts.get("event"));
        assertEquals("GET", facts.get("method"));
        assertEquals("/test/exchange/{id}", facts.get("route"));
        assertEquals("b=2&a=1", facts.get("query"));
        assertEquals("200", facts.get("status"));
        assertEquals("0", facts.get("bytes_in"));
        assertEquals(Integer.toString("{'id':''}".length() + id.length()), facts.get("bytes_out"));
        assertEquals("127.0.0.1", facts.get("client_ip"));
        assertEquals("tester/1", facts.get("user_agent"));
        assertEquals("HTTP/1.1", facts.get("protocol"));
        assertTrue(Double.parseDouble(facts.get("duration_ms")) > 0, facts.toString());
        assertFalse(facts.containsKey("error_type"), facts.toString());
        String took = facts.get("duration_ms") + " ms";
        assertEquals("request_completed GET " + path + " 200 in " + took, event.message());
        assertNull(event.thrown());
        logs.assertNoGap();
    }

    @Test
    void whatIsNotKnownIsAbsent() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
            Map<String, String> facts = event(path).mdc();
            assertFalse(facts.containsKey("query"), facts.toString());
            assertFalse(facts.containsKey("user_agent"), facts.toString());
            assertFalse(facts.containsValue("null"), facts.toString());
        }
    }

    @Test
    void tellsOfAnswersThatAWorkerWrites() {
        given().get(path + "/worker").then().statusCode(200);
        assertEquals("200", event(path + "/worker").mdc().get("status"));
    }

    @Test
    void whatAClientSendsIsCut() {
        String many = "a".repeat(3000);
        given().header("User-Agent", many).get(path + "?q=" + many).then().statusCode(200);
        Map<String, String> facts = event(path).mdc();
        assertEquals(many.substring(0, 2048), facts.get("user_agent"));
        assertEquals(("q=" + many).substring(0, 2048), facts.get("query"));
    }

    @Test
    void aRequestForNothingIsAnsweredAsItShouldBe() {
        given().get("/nothing/" + id).then().statusCode(404);
        LogEvent event = event("/nothing/" + id);
        assertEquals(LogLevel.INFO, event.level());
        assertEquals("404", event.mdc().get("status"));
        assertFalse(event.mdc().containsKey("route"), event.mdc().toString());
    }

    @Test
    void whatIsRefusedBeforeAnyResourceIsToldToo() throws IOException {
        send("GET " + path + "/without-host HTTP/1.1\r\n\r\n");
        assertEquals("400", event(path + "/without-host").mdc().get("status"));
        given().contentType("text/plain")
                .body("a".repeat(300_000))
                .post(path)
                .then()
                .statusCode(413);
        assertEquals("413", event(path).mdc().get("status"));
    }

    @Test
    void anExceptionIsLoggedOnceAndWithItsRequest() {
        given().get(path + "/failing").then().statusCode(500).body("detail", containsString("the log has it"));

        LogEvent event = event(path + "/failing");
        assertEquals(LogLevel.ERROR, event.level());
        assertEquals("request_failed", event.mdc().get("event"));
        assertEquals("500", event.mdc().get("status"));
        assertEquals("java.lang.IllegalStateException", event.mdc().get("error_type"));
        assertEquals("broken " + id, event.mdc().get("error_message"));
        assertEquals("broken " + id, event.thrown().message());
        assertEquals("the cause", event.thrown().cause().message());
        assertEquals(
                List.of(event),
                logs.matching(other -> other.thrown() != null
                                && ("broken " + id).equals(other.thrown().message()))
                        .all());
    }

    @Test
    void aRefusalOfOursIsAWarningThatSaysWhy() {
        given().get(path + "/refused").then().statusCode(503);
        LogEvent event = event(path + "/refused");
        assertEquals(LogLevel.WARN, event.level());
        assertNull(event.thrown());
        assertEquals("503", event.mdc().get("status"));
        assertEquals("Come again tomorrow.", event.mdc().get("error_message"));
    }

    @Test
    void ofExcludedPathsNothingIsToldButExceptions() {
        given().get(path + "/hidden").then().statusCode(200);
        given().get("/q/health/live").then().statusCode(200);
        given().get(path + "/hidden/failing").then().statusCode(500);
        // The same connection, and so behind the others.
        given().get(path).then().statusCode(200);
        event(path);

        logs.await(event ->
                event.thrown() != null && ("broken " + id).equals(event.thrown().message()));
        logs.ofLogger(LOGGER)
                .assertNone(event -> event.message().contains(path + "/hidden")
                        || event.message().contains("/q/health/live"));
    }

    @Test
    void nobodyHidesBehindAnExcludedPath() throws IOException {
        send("GET /q/.." + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        assertEquals("200", event("/q/.." + path).mdc().get("status"));
    }

    @Test
    void whatSamplingLeavesOutIsCounted() {
        long unlogged = requestLog.counters().unlogged();
        given().get(path + "/sampled").then().statusCode(200);
        await().until(() -> requestLog.counters().unlogged() == unlogged + 1);
        logs.with("path", path + "/sampled").assertNone();
    }

    @Test
    void samplingLeavesOutNoFailure() {
        given().get(path + "/failing").then().statusCode(500);
        assertEquals("request_failed", event(path + "/failing").mdc().get("event"));
    }

    @Test
    void slowRequestsAreToldWhateverTheSampling() {
        long slow = requestLog.counters().slow();
        given().get(path + "/slow").then().statusCode(200);

        assertEquals("request_completed", event(path + "/slow").mdc().get("event"));
        LogEvent event =
                logs.ofLogger(LOGGER + ".slow").with("path", path + "/slow").awaitAny();
        assertEquals(LogLevel.WARN, event.level());
        Map<String, String> facts = event.mdc();
        assertEquals("slow_request_detected", facts.get("event"));
        assertEquals("GET", facts.get("method"));
        assertEquals("/test/exchange/{id}/slow", facts.get("route"));
        assertEquals("200", facts.get("status"));
        assertEquals("0", facts.get("threshold_ms"));
        assertEquals(
                "slow_request_detected GET " + path + "/slow took " + facts.get("duration_ms") + " ms, threshold 0 ms",
                event.message());
        assertEquals(slow + 1, requestLog.counters().slow());
    }

    @Test
    void whatIsQuickIsNotSlow() {
        given().get(path).then().statusCode(200);
        event(path);
        logs.ofLogger(LOGGER + ".slow").with("path", path).assertNone();
    }

    @Test
    void aStreamIsToldAtItsEndWithWhatItWas() {
        Response response = given().get("/logs?format=ndjson&tail=3&on_slow=skip&request=" + id);
        long lines = response.asString()
                .lines()
                .filter(line -> !line.contains("\"event\":\"hello\"") && !line.contains("\"event\":\"end\""))
                .count();

        LogEvent event = logs.matching(line -> line.loggerName().equals(LOGGER))
                .await(line -> line.mdc().getOrDefault("query", "").contains(id));
        assertEquals(LogLevel.INFO, event.level());
        Map<String, String> facts = event.mdc();
        assertEquals("200", facts.get("status"));
        assertEquals("/logs", facts.get("route"));
        assertEquals(Long.toString(lines), facts.get("stream_events"));
        assertEquals("0", facts.get("stream_gaps"));
        assertEquals("0", facts.get("stream_skipped"));
        assertEquals("complete", facts.get("stream_end"));
        assertEquals(Integer.toString(response.asByteArray().length), facts.get("bytes_out"), "what was written of it");
        assertTrue(Double.parseDouble(facts.get("first_byte_ms")) <= Double.parseDouble(facts.get("duration_ms")));
    }

    @Test
    void aReaderThatGoesAwayIsNoFailureAndItsStreamIsSlowByItsFirstByte() throws InterruptedException {
        String query = "format=sse&q=" + id;
        try (StreamClient reader = StreamClient.get(service.resolve("/logs/stream?" + query))) {
            assertEquals(200, reader.status());
            // While it goes on: this is told of the first byte.
            LogEvent slow = logs.ofLogger(LOGGER + ".slow")
                    .with("route", "/logs/stream")
                    .awaitAny();
            assertEquals("200", slow.mdc().get("status"));
            logs.matching(event -> event.loggerName().equals(LOGGER))
                    .with("query", query)
                    .assertNone();
        }
        LogEvent event = logs.matching(line -> line.loggerName().equals(LOGGER))
                .with("query", query)
                .awaitAny();
        assertEquals(LogLevel.INFO, event.level());
        assertEquals("request_completed", event.mdc().get("event"));
        assertEquals("disconnected", event.mdc().get("stream_end"));
        assertNull(event.thrown());
        assertEquals(
                1,
                logs.ofLogger(LOGGER + ".slow")
                        .with("route", "/logs/stream")
                        .all()
                        .size());
    }

    @Test
    void whoGoesBeforeTheAnswerIsToldOfOnceAsAWarning() throws IOException {
        int waiting = ExchangeResource.WAITING.get();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + "/never HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII));
            await().until(() -> ExchangeResource.WAITING.get() > waiting);
        }
        assertBroken(event(path + "/never"));
    }

    @Test
    void whoGoesWithinTheRequestIsToldOfOnceAsAWarning() throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + path + "/body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                                    + "Content-Type: application/json\r\n\r\n{\"begun")
                            .getBytes(US_ASCII));
        }
        assertBroken(event(path + "/body"));
    }

    @Test
    void whoIsFoundToHaveGoneAfterTheExchangeHasEndedIsNotToldOfAgain() throws Exception {
        int waiting = ExchangeResource.WAITING.get();
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(("POST " + path + "/late HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                                    + "Content-Type: application/octet-stream\r\n\r\nbegun")
                            .getBytes(US_ASCII));
            await().until(() -> ExchangeResource.WAITING.get() > waiting);
        }
        assertBroken(event(path + "/late"));
        ExchangeResource.LATE_MAY_READ.release();
        assertTrue(ExchangeResource.LATE_IS_OVER.tryAcquire(1, TimeUnit.MINUTES));
        // The same queue, and so behind the others.
        given().get(path).then().statusCode(200);
        event(path);
        logs.assertNone(
                event -> event.level() == LogLevel.ERROR && event.message().contains(path + "/late"));
    }

    private static void assertBroken(LogEvent event) {
        assertEquals(LogLevel.WARN, event.level());
        assertEquals("request_failed", event.mdc().get("event"));
        assertEquals("connection_closed", event.mdc().get("error_type"));
        assertFalse(event.mdc().containsKey("status"), event.mdc().toString());
    }

    @Test
    void tellsOfHttp2() throws IOException, InterruptedException {
        try (HttpClient client = http2()) {
            HttpResponse<String> response = client.send(request(path), HttpResponse.BodyHandlers.ofString());
            assertEquals(HttpClient.Version.HTTP_2, response.version());
        }
        // The exchange that asks for the other version is the first of that.
        Map<String, String> facts = event(path).mdc();
        assertEquals("HTTP/2", facts.get("protocol"));
        assertEquals("200", facts.get("status"));
        assertEquals(Integer.toString("{'id':''}".length() + id.length()), facts.get("bytes_out"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoGoesBeforeAnAnswerOverHttp2IsToldOfOnceAsAWarning(boolean closesConnection) throws Exception {
        HttpClient client = http2();
        try {
            client.send(request("/q/health/live"), HttpResponse.BodyHandlers.ofString());
            int waiting = ExchangeResource.WAITING.get();
            CompletableFuture<?> answer =
                    client.sendAsync(request(path + "/never"), HttpResponse.BodyHandlers.ofString());
            await().until(() -> ExchangeResource.WAITING.get() > waiting);
            if (closesConnection) {
                client.shutdownNow();
            } else {
                answer.cancel(true);
            }
            assertBroken(event(path + "/never"));
        } finally {
            client.shutdownNow();
        }
    }

    /** Sends this, whatever it is, and takes the beginning of the answer. */
    private void send(String request) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            assertTrue(socket.getInputStream().read() > 0);
        }
    }

    private static HttpClient http2() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).build();
    }

    @Test
    void eachOfAThousandAtOnceIsToldOfOnce() {
        List<String> paths = new ArrayList<>();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < 1000; i++) {
                String each = path + "-" + i + (i % 2 == 0 ? "" : "/worker");
                paths.add(each);
                answers.add(client.sendAsync(request(each), HttpResponse.BodyHandlers.ofString()));
            }
            answers.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        }
        CapturedLogs events = logs.matching(event ->
                event.loggerName().equals(LOGGER) && event.mdc().get("path").startsWith(path));
        await().until(() -> events.all().size() >= paths.size());
        assertEquals(
                paths.stream().sorted().toList(),
                events.all().stream()
                        .map(event -> event.mdc().get("path"))
                        .sorted()
                        .toList());
        logs.assertNoGap();
    }

    @Test
    void theBooksClose() {
        long ended = ended();
        long unlogged = requestLog.counters().unlogged();
        given().get(path).then().statusCode(200);
        given().get(path + "/sampled").then().statusCode(200);
        given().get(path + "/failing").then().statusCode(500);
        await().until(() -> ended() == ended + 3);
        CapturedLogs events = logs.matching(event ->
                event.loggerName().equals(LOGGER) && event.mdc().get("path").startsWith(path));
        await().until(() -> events.all().size() == 2);
        assertEquals(unlogged + 1, requestLog.counters().unlogged());
        given().get("/q/metrics")
                .then()
                .body(containsString("livetail_requests_total{outcome=\"failed\"}"))
                .body(containsString("livetail_requests_unlogged_total"))
                .body(containsString("livetail_requests_slow_total"));
    }

    private long ended() {
        long all = 0;
        for (Outcome outcome : Outcome.values()) {
            all += requestLog.counters().ended(outcome);
        }
        return all;
    }
}
