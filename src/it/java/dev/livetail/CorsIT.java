package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whether the pages of another origin can read logs is a matter of configuration alone. */
class CorsIT {
    private static final String DASHBOARD = "https://dashboard.example.com";

    /** What a page of an aggregator does: it reads a stream up to its first line, and the id of its request. */
    private static final String READ_STREAM = """
            async address => {
              const stop = new AbortController();
              const answer = await fetch(address, {headers: {Accept: 'application/x-ndjson'}, signal: stop.signal});
              const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
              let text = '';
              while (!text.includes('"message"')) {
                text += (await reader.read()).value;
              }
              stop.abort();
              return {status: answer.status, request: answer.headers.get('X-Request-ID'), text};
            }""";

    private static HttpServer elsewhere;

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() throws IOException {
        elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elsewhere.createContext("/", exchange -> {
            byte[] page = "<!DOCTYPE html><title>Elsewhere</title>".getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        elsewhere.start();
        livetail = LivetailProcess.start(
                "quarkus.http.cors.enabled=true",
                "quarkus.http.cors.origins=" + DASHBOARD + "," + origin(),
                "quarkus.http.cors.exposed-headers=X-Request-ID,Retry-After,Location",
                "quarkus.http.cors.access-control-max-age=1h");
    }

    @AfterAll
    static void stop() {
        elsewhere.stop(0);
    }

    private static String origin() {
        return "http://localhost:" + elsewhere.getAddress().getPort();
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse(null);
    }

    @Test
    void anOriginThatIsNamedMayReadAStream() {
        try (LogStream stream = livetail.stream("/logs/stream", "Origin", DASHBOARD)) {
            assertEquals(200, stream.status());
            assertEquals(DASHBOARD, stream.header("Access-Control-Allow-Origin"));
            assertTrue(stream.header("Access-Control-Expose-Headers").contains("X-Request-ID"));
            assertNotNull(stream.header("X-Request-ID"));
        }
    }

    @Test
    void aBrowserIsToldBeforehandWhatItMaySend() {
        HttpResponse<String> answer = livetail.send(
                "OPTIONS",
                "/logs/stream",
                null,
                "Origin",
                DASHBOARD,
                "Access-Control-Request-Method",
                "GET",
                "Access-Control-Request-Headers",
                "Last-Event-ID");
        assertEquals(200, answer.statusCode());
        assertEquals(DASHBOARD, header(answer, "Access-Control-Allow-Origin"));
        assertEquals("GET", header(answer, "Access-Control-Allow-Methods"));
        assertEquals("Last-Event-ID", header(answer, "Access-Control-Allow-Headers"));
        assertEquals("3600", header(answer, "Access-Control-Max-Age"));
    }

    @Test
    void anotherOriginIsRefusedAndNeitherMayChangeAnything() {
        HttpResponse<String> other = livetail.get("/logs", "Origin", "https://other.example.com");
        assertEquals(403, other.statusCode());
        assertEquals(null, header(other, "Access-Control-Allow-Origin"));
        assertEquals(
                403,
                livetail.send("POST", "/operations/demo/runs", "{}", "Origin", DASHBOARD)
                        .statusCode());
        assertEquals(0, livetail.json("/runs").size());
    }

    @Test
    void withoutConfigurationNoOriginIsAllowed() {
        try (LivetailProcess closed = LivetailProcess.start()) {
            HttpResponse<String> answer = closed.get("/logs", "Origin", DASHBOARD);
            assertEquals(null, header(answer, "Access-Control-Allow-Origin"));
        }
    }

    @Test
    void aPageThereReadsAStreamAndTheIdOfItsRequest() {
        try (BrowserContext context = Chromium.context(new Browser.NewContextOptions())) {
            Page page = context.newPage();
            page.navigate(origin());
            Map<?, ?> answer = (Map<?, ?>)
                    page.evaluate(READ_STREAM, livetail.uri("/logs/stream").toString());
            assertEquals(200, answer.get("status"));
            assertNotNull(answer.get("request"));
            List<String> lines = ((String) answer.get("text")).lines().toList();
            assertEquals(
                    "hello",
                    LivetailProcess.parse(lines.getFirst()).path("event").asText());
        }
    }
}
