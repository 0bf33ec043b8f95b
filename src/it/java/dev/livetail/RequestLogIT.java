package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the process tells of its requests. */
class RequestLogIT {
    private static final String LOGGER = "dev.livetail.requestlog";

    /** The contexts of all events about requests so far. */
    private static List<JsonNode> events(LivetailProcess livetail) {
        return livetail.get("/logs?format=ndjson&logger=" + LOGGER)
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> line.path("loggerName").asText().equals(LOGGER))
                .map(line -> line.path("mdc"))
                .toList();
    }

    private static JsonNode awaitEvent(LivetailProcess livetail, Predicate<JsonNode> wanted) {
        return await("the event about a request")
                .atMost(LivetailProcess.LIMIT)
                .until(
                        () -> events(livetail).stream()
                                .filter(wanted)
                                .findFirst()
                                .orElse(null),
                        event -> event != null);
    }

    private static Predicate<JsonNode> hasQuery(String query) {
        return event -> event.path("query").asText().equals(query);
    }

    @Test
    void eachOfAThousandAtOnceIsToldOfOnce() throws Exception {
        List<String> paths = List.of("/operations", "/loggers/ROOT", "/", "/nothing", "/logs");
        try (LivetailProcess livetail = LivetailProcess.start();
                HttpClient http1 = client(HttpClient.Version.HTTP_1_1);
                HttpClient http2 = client(HttpClient.Version.HTTP_2);
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<?>> answers = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                HttpRequest request = HttpRequest.newBuilder(
                                livetail.uri(paths.get(i % paths.size()) + "?tail=1&number=" + i))
                        .build();
                HttpClient client = i % 2 == 0 ? http1 : http2;
                answers.add(threads.submit(() -> client.send(request, HttpResponse.BodyHandlers.discarding())));
            }
            for (Future<?> answer : answers) {
                answer.get();
            }

            List<String> expected = IntStream.range(0, 1000)
                    .mapToObj(i -> paths.get(i % paths.size()) + " tail=1&number=" + i)
                    .sorted()
                    .toList();
            await("as many events as requests")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> numbered(livetail).size() >= expected.size());
            assertEquals(expected, numbered(livetail));
        }
    }

    private static List<String> numbered(LivetailProcess livetail) {
        return events(livetail).stream()
                .filter(event -> event.path("query").asText().contains("number="))
                .map(event ->
                        event.path("path").asText() + " " + event.path("query").asText())
                .sorted()
                .toList();
    }

    private static HttpClient client(HttpClient.Version version) {
        return HttpClient.newBuilder().version(version).build();
    }

    @Test
    void aRunThatIsFollowedIsToldOfWhenItsReaderHasGone() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            try (LogStream run = LogStream.open(
                    livetail.port(),
                    "POST",
                    "/operations/demo/runs?follow=1",
                    "Accept",
                    "application/x-ndjson",
                    "Content-Length",
                    "0")) {
                assertEquals("hello", run.readObject().path("event").asText());
                assertEquals("line 1 of 10", run.readObject().path("message").asText());
            }
            JsonNode event = awaitEvent(livetail, hasQuery("follow=1"));
            assertEquals("request_completed", event.path("event").asText());
            assertEquals("/operations/{name}/runs", event.path("route").asText());
            assertEquals("disconnected", event.path("stream_end").asText());
            assertTrue(event.path("stream_events").asInt() >= 1, event.toString());
            assertTrue(event.path("bytes_out").asInt() > 0, event.toString());
        }
    }

    @Test
    void aRunThatIsReadToItsEndIsComplete() {
        try (LivetailProcess livetail = LivetailProcess.start();
                LogStream run = LogStream.send(
                        livetail.port(),
                        "POST /operations/demo/runs?follow=2 HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Accept: text/plain\r\nContent-Length: 28\r\n\r\n{\"lines\":\"5\",\"interval\":\"0\"}")) {
            assertTrue(run.readLines().getLast().startsWith("--- end: "));
            JsonNode event = awaitEvent(livetail, hasQuery("follow=2"));
            assertEquals("complete", event.path("stream_end").asText());
            assertEquals("5", event.path("stream_events").asText());
            assertEquals("28", event.path("bytes_in").asText());
        }
    }

    @Test
    void whatIsNotWellFormedIsToldToo() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            try (LogStream answer = LogStream.open(livetail.port(), "GET", "/nothing/%zz")) {
                assertEquals(400, answer.status());
            }
            JsonNode event =
                    awaitEvent(livetail, other -> other.path("path").asText().equals("/nothing/%zz"));
            assertEquals("400", event.path("status").asText());
        }
    }

    @Test
    void readersThatAreToldToComeBackAreToldOfBeforeTheEnd() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start("quarkus.log.console.json.enabled=true");
                LogStream reader = livetail.stream("/logs/stream?tail=0&reader=1", "Accept", "text/event-stream")) {
            assertEquals("hello", reader.readEvent().name());
            livetail.sendTerm();
            assertFalse(reader.readLines().isEmpty());
            assertEquals(0, livetail.awaitExit());
            JsonNode event = livetail.wholeOutput()
                    .lines()
                    .map(LivetailProcess::parse)
                    .map(line -> line.path("mdc"))
                    .filter(hasQuery("tail=0&reader=1"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(livetail.output()));
            assertEquals("reconnect", event.path("stream_end").asText());
            assertEquals("request_completed", event.path("event").asText());
        }
    }

    @Test
    void slowRequestsGoToAFileOfTheirOwnByConfigurationAlone() throws IOException {
        try (LivetailProcess livetail = LivetailProcess.start(
                "livetail.request-log.slow-threshold=0s",
                "quarkus.log.handler.file.\"slow\".enabled=true",
                "quarkus.log.handler.file.\"slow\".path=slow.log",
                "quarkus.log.category.\"dev.livetail.requestlog.slow\".handlers=slow")) {
            livetail.get("/operations");
            Path file = livetail.directory().resolve("slow.log");
            await("the line in the file")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> Files.exists(file)
                            && Files.readString(file).contains("slow_request_detected GET /operations took "));
            assertFalse(Files.readString(file).contains("request_completed"));
        }
    }

    @Test
    void nothingIsToldWhereItIsSwitchedOff() {
        try (LivetailProcess livetail = LivetailProcess.start("livetail.request-log.enabled=false")) {
            livetail.get("/operations?switched=off");
            String run = livetail.startRun("demo", "lines=1", "interval=0");
            livetail.awaitState(run, "succeeded");
            assertEquals(List.of(), events(livetail));
        }
    }
}
