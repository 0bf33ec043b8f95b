package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The application in its image: with little around it, without rights, and with nothing but its volume to write to. */
class ImageIT {
    private static final long MEMORY = (LivetailProcess.EXECUTABLE == null ? 512L : 256L) << 20;
    private static final int READERS = 20;

    private static final String TRY_TO_WRITE =
            "for d in / /tmp . /data; do if touch $d/file 2>/dev/null; then echo $d; fi; done";

    @Test
    void worksAsAnUnprivilegedUserOnAReadOnlyRoot() throws IOException, InterruptedException {
        try (Image image = Image.build();
                LivetailProcess livetail = LivetailProcess.start(
                        image,
                        // That a machine is busy would be said, too.
                        Options.of("livetail.request-log.slow-threshold=1m")
                                .command("write", "sh", "-c", TRY_TO_WRITE)
                                .command("missing", "./no-such-program"))) {
            assertHasNoRights(livetail, image.file());

            String demo = livetail.startRun("demo", "lines=3", "interval=10ms");
            try (LogStream stream = livetail.stream("/runs/" + demo + "/logs/stream")) {
                List<String> lines = stream.readLines();
                assertEquals(4, lines.size(), lines.toString());
                assertTrue(lines.getLast().startsWith("--- end: succeeded"), lines.getLast());
            }
            String write = livetail.startRun("write");
            livetail.awaitState(write, "succeeded");
            assertEquals(List.of("/data"), livetail.messages(write));
            assertNotStarted(livetail, "missing", "no-such-program");
            assertServesPages(livetail, demo);
            assertSaysOnlyWhatIsUsual(livetail);

            assertEquals(0, livetail.terminate(), livetail::output);
            livetail.restart();
            assertEquals("succeeded", livetail.run(demo).path("state").asText());
            assertEquals(List.of("line 1 of 3", "line 2 of 3", "line 3 of 3"), livetail.messages(demo));
            livetail.awaitState(livetail.startRun("write"), "succeeded");
            assertEquals(0, livetail.terminate(), livetail::output);
        }
    }

    private static void assertHasNoRights(LivetailProcess livetail, Dockerfile file) throws IOException {
        Path process = Path.of("/proc", Long.toString(livetail.handle().pid()));
        Map<String, String> status = Files.readAllLines(process.resolve("status")).stream()
                .map(line -> line.split(":\\s*", 2))
                .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1].strip()));
        String[] user = file.user().split(":", 2);
        assertTrue(Arrays.stream(user).allMatch(id -> id.matches("[1-9][0-9]*")), file.user());
        assertEquals(String.join("\t", user[0], user[0], user[0], user[0]), status.get("Uid"));
        assertEquals(String.join("\t", user[1], user[1], user[1], user[1]), status.get("Gid"));
        assertEquals("", status.get("Groups"));
        for (String set : List.of("CapInh", "CapPrm", "CapEff", "CapAmb")) {
            assertEquals("0000000000000000", status.get(set), set);
        }
        assertEquals("1", status.get("NoNewPrivs"));
        assertTrue(status.get("NSpid").endsWith("\t1"), status.get("NSpid"));
        StringBuilder environment = new StringBuilder();
        file.environment()
                .forEach((name, value) ->
                        environment.append(name).append('=').append(value).append('\0'));
        assertEquals(environment.toString(), Files.readString(process.resolve("environ")));
    }

    private static void assertNotStarted(LivetailProcess livetail, String operation, String reason) {
        JsonNode outcome =
                livetail.awaitState(livetail.startRun(operation), "failed").path("outcome");
        assertEquals("not_started", outcome.path("kind").asText());
        assertTrue(outcome.path("text").asText().contains(reason), outcome.toString());
    }

    private static void assertServesPages(LivetailProcess livetail, String run) {
        for (String page : List.of("/", "/runs/" + run, "/runs/" + run + "/logs?format=html")) {
            HttpResponse<String> response = livetail.get(page, "Accept", "text/html");
            assertEquals(200, response.statusCode(), page);
            assertTrue(response.body().contains("</html>"), response.body());
        }
        String home = livetail.get("/").body();
        assertServes(livetail, Bundled.style(home), "text/css;charset=UTF-8", "body");
        assertServes(livetail, Bundled.script(home), "text/javascript;charset=UTF-8", "classList");
        assertServes(livetail, "/favicon.svg", "image/svg+xml", "<svg");
        HttpResponse<String> download = livetail.get("/runs/" + run + "/logs?download=true");
        assertTrue(download.body().contains("line 3 of 3"), download.body());
        HttpResponse<String> form = livetail.send(
                "POST",
                "/operations/demo/runs",
                "lines=1&interval=0",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html");
        assertEquals(303, form.statusCode(), form.body());
    }

    private static void assertServes(LivetailProcess livetail, String path, String type, String part) {
        HttpResponse<String> response = livetail.get(path);
        assertEquals(200, response.statusCode(), path);
        assertEquals(type, response.headers().firstValue("Content-Type").orElse(null));
        assertTrue(response.body().contains(part), response.body());
    }

    /** A warning would be about something that the image lacks. */
    private static void assertSaysOnlyWhatIsUsual(LivetailProcess livetail) {
        List<JsonNode> unusual = livetail.output()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.path("level").asText().equals("INFO"))
                .toList();
        assertEquals(List.of(), unusual);
    }

    @Test
    void withoutMkfifoACommandFailsAndSaysWhatIsMissing() throws IOException, InterruptedException {
        try (Image image = Image.build("mkfifo");
                LivetailProcess livetail =
                        LivetailProcess.start(image, Options.of().command("hello", "sh", "-c", "echo hello"))) {
            assertNotStarted(livetail, "hello", "mkfifo");
            livetail.awaitState(livetail.startRun("demo", "lines=1", "interval=0"), "succeeded");
        }
    }

    @Test
    void livesWithTheMemoryThatItIsGiven() throws IOException, InterruptedException {
        try (Image image = Image.build();
                MemoryLimit memory = MemoryLimit.of(MEMORY)) {
            image.limit(memory);
            try (LivetailProcess livetail = LivetailProcess.start(image, Options.of())) {
                double heap = livetail.metric("livetail_heap_max_bytes");
                assertTrue(heap > 0 && heap < MEMORY, "the heap may grow to " + heap + " of " + MEMORY);

                String run = livetail.startRun("demo", "lines=500000", "interval=0");
                List<LogStream> readers = new ArrayList<>();
                try {
                    for (int i = 0; i < READERS; i++) {
                        readers.add(livetail.stream("/runs/" + run + "/logs/stream"));
                    }
                    List<String> ends =
                            readers.parallelStream().map(ImageIT::lastLine).toList();
                    assertTrue(ends.stream().allMatch(line -> line.startsWith("--- end: succeeded")), ends.toString());
                } finally {
                    readers.forEach(LogStream::close);
                }
                assertEquals("succeeded", livetail.run(run).path("state").asText());
                assertEquals(0, memory.kills());
                assertFalse(livetail.output().contains("OutOfMemoryError"), livetail::output);
                assertEquals(0, livetail.terminate(), livetail::output);
            }
        }
    }

    private static String lastLine(LogStream stream) {
        String last = null;
        for (String line = stream.readLine(); line != null; line = stream.readLine()) {
            last = line;
        }
        return last;
    }
}
