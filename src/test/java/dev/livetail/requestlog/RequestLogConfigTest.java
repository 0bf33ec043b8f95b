package dev.livetail.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestLogConfigTest {
    private static final String PREFIX = "livetail.request-log.";

    private static RequestLogConfig config(String... keysAndValues) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withConverter(Duration.class, 100, new DurationConverter())
                .withMapping(RequestLogConfig.class);
        for (int i = 0; i < keysAndValues.length; i += 2) {
            builder.withDefaultValue(PREFIX + keysAndValues[i], keysAndValues[i + 1]);
        }
        return builder.build().getConfigMapping(RequestLogConfig.class);
    }

    private static RouteRules rules(String... keysAndValues) {
        RequestLogConfig config = config(keysAndValues);
        RequestLogConfig.check(config);
        return new RouteRules(config);
    }

    @Test
    void theDefaultsAreAccepted() {
        RouteRules rules = rules();
        assertTrue(config().enabled());
        assertTrue(rules.excludes("/q/health/live"));
        assertTrue(rules.excludes("/static/bundle/app-ABCDEFGH.js"));
        assertFalse(rules.excludes("/runs"));
        assertEquals(Duration.ofSeconds(1), rules.of("GET", "/runs").slowThreshold());
        assertEquals(1, rules.of("GET", "/runs").sampling());
        assertFalse(rules.anyShowsBodies());
    }

    @Test
    void nothingNeedBeExcluded() {
        assertFalse(rules("exclude", "").excludes("/q/health/live"));
    }

    @Test
    void theMostSpecificRuleHolds() {
        RouteRules rules = rules(
                "routes.a.path", "/runs/*",
                "routes.a.sampling", "0.1",
                "routes.b.path", "/runs/{id}",
                "routes.b.sampling", "0.2",
                "routes.c.path", "/runs/{id}",
                "routes.c.method", "DELETE",
                "routes.c.sampling", "0.3",
                "routes.d.path", "/runs/{id}",
                "routes.d.sampling", "0.4");
        assertEquals(0.1, rules.of("GET", "/runs/1/logs").sampling());
        assertEquals(0.2, rules.of("GET", "/runs/1").sampling());
        assertEquals(0.3, rules.of("DELETE", "/runs/1").sampling());
        assertEquals(1, rules.of("GET", "/runs").sampling());
    }

    @Test
    void aRuleHasTheThresholdOfAllUnlessItHasItsOwn() {
        RouteRules rules = rules(
                "slow-threshold", "5s",
                "routes.a.path", "/a",
                "routes.b.path", "/b",
                "routes.b.slow-threshold", "10s");
        assertEquals(Duration.ofSeconds(5), rules.of("GET", "/a").slowThreshold());
        assertEquals(Duration.ofSeconds(10), rules.of("GET", "/b").slowThreshold());
    }

    @ParameterizedTest
    @CsvSource({
        "slow-threshold, -1s, a duration that is not negative",
        "exclude, runs, a path such as",
        "exclude, /a*, a path such as",
        "routes.x.path, x, a path such as",
        "routes.x.slow-threshold, -1s, a duration that is not negative",
        "routes.x.sampling, 1.1, a share from 0 to 1",
        "routes.x.sampling, -0.1, a share from 0 to 1",
        "routes.x.sampling, NaN, a share from 0 to 1",
        "routes.x.max-body-bytes, 0, a size from 1 byte to 16M",
        "routes.x.max-body-bytes, 17M, a size from 1 byte to 16M",
    })
    void aValueThatCannotWorkIsRefusedByNameAndWhatIsAccepted(String key, String value, String accepted) {
        RequestLogConfig config =
                key.equals("routes.x.path") ? config(key, value) : config("routes.x.path", "/x", key, value);
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> RequestLogConfig.check(config));
        assertTrue(e.getMessage().startsWith(PREFIX + key + " is "), e.getMessage());
        assertTrue(e.getMessage().contains(accepted), e.getMessage());
    }
}
