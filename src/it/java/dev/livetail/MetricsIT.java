package dev.livetail;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The books close: what came in is what went out and what is said to be lost, over {@code /q/metrics}. */
class MetricsIT {
    private static final String REQUEST = "GET /nothing HTTP/1.1\r\nHost: localhost\r\n";
    private static final String REQUESTS = (REQUEST + "\r\n").repeat(2000) + REQUEST + "Connection: close\r\n\r\n";
    private static final Pattern LOST = Pattern.compile("(\\d+) records? lost: capture queue full \\(INFO (\\d+)\\)");

    /** One reading of the metrics. */
    private record Books(Map<String, Double> samples) {

        static Books of(LivetailProcess livetail) {
            return new Books(livetail.get("/q/metrics")
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toMap(
                            line -> line.substring(0, line.lastIndexOf(' ')),
                            line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))));
        }

        /** The sum of all that are called so, whatever their tags. */
        long sum(String... names) {
            return samples.entrySet().stream()
                    .filter(sample -> Arrays.stream(names)
                            .anyMatch(name -> sample.getKey().equals(name)
                                    || sample.getKey().startsWith(name + "{")))
                    .mapToLong(sample -> sample.getValue().longValue())
                    .sum();
        }

        boolean captureCloses() {
            return sum("livetail_capture_records_total")
                            == sum(
                                    "livetail_capture_journalled_total",
                                    "livetail_capture_dropped_total",
                                    "livetail_capture_failed_total")
                    && sum("livetail_journal_appended_total")
                            == sum("livetail_capture_journalled_total", "livetail_capture_reports_total");
        }

        boolean streamsClose() {
            return sum("livetail_streams_lines_passed_total")
                    == sum(
                            "livetail_streams_lines_sent_total",
                            "livetail_streams_lines_skipped_total",
                            "livetail_streams_lines_filtered_total");
        }
    }

    @Test
    void whatIsCapturedIsJournalledOrDroppedAndTheStreamSaysSo() {
        // Requests are logged on event loops, which never wait for room; the runs keep the queue half full meanwhile.
        try (LivetailProcess livetail = LivetailProcess.start(
                        "livetail.capture.queue-size=64", "quarkus.http.access-log.enabled=true");
                LogStream reports = livetail.stream("/logs/stream?logger=dev.livetail.capture")) {
            List<String> runs = IntStream.range(0, 4)
                    .mapToObj(i -> livetail.startRun("demo", "lines=10000000", "interval=0"))
                    .toList();
            await("the queue overflows").atMost(LivetailProcess.LIMIT).until(() -> {
                burst(livetail.port());
                return Books.of(livetail).sum("livetail_capture_dropped_total") > 0;
            });
            runs.forEach(run -> livetail.send("DELETE", "/runs/" + run, null));
            runs.forEach(run -> livetail.awaitState(run, "cancelled"));

            await("the books close")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> Books.of(livetail).captureCloses());
            Books books = Books.of(livetail);
            long dropped = books.sum("livetail_capture_dropped_total");
            assertEquals(dropped, books.sum("livetail_capture_dropped_total{level=\"info\",reason=\"queue-full\"}"));
            long told = 0;
            while (told < dropped) {
                told += lost(reports.readLine());
            }
            assertEquals(dropped, told);
        }
    }

    /** Sends all at once, and reads the answers to the last. */
    private static void burst(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write(REQUESTS.getBytes(US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        }
    }

    /** How many are lost as this line has it. */
    private static long lost(String line) {
        assertFalse(line.startsWith("--- gap"), line);
        Matcher matcher = LOST.matcher(line);
        if (!matcher.find()) {
            return 0;
        }
        assertEquals(matcher.group(1), matcher.group(2), line);
        return Long.parseLong(matcher.group(1));
    }

    @Test
    void whatReadersPassIsSentSkippedOrFiltered() {
        // The runs' lines are to be all there are.
        try (LivetailProcess livetail =
                        LivetailProcess.start("livetail.journal.capacity=1000", "livetail.request-log.enabled=false");
                LogStream slow = LogStream.openSlow(livetail.port(), "/logs/stream?format=ndjson")) {
            String run = livetail.startRun("demo", "lines=6000", "interval=0", "text=" + "x".repeat(4000));
            livetail.awaitState(run, "succeeded");
            String last = livetail.startRun("demo", "lines=1", "text=the last");
            livetail.awaitState(last, "succeeded");

            long lines = 0;
            long missing = 0;
            long gaps = 0;
            boolean behindTheLast = false;
            while (!behindTheLast) {
                JsonNode next = slow.readObject();
                lines += next.has("event") ? 0 : 1;
                gaps += next.path("event").asText().equals("gap") ? 1 : 0;
                missing += next.path("count").asLong();
                behindTheLast = next.path("message").asText().endsWith("the last");
            }
            assertTrue(missing > 0);
            long found = livetail.get("/logs?q=the%20last").body().lines().count() - 1;
            assertEquals(1, found);

            await("the books close")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> Books.of(livetail).streamsClose());
            Books books = Books.of(livetail);
            assertEquals(lines + found, books.sum("livetail_streams_lines_sent_total"));
            assertEquals(missing, books.sum("livetail_streams_lines_skipped_total"));
            assertEquals(999, books.sum("livetail_streams_lines_filtered_total"));
            assertEquals(gaps, books.sum("livetail_streams_gaps_total"));
        }
    }
}
