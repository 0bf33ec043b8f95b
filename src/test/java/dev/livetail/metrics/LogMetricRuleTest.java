package dev.livetail.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogMetricRuleTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private LogMetricRule rule(String... settings) {
        LogMetricsConfig.Rule config = LogMetricRules.of(settings).rules().get("metric");
        return new LogMetricRule(config, new LogMetricSeries(registry, "metric", config));
    }

    private static LogEvent line(LogLevel level, String logger, String message, Map<String, String> mdc) {
        return LogEvent.of(Instant.EPOCH, level, logger, message, mdc, new LogSource("host", "process", 1));
    }

    private static LogEvent line(String message) {
        return line(LogLevel.INFO, "org.acme.Shop", message, Map.of());
    }

    @Test
    void countsWhatHasItsLevelLoggerContextAndText() {
        LogMetricRule rule = rule(
                "metric.level=WARN",
                "metric.logger=org.acme",
                "metric.mdc.path=/pay",
                "metric.pattern=^payment .* failed");
        Map<String, String> path = Map.of("path", "/pay");
        rule.accept(line(LogLevel.WARN, "org.acme.Shop", "payment 7 failed", path));
        rule.accept(line(LogLevel.ERROR, "org.acme", "payment 8 failed", path));
        rule.accept(line(LogLevel.INFO, "org.acme.Shop", "payment 7 failed", path));
        rule.accept(line(LogLevel.WARN, "org.acmeshop", "payment 7 failed", path));
        rule.accept(line(LogLevel.WARN, "org.acme.Shop", "payment 7 failed", Map.of("path", "/paying")));
        rule.accept(line(LogLevel.WARN, "org.acme.Shop", "a payment 7 failed", path));
        assertEquals(2, registry.get("metric").counter().count());
    }

    @Test
    void tagsComeFromGroupsTheContextAndTheRuleItself() {
        LogMetricRule rule = rule(
                "metric.pattern=with (?P<method>card|cash)(?P<note> again)?",
                "metric.tags.method=group:method",
                "metric.tags.note=group:note",
                "metric.tags.user=mdc:user_id",
                "metric.tags.shop=text:main");
        rule.accept(line(LogLevel.INFO, "org.acme", "paid with card", Map.of("user_id", "u1")));
        rule.accept(line("paid with cash again"));
        assertEquals(
                1,
                registry.get("metric")
                        .tags("method", "card", "note", "none", "user", "u1", "shop", "main")
                        .counter()
                        .count());
        assertEquals(
                1,
                registry.get("metric")
                        .tags("method", "cash", "note", " again", "user", "none", "shop", "main")
                        .counter()
                        .count());
    }

    @ParameterizedTest
    @CsvSource({
        "12, ms, 12000000",
        "1.5, s, 1500000000",
        "3, us, 3000",
        "7, ns, 7",
        "2s, ms, 2000000000",
        "1.5 ms, s, 1500000",
        "40µs, ms, 40000",
        "PT1.5S, ms, 1500000000",
        "0, ms, 0"
    })
    void aTimerTakesNumbersAndDurations(String text, String unit, double nanos) {
        LogMetricRule rule = rule("metric.type=timer", "metric.value=mdc:took", "metric.unit=" + unit);
        rule.accept(line(LogLevel.INFO, "org.acme", "done", Map.of("took", text)));
        assertEquals(0, rule.unparsable());
        assertEquals(1, registry.get("metric").timer().count());
        assertEquals(nanos, registry.get("metric").timer().totalTime(TimeUnit.NANOSECONDS), 0.5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-1",
                "NaN",
                "1e9",
                "1d",
                "0x1p3",
                "Infinity",
                "1.2.3",
                "5 parsecs",
                "P",
                "PT-1S",
                "PT9999999999999H",
                "99999999999999999999",
                "٣",
                "."
            })
    void aValueThatIsNoDurationIsCountedAsSuch(String text) {
        LogMetricRule rule = rule("metric.type=timer", "metric.value=mdc:took", "metric.unit=s");
        rule.accept(line(LogLevel.INFO, "org.acme", "done", Map.of("took", text)));
        rule.accept(line("without any"));
        assertEquals(2, rule.unparsable());
        assertEquals(0, registry.get("metric").timer().count());
        assertEquals(0, rule.failed());
    }

    @Test
    void whatComesBeyondTheMostSeriesIsOther() {
        LogMetricRule rule = rule(
                "metric.pattern=of (?P<user>.+)",
                "metric.tags.user=group:user",
                "metric.tags.a=text:b",
                "metric.max-series=3");
        for (int i = 0; i < 10_000; i++) {
            rule.accept(line("of u" + i % 5000));
        }
        assertEquals(4, registry.getMeters().size());
        assertEquals(2, registry.get("metric").tags("user", "u2").counter().count());
        assertEquals(
                9_994,
                registry.get("metric")
                        .tags("user", "other", "a", "other")
                        .counter()
                        .count());
        assertEquals(9_994, rule.series().overflow());
    }

    @Test
    void aTagIsOneShortLineOfWellFormedText() {
        assertEquals("a\uFFFDb\uFFFD\uFFFDc\"\\", LogMetricSeries.tagValue("a\nb\r\u0000c\"\\"));
        assertEquals("a\uFFFD", LogMetricSeries.tagValue("a\ud83d"));
        assertEquals(
                "\ud83d\ude00".repeat(LogMetricSeries.MAX_TAG_LENGTH),
                LogMetricSeries.tagValue("\ud83d\ude00".repeat(1000)));
        assertEquals("none", LogMetricSeries.tagValue(""));
    }

    @Test
    void aRegistryThatRefusesHarmsNobody() {
        LogMetricRule rule = rule("metric.tags.path=mdc:path");
        registry.timer("metric", "path", "/pay");
        rule.accept(line(LogLevel.INFO, "org.acme", "line", Map.of("path", "/pay")));
        rule.accept(line("line"));
        assertEquals(1, rule.failed());
        assertTrue(registry.get("metric").tags("path", "none").counter().count() == 1);
    }

    @Test
    void anErrorInTheRegistryHarmsNobodyEither() {
        SimpleMeterRegistry broken = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                throw new StackOverflowError("of a test");
            }
        };
        LogMetricsConfig.Rule config =
                LogMetricRules.of("metric.tags.path=mdc:path").rules().get("metric");
        LogMetricRule rule = new LogMetricRule(config, new LogMetricSeries(broken, "metric", config));
        rule.accept(line("line"));
        rule.accept(line("line"));
        assertEquals(2, rule.failed());
    }
}
