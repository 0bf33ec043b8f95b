package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Of lines that come too often some are left out, counted, and told of in the stream. */
class SamplingIT {
    private static final int REQUESTS = 50;
    private static final String SAMPLED = "livetail_capture_sampled_total";

    @AutoClose
    private static LivetailProcess livetail;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start(
                // What the test itself looks at is not told of: only requests for /operations are.
                "livetail.request-log.exclude=/q/*,/logs,/logs/*,/runs/*,/operations/*",
                "livetail.capture.sampling.requests.logger=dev.livetail.requestlog",
                "livetail.capture.sampling.requests.first=1",
                "livetail.capture.sampling.requests.then-every=0",
                "livetail.capture.sampling.lines.pattern=^line",
                "livetail.capture.sampling.lines.first=0",
                "livetail.capture.sampling.lines.then-every=0");
    }

    @AfterAll
    static void theBooksClose() {
        await().untilAsserted(() -> assertEquals(
                livetail.metric("livetail_capture_records_total"),
                livetail.metric("livetail_capture_journalled_total")));
        assertFalse(livetail.get("/logs").body().contains("lost"));
    }

    @Test
    void requestsBeyondTheFirstOfASecondAreToldOfInOneLine() {
        try (LogStream stream = livetail.stream("/logs/stream?logger=dev.livetail.requestlog&q=left+out")) {
            for (int i = 0; i < REQUESTS; i++) {
                livetail.get("/operations");
            }
            String line = stream.readLine();
            assertTrue(line.contains(" - dev.livetail.requestlog - INFO - "), line);
            assertTrue(line.endsWith(" left out (sampling rule \"requests\": dev.livetail.requestlog)"), line);
            await("all are told of").until(() -> kept() + toldAsLeftOut() == REQUESTS);
            assertEquals(toldAsLeftOut(), (long) livetail.metric(SAMPLED, "rule=\"requests\""));
        }
    }

    private static List<String> requestLog(String query) {
        return livetail.get("/logs?logger=dev.livetail.requestlog&q=" + query)
                .body()
                .lines()
                .filter(line -> !line.startsWith("---"))
                .toList();
    }

    private static long kept() {
        return requestLog("request_completed").size();
    }

    private static long toldAsLeftOut() {
        return requestLog("left+out").stream()
                .map(line -> line.replaceAll(".* - INFO - | similar.*|,", ""))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Test
    void theLogOfARunIsWhole() {
        String run = livetail.startRun("demo", "lines=500", "interval=0");
        livetail.awaitState(run, "succeeded");
        assertEquals(
                500,
                livetail.messages(run).stream()
                        .filter(message -> message.startsWith("line "))
                        .count());
        assertEquals(0, livetail.metric(SAMPLED, "rule=\"lines\""));
    }
}
