package dev.livetail.metrics;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.capture.LogCapture;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PipelineMetricsTest {
    private static final Logger LOG = Logger.getLogger(PipelineMetricsTest.class);

    @Inject
    LogCapture capture;

    /** The sums over all tags, by name. */
    private static Map<String, Double> scrape() {
        return given().get("/q/metrics")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .filter(line -> line.startsWith("livetail_"))
                .map(line -> line.split("\\{[^}]*} ?| ", 2))
                .collect(Collectors.groupingBy(
                        line -> line[0], Collectors.summingDouble(line -> Double.parseDouble(line[1]))));
    }

    @Test
    void theBooksClose() throws InterruptedException {
        Map<String, Double> before = scrape();
        for (int i = 0; i < 50_000; i++) {
            LOG.debug("below its level, and so not captured");
            LOG.log(i % 10 == 0 ? Logger.Level.WARN : Logger.Level.INFO, "captured, journalled or dropped");
        }
        CountDownLatch done = new CountDownLatch(1);
        capture.afterAllLogged(done::countDown);
        done.await();

        // Others in this process may be logging at this moment; then the next look is a better one.
        await().untilAsserted(() -> {
            Map<String, Double> now = scrape();
            Function<String, Double> value = now::get;
            assertEquals(
                    value.apply("livetail_capture_records_total"),
                    value.apply("livetail_capture_journalled_total")
                            + value.apply("livetail_capture_dropped_total")
                            + value.apply("livetail_capture_failed_total"));
            assertEquals(
                    value.apply("livetail_journal_appended_total"),
                    value.apply("livetail_capture_journalled_total") + value.apply("livetail_capture_reports_total"));
            assertEquals(
                    value.apply("livetail_journal_appended_total"),
                    value.apply("livetail_journal_entries") + value.apply("livetail_journal_evicted_total"));
            assertTrue(value.apply("livetail_capture_records_total") - before.get("livetail_capture_records_total")
                    >= 50_000);
        });
    }

    @Test
    void everyTermIsThere() {
        Map<String, Double> metrics = scrape();
        assertTrue(
                metrics.keySet()
                        .containsAll(List.of(
                                "livetail_capture_records_total",
                                "livetail_capture_journalled_total",
                                "livetail_capture_dropped_total",
                                "livetail_capture_failed_total",
                                "livetail_capture_reports_total",
                                "livetail_capture_unattributed_total",
                                "livetail_capture_truncated_total",
                                "livetail_capture_unformattable_total",
                                "livetail_capture_broken_streams_total",
                                "livetail_capture_run_failures_total",
                                "livetail_capture_queue_size",
                                "livetail_capture_queue_capacity",
                                "livetail_drain_delay_seconds",
                                "livetail_journal_appended_total",
                                "livetail_journal_evicted_total",
                                "livetail_journal_entries",
                                "livetail_journal_bytes")),
                metrics::toString);
    }
}
