package dev.livetail.forward;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpServer;
import dev.livetail.event.EventId;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.forward.shape.ShapeSettings;
import dev.livetail.forward.shape.Shapes;
import dev.livetail.journal.JournalEntry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is made of an answer that is a success by its status, of a shape that tells of single lines. */
@Timeout(60)
class HttpSinkAnswerTest {
    private static final String BUSY = "{\"create\":{\"status\":429,\"error\":{\"type\":\"t\",\"reason\":\"r\"}}}";
    private static final String TAKEN = "{\"create\":{\"status\":201}}";

    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;
    private volatile String answer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = answer.getBytes(UTF_8);
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Delivery deliver(String body) {
        answer = body;
        URI url = URI.create("http://localhost:" + server.getAddress().getPort() + "/_bulk");
        try (HttpSink sink = new HttpSink(
                vertx,
                url,
                Map.of(),
                Shapes.named("elastic", ShapeSettings.of("shop")),
                true,
                Duration.ofSeconds(30),
                new BatchLimits(10, 1 << 20),
                Optional.empty())) {
            return sink.deliver(List.of(entry(1), entry(2)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private static JournalEntry entry(long sequence) {
        return new JournalEntry(
                new EventId(1, sequence),
                LogEvent.of(
                        Instant.EPOCH, LogLevel.INFO, "test", "line", Map.of(), new LogSource("host", "process", 1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>Sign in</html>", "{}", "{\"errors\":true,\"items\":[]}"})
    void whatTellsOfNoLineIsAnOutage(String body) {
        assertEquals(new Delivery.Away("the answer does not tell what became of it", Optional.empty()), deliver(body));
    }

    @Test
    void whatSendsAllLinesBackIsAnOutage() {
        assertEquals(
                new Delivery.Away("429 t: r", Optional.empty()),
                deliver("{\"errors\":true,\"items\":[" + BUSY + "," + BUSY + "]}"));
    }

    @Test
    void whatTakesALineIsNone() {
        assertEquals(
                new Delivery.InPart(List.of(1), Map.of(), 0, "429 t: r"),
                deliver("{\"errors\":true,\"items\":[" + TAKEN + "," + BUSY + "]}"));
        assertEquals(new Delivery.Delivered(), deliver("{\"errors\":false,\"items\":[]}"));
    }
}
