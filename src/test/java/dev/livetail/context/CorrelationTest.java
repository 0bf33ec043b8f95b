package dev.livetail.context;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.client.StreamClient;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The id of a request, and its context: where they come from, what they reach, and that they end with it. */
@QuarkusTest
class CorrelationTest {
    private static final String UUID_7 = "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @TestHTTPResource
    URI service;

    @Inject
    ObjectMapper json;

    @ParameterizedTest
    @CsvSource({
        "GET, /operations, 200",
        "GET, /, 200",
        "GET, /logs, 200",
        "GET, /favicon.svg, 200",
        "GET, /q/health/live, 200",
        "GET, /q/metrics, 200",
        "GET, /nothing-here, 404",
        "GET, /runs/nothing-here, 404",
        "GET, /logs?level=LOUD, 400",
        "DELETE, /operations, 405",
        "POST, /operations/nothing-here/runs, 404",
    })
    void everyAnswerHasTheIdThatTheRequestCameWith(String method, String path, int status) {
        Response answer = given().urlEncodingEnabled(false)
                .header("X-Request-ID", "order-17.retry_2")
                .request(method, path);
        assertEquals(status, answer.statusCode());
        assertEquals(List.of("order-17.retry_2"), answer.headers().getValues("X-Request-ID"));
    }

    @Test
    void aStreamHasItToo() throws InterruptedException {
        try (StreamClient stream = StreamClient.get(service.resolve("/logs/stream"), "X-Request-ID", "mine")) {
            assertEquals(List.of("mine"), stream.headers().allValues("X-Request-ID"));
        }
    }

    @Test
    void aRequestWithoutOneGetsOne() {
        given().get("/operations").then().header("X-Request-ID", matchesPattern(UUID_7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<script>", "a;b", "a\tb", "a\u0085b", "data: forged"})
    void oneThatIsNotWellFormedIsReplaced(String hostile) throws IOException {
        assertTrue(answerTo("X-Request-ID: " + hostile).matches(UUID_7));
    }

    /** What cannot stand in a header at all does not come as far as to be replaced. */
    @Test
    void oneThatIsNoHeaderIsNotEchoed() throws IOException {
        assertEquals("none", answerTo("X-Request-ID: \u001b[31mred"));
    }

    @Test
    void twoOfThemAreReplacedByOne() throws IOException {
        assertTrue(answerTo("X-Request-ID: one\r\nX-Request-ID: two").matches(UUID_7));
    }

    /** Sends bytes that no client library would, and returns the id that is answered. */
    private String answerTo(String header) throws IOException {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.getOutputStream()
                    .write(("GET /operations HTTP/1.1\r\nHost: localhost\r\n" + header
                                    + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            return answer.lines()
                    .takeWhile(line -> !line.isEmpty())
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("x-request-id: "))
                    .map(line -> line.substring("x-request-id: ".length()))
                    .reduce((one, other) -> one + " and " + other)
                    .orElse("none");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "worker", "virtual"})
    void theContextSaysWhatIsKnownAndNothingElse(String thread) {
        given().header("X-Request-ID", "mine")
                .get("/test/context/{thread}/1?secret=1", thread)
                .then()
                .body(
                        "",
                        equalTo(Map.of(
                                "request_id",
                                "mine",
                                "method",
                                "GET",
                                "path",
                                "/test/context/" + thread + "/1",
                                "client_ip",
                                "127.0.0.1")));
    }

    @Test
    void aTraceThatTheRequestBelongsToIsKnown() {
        given().header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                .get("/test/context/event-loop/1")
                .then()
                .body("trace_id", equalTo(TRACE))
                .body("span_id", equalTo(SPAN));
    }

    @Test
    void ofAThousandInterleavedRequestsEachHasItsOwnContextAndNothingOfAnother() throws IOException {
        List<String> threads = List.of("event-loop", "worker", "virtual", "later");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            List<CompletableFuture<HttpResponse<String>>> answers = IntStream.range(0, 1000)
                    .mapToObj(i -> client.sendAsync(
                            HttpRequest.newBuilder(service.resolve(pathOf(threads.get(i % 4), i)))
                                    .header("X-Request-ID", "request-" + i)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                HttpResponse<String> answer = answers.get(i).join();
                Map<String, String> expected = new HashMap<>(Map.of(
                        "request_id",
                        "request-" + i,
                        "method",
                        "GET",
                        "path",
                        pathOf(threads.get(i % 4), i),
                        "client_ip",
                        "127.0.0.1"));
                if (i % 4 == 3) {
                    expected.put("mark", "" + i);
                }
                assertEquals(expected, json.readValue(answer.body(), new TypeReference<Map<String, String>>() {}));
                assertEquals(
                        "request-" + i,
                        answer.headers().firstValue("X-Request-ID").orElse(null));
            }
        }
    }

    private static String pathOf(String thread, int mark) {
        return "/test/context/" + thread + "/" + mark;
    }

    @Test
    void aRunKeepsTheIdAndTheTraceOfTheRequestThatStartedIt() throws InterruptedException {
        String id = CorrelationId.next();
        String run = given().header("X-Request-ID", id)
                .header("traceparent", "00-" + TRACE + "-" + SPAN + "-01")
                .contentType(ContentType.JSON)
                .accept(ContentType.JSON)
                .body("{\"lines\":\"2\",\"interval\":\"0s\",\"threads\":\"mixed\"}")
                .post("/operations/demo/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        try (StreamClient stream = StreamClient.get(
                service.resolve("/logs/stream?format=ndjson&logger=dev.livetail.operation&request_id=" + id))) {
            String line = stream.awaitLine(text -> text.contains("line 2 of 2"));
            assertEquals(run, mdc(line).get("run_id"));
            assertEquals(TRACE, mdc(line).get("trace_id"));
            assertEquals(SPAN, mdc(line).get("span_id"));
            assertTrue(MdcKeys.OF_THE_EXCHANGE.stream().noneMatch(mdc(line)::containsKey), line);
        }
    }

    private Map<String, String> mdc(String line) {
        try {
            return json.convertValue(json.readTree(line).get("mdc"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }
}
