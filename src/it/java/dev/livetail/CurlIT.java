package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the README promises to those who have nothing but curl; and what a start answers to whom. */
class CurlIT {
    private static final String RUNS = "/operations/demo/runs";
    private static final String TEXT_LINE =
            "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{6} - dev\\.livetail\\.operation\\.Demo - INFO - line %d of %d";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
    }

    @Test
    void theDemoPrintsTenLinesWhileItGoesOnAndEnds() throws IOException, InterruptedException {
        try (Tool curl = Tool.start("curl", "-sS", "-N", "-X", "POST", address(RUNS))) {
            assertTrue(curl.readLine().matches(TEXT_LINE.formatted(1, 10)));
            String run = livetail.json("/runs?limit=1").path(0).path("id").asText();
            for (int n = 2; n <= 10; n++) {
                // A line that has been seen while the next is not logged yet was not kept back for company.
                assertTrue(livetail.run(run).path("lines").asInt() < 10, "line " + (n - 1) + " was seen in time");
                assertEquals("running", livetail.run(run).path("state").asText());
                String line = curl.readLine();
                assertTrue(line.matches(TEXT_LINE.formatted(n, 10)), line);
            }
            assertTrue(curl.readLine().startsWith("--- end: succeeded: "));
            assertNull(curl.readLine());
            assertEquals(0, curl.exitCode());
        }
    }

    @Test
    void eachLineLeavesBeforeTheNextIsLogged() throws IOException {
        // The second line is due in an hour: it pushes nothing out.
        try (Tool curl = Tool.start("curl", "-sS", "-N", "-d", "lines=2", "-d", "interval=1h", address(RUNS))) {
            assertTrue(curl.readLine().matches(TEXT_LINE.formatted(1, 2)));
            String run = livetail.json("/runs?limit=1").path(0).path("id").asText();
            assertEquals("running", livetail.run(run).path("state").asText());
            livetail.send("DELETE", "/runs/" + run, null);
            assertTrue(curl.readLine().startsWith("--- end: cancelled: "));
        }
    }

    @Test
    void formDataIsTakenAsParameters() throws IOException, InterruptedException {
        List<String> lines = Tool.run(
                "curl", "-sS", "-N", "-d", "lines=3", "-d", "interval=0", "-d", "text=a+b%26c {n}", address(RUNS));
        assertEquals(4, lines.size());
        assertTrue(lines.get(2).endsWith(" - line 3 of 3 a b&c 3"), lines.get(2));
    }

    @Test
    void jsonIsTakenAsParameters() throws IOException, InterruptedException {
        List<String> lines = Tool.run(
                "curl",
                "-sS",
                "-N",
                "-H",
                "Content-Type: application/json",
                "-d",
                "{\"lines\": 2, \"interval\": \"0\", \"fail\": false, \"text\": \"\\u00e4\"}",
                address(RUNS));
        assertEquals(3, lines.size());
        assertTrue(lines.get(1).endsWith(" - line 2 of 2 ä"), lines.get(1));
    }

    @Test
    void aFailureIsSaidWithItsCauseOnTheLinesBelow() throws IOException, InterruptedException {
        List<String> lines =
                Tool.run("curl", "-sS", "-N", "-d", "lines=1", "-d", "interval=0", "-d", "fail=true", address(RUNS));
        assertTrue(lines.get(1).contains(" - ERROR - The run failed"), lines.get(1));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("Caused by: ")), lines.toString());
        assertTrue(lines.getLast().startsWith("--- end: failed: java.lang.IllegalStateException: "), lines.getLast());
    }

    @Test
    void aProgramGetsTheRunAndTheWayToItsLog() {
        HttpResponse<String> response = livetail.send("POST", RUNS, null, "Accept", "application/json");
        String id = LivetailProcess.parse(response.body()).path("id").asText();
        assertAll(
                () -> assertEquals(201, response.statusCode()),
                () -> assertEquals("application/json", header(response, "Content-Type")),
                () -> assertEquals("/runs/" + id, header(response, "Location")),
                () -> assertEquals("</runs/" + id + "/logs/stream>; rel=\"logs\"", header(response, "Link")));
    }

    @Test
    void aBrowserIsSentToTheRunsPage() {
        HttpResponse<String> response = livetail.send(
                "POST",
                RUNS,
                "lines=1&interval=&delay=&text=&fail=&threads=",
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8");
        assertAll(
                () -> assertEquals(303, response.statusCode()),
                () -> assertTrue(header(response, "Location").matches("/runs/[0-9a-f-]{36}")));
    }

    @Test
    void whoeverAcceptsALogGetsItInThatFormat() {
        assertStreams("text/plain", "text/plain;charset=UTF-8", "--- end: succeeded");
        assertStreams("*/*", "text/plain;charset=UTF-8", "--- end: succeeded");
        assertStreams("application/x-ndjson", "application/x-ndjson", "{\"event\":\"end\",\"state\":\"succeeded\"");
        assertStreams("text/event-stream", "text/event-stream", "data: {\"event\":\"end\",\"state\":\"succeeded\"");
    }

    private static void assertStreams(String accept, String contentType, String lastLine) {
        HttpResponse<String> response = livetail.send(
                "POST", RUNS, "{\"lines\": 2, \"interval\": 0}", "Content-Type", "application/json", "Accept", accept);
        List<String> lines =
                response.body().lines().filter(line -> !line.isEmpty()).toList();
        assertAll(
                accept,
                () -> assertEquals(200, response.statusCode()),
                () -> assertEquals(contentType, header(response, "Content-Type")),
                () -> assertTrue(header(response, "Location").matches("/runs/[0-9a-f-]{36}")),
                () -> assertEquals("no-cache, no-transform", header(response, "Cache-Control")),
                () -> assertEquals("nosniff", header(response, "X-Content-Type-Options")),
                () -> assertEquals("no", header(response, "X-Accel-Buffering")),
                () -> assertTrue(lines.getLast().startsWith(lastLine), lines.getLast()));
    }

    private static String header(HttpResponse<?> response, String name) {
        List<String> values = response.headers().allValues(name);
        assertEquals(1, values.size(), name + ": " + values);
        return values.getFirst();
    }

    private static String address(String path) {
        return livetail.uri(path).toString();
    }
}
