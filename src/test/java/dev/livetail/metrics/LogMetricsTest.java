package dev.livetail.metrics;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see of the lines of the log. */
@QuarkusTest
@TestProfile(LogMetricsTest.Rules.class)
class LogMetricsTest {
    private static final Logger LOG = Logger.getLogger("org.acme.Shop");
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE = Pattern.compile(
            "([a-zA-Z_:][a-zA-Z0-9_:]*(?:\\{" + LABEL + "(?:," + LABEL + ")*,?})?) (NaN|[+-]Inf|[-+0-9.eE]+)");

    /** A counter and a timer by text, and a counter by whatever anyone writes. */
    public static class Rules implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String prefix = "livetail.log-metrics.";
            Map<String, String> all = new HashMap<>();
            all.put("quarkus.log.metrics.enabled", "true");
            all.put(prefix + "\"payments.failed\".level", "WARN");
            all.put(prefix + "\"payments.failed\".pattern", "^payment with (?P<method>[a-z]+) failed");
            all.put(prefix + "\"payments.failed\".tags.method", "group:method");
            all.put(prefix + "payments.type", "timer");
            all.put(prefix + "payments.pattern", "^payment took (?P<ms>\\S+) ms");
            all.put(prefix + "payments.value", "group:ms");
            all.put(prefix + "payments.tags.user", "mdc:user_id");
            all.put(prefix + "anything.pattern", "(?s)^anything (?P<text>.*)");
            all.put(prefix + "anything.tags.text", "group:text");
            all.put(prefix + "anything.max-series", "50");
            return all;
        }
    }

    /** Every sample, with the name and labels as they are written; fails where a line is not of the format. */
    private static Map<String, Double> scrape() {
        Map<String, Double> samples = new HashMap<>();
        String text = given().get("/q/metrics").then().statusCode(200).extract().asString();
        for (String line : text.split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher sample = SAMPLE.matcher(line);
                assertTrue(sample.matches(), line);
                samples.put(sample.group(1), Double.valueOf(sample.group(2)));
            }
        }
        return samples;
    }

    private static void awaitSample(String name, double value) {
        await().untilAsserted(() -> assertEquals(value, scrape().get(name)));
    }

    @Test
    void linesAreCountedByWhatIsInThem() {
        LOG.warn("payment with card failed: no funds");
        LOG.error("payment with card failed: no answer");
        LOG.info("payment with card failed, and nobody minds");
        awaitSample("payments_failed_total{method=\"card\"}", 2);
    }

    @Test
    void whatLinesTellOfDurationsIsTimed() {
        MDC.put("user_id", "u1");
        LOG.info("payment took 1500 ms");
        LOG.info("payment took 500 ms");
        LOG.info("payment took some ms");
        MDC.remove("user_id");
        awaitSample("payments_seconds_count{user=\"u1\"}", 2);
        awaitSample("payments_seconds_sum{user=\"u1\"}", 2);
        awaitSample("livetail_log_metrics_unparsable_total{rule=\"payments\"}", 1);
    }

    @Test
    void whateverIsWrittenIntoALineThereAreFewSeriesAndAllCanBeRead() {
        LOG.info("anything a\"} 1\nforged_total{a=\"b\"} 7 \\ \r \u0000 \ud83d\u2028");
        LOG.info("anything password=hunter2");
        for (int i = 0; i < 10_000; i++) {
            LOG.info("anything " + i);
        }
        await().untilAsserted(() -> {
            double counted = scrape().entrySet().stream()
                    .filter(sample -> sample.getKey().startsWith("anything_total"))
                    .mapToDouble(Map.Entry::getValue)
                    .sum();
            assertEquals(10_002, counted);
        });
        Map<String, Double> samples = scrape();
        assertEquals(
                51,
                samples.keySet().stream()
                        .filter(name -> name.startsWith("anything_total"))
                        .count());
        assertEquals(9_952, samples.get("anything_total{text=\"other\"}"));
        assertEquals(9_952, samples.get("livetail_log_metrics_overflow_total{rule=\"anything\"}"));
        assertEquals(0, samples.get("livetail_log_metrics_missed_total"));
        assertTrue(samples.keySet().stream().noneMatch(name -> name.startsWith("forged")));
        assertFalse(samples.keySet().stream().anyMatch(name -> name.contains("hunter2")));
    }

    @Test
    void quarkusCountsByLevelWhereItIsToldTo() {
        Double before = scrape().get("log_total{level=\"WARN\"}");
        LOG.warn("one more");
        await().until(() -> scrape().get("log_total{level=\"WARN\"}") > before);
    }
}
