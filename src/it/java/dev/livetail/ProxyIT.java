package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.livetail.nginx.Ingress;
import dev.livetail.nginx.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a stream is behind an nginx with the settings of our Ingress: the same as without it. */
class ProxyIT {
    private static final int LINES = 5;
    /** Logs a line for each file, and the next one only when the file is there. */
    private static final String GATES = "for n in 1 2 3 4 5; do"
            + " while [ ! -e $0-$n ]; do sleep 0.02; done; echo line $n; done; while [ ! -e $0-end ]; do sleep 0.02; done";
    /** nginx heeds what the service says of buffering, unless it is told not to. */
    private static final String DEAF = "proxy_ignore_headers X-Accel-Buffering;";
    /** What it compresses, it holds back until it has much of it, unless it is told not to. */
    private static final String COMPRESSING = "gzip on; gzip_types *;";

    @AutoClose
    private static LivetailProcess livetail;

    private static Ingress ingress;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(Nginx.executable().isPresent(), "skipped: install nginx to run this test");
        ingress = Ingress.read(Path.of("k8s", "base", "ingress.yaml"));
        livetail = LivetailProcess.start(Options.of("livetail.stream.heartbeat=500ms")
                .command("gates", "sh", "-c", GATES, "{gate}")
                .operation("gates", "parameters.gate.required=true")
                .operation("gates", "max-concurrent=100"));
    }

    private static void open(String gate) throws IOException {
        Files.createFile(livetail.directory().resolve(gate));
    }

    @ParameterizedTest
    @CsvSource({
        "text, identity",
        "html, identity",
        "sse, identity",
        "ndjson, identity",
        "text, gzip",
        "html, gzip",
        "sse, gzip",
        "ndjson, gzip"
    })
    void eachLineIsThereBeforeTheNextIsLogged(String format, String encoding) throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start(ingress, DEAF + COMPRESSING, livetail.port())) {
            assertEachLineIsThereBeforeTheNextIsLogged(nginx, format + "-" + encoding, format, encoding);
        }
    }

    /** Where nginx is not told by its own settings, it is told by the service. */
    @Test
    void eachLineIsThereAlsoWhereNginxWouldBuffer() throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start(ingress.with("proxy-buffering", "on"), COMPRESSING, livetail.port())) {
            assertEachLineIsThereBeforeTheNextIsLogged(nginx, "buffering", "text", "gzip");
        }
    }

    private static void assertEachLineIsThereBeforeTheNextIsLogged(
            Nginx nginx, String gate, String format, String encoding) throws IOException, InterruptedException {
        String log = "/runs/" + livetail.startRun("gates", "gate=" + gate) + "/logs/stream?format=" + format;
        try (Tool curl = Tool.start(
                "curl",
                "-sS",
                "-N",
                "-i",
                "--max-time",
                "" + LivetailProcess.LIMIT.toSeconds(),
                "--compressed",
                "-H",
                "Accept-Encoding: " + encoding,
                address(nginx, log))) {
            String head = readHead(curl);
            assertEquals(encoding.equals("gzip"), head.contains("content-encoding: gzip"), head);
            for (int n = 1; n <= LINES; n++) {
                open(gate + "-" + n);
                awaitLine(curl, "line " + n);
            }
            open(gate + "-end");
            assertEquals(0, curl.exitCode());
        }
    }

    private static void awaitLine(Tool curl, String text) throws IOException {
        while (!readLine(curl, text).contains(text)) {
            // A line of the page, or of the event.
        }
    }

    private static String readLine(Tool curl, String wanted) throws IOException {
        String line = curl.readLine();
        assertNotNull(line, () -> "the stream has ended before " + wanted);
        return line;
    }

    private static String readHead(Tool curl) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = readLine(curl, "its head"); !line.isEmpty(); line = readLine(curl, "its head")) {
            head.append(line.toLowerCase(Locale.ROOT)).append('\n');
        }
        return head.toString();
    }

    private static String address(Nginx nginx, String path) {
        return "http://localhost:" + nginx.port() + path;
    }

    @Test
    void heartbeatsKeepASilentStreamOpen() throws IOException, InterruptedException {
        String run = livetail.startRun("gates", "gate=silent");
        try (Nginx nginx = Nginx.start(ingress.with("proxy-read-timeout", "2"), "", livetail.port());
                LogStream stream = LogStream.open(nginx.port(), "GET", "/runs/" + run + "/logs/stream?format=sse")) {
            assertEquals("hello", stream.readEvent().name());
            Instant first =
                    Instant.parse(stream.readEvent().data().path("timestamp").asText());
            Instant last = first;
            while (Duration.between(first, last).toSeconds() < 4) {
                last = Instant.parse(stream.readEvent().data().path("timestamp").asText());
            }
            open("silent-1");
            LogStream.Event line = stream.readEvent();
            while (line.name().equals("heartbeat")) {
                line = stream.readEvent();
            }
            assertEquals("line 1", line.data().path("message").asText());
        }
    }

    @Test
    void aStreamWithoutThemIsCut() throws IOException, InterruptedException {
        try (LivetailProcess silent = LivetailProcess.start("livetail.stream.heartbeat=1h");
                Nginx nginx = Nginx.start(ingress.with("proxy-read-timeout", "1"), "", silent.port());
                LogStream stream = LogStream.open(nginx.port(), "GET", "/logs/stream?format=sse&tail=0")) {
            assertEquals("hello", stream.readEvent().name());
            assertNull(stream.readEvent());
            assertFalse(stream.complete());
        }
    }

    /** It would be held for a change that a page of another site asks for, if nginx told the service another host. */
    @Test
    void aPageMayAskForChanges() throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start(ingress, "", livetail.port())) {
            String origin = "http://localhost:" + nginx.port();
            assertEquals(201, start(nginx, origin));
            assertEquals(403, start(nginx, "http://elsewhere.example"));
        }
    }

    private static int start(Nginx nginx, String origin) {
        try (LogStream answer = LogStream.open(
                nginx.port(),
                "POST",
                "/operations/demo/runs",
                "Accept",
                "application/json",
                "Origin",
                origin,
                "Content-Length",
                "0")) {
            return answer.status();
        }
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAtTheDoor() throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start(ingress, "", livetail.port());
                LogStream answer = LogStream.open(
                        nginx.port(), "POST", "/operations/demo/runs", "Content-Length", "" + (256 * 1024 + 1))) {
            assertEquals(413, answer.status());
            assertTrue(answer.readText().contains("nginx"));
        }
    }

    @Test
    void aReaderThatLeavesIsReleased() throws IOException, InterruptedException {
        try (Nginx nginx = Nginx.start(ingress, "", livetail.port())) {
            try (LogStream stream =
                    LogStream.open(nginx.port(), "GET", "/logs/stream?format=sse&tail=0&q=nothing-like-it")) {
                assertEquals("hello", stream.readEvent().name());
                assertTrue(livetail.metric("livetail_streams_active") > 0);
            }
            await("it is released")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.metric("livetail_streams_active") == 0);
        }
    }
}
