package dev.livetail.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.LogLevel;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureConfigTest {

    private static SmallRyeConfig config(String key, String value) {
        return config(Map.of(key, value));
    }

    private static SmallRyeConfig config(Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(CaptureConfig.class)
                .withMapping(JournalConfig.class)
                .withDefaultValues(values)
                .build();
    }

    private static void check(SmallRyeConfig config) {
        CaptureConfig.check(config.getConfigMapping(CaptureConfig.class));
        JournalConfig.check(config.getConfigMapping(JournalConfig.class));
    }

    @Test
    void theDefaultsAreAccepted() {
        SmallRyeConfig config = config("unrelated", "");
        check(config);
        CaptureConfig capture = config.getConfigMapping(CaptureConfig.class);
        assertEquals(16_384, capture.queueSize());
        assertEquals(Overflow.DISCARD, capture.overflow());
        JournalConfig journal = config.getConfigMapping(JournalConfig.class);
        assertEquals(65_536, journal.capacity());
        assertEquals(64 * 1024 * 1024, journal.maxBytes().asLongValue());
    }

    @Test
    void overflowMayBlock() {
        assertEquals(
                Overflow.BLOCK,
                config("livetail.capture.overflow", "block")
                        .getConfigMapping(CaptureConfig.class)
                        .overflow());
    }

    @ParameterizedTest
    @CsvSource({
        "livetail.capture.queue-size, 0, from 64 to 16777216",
        "livetail.capture.queue-size, -1, from 64 to 16777216",
        "livetail.capture.max-message-length, 0, from 64 to 16777216",
        "livetail.journal.capacity, 0, from 1 to 268435456",
        "livetail.journal.capacity, -5, from 1 to 268435456",
        "livetail.journal.max-bytes, 0, from 1024",
    })
    void aValueThatCannotWorkIsRefusedByNameAndRange(String key, String value, String range) {
        SmallRyeConfig config = config(key, value);
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> check(config));
        assertTrue(e.getMessage().startsWith(key + " is " + value), e.getMessage());
        assertTrue(e.getMessage().contains(range), e.getMessage());
    }

    @Test
    void aRuleLeavesOutNothingAboveInfoUnlessItSaysSo() {
        SamplingConfig rule = config("livetail.capture.sampling.noisy.logger", "org.acme")
                .getConfigMapping(CaptureConfig.class)
                .sampling()
                .get("noisy");
        assertEquals(
                new SamplingSettings(Optional.of("org.acme"), Optional.empty(), LogLevel.INFO, 100, 100),
                new SamplingSettings(rule.logger(), rule.pattern(), rule.level(), rule.first(), rule.thenEvery()));
    }

    @ParameterizedTest
    @CsvSource({
        "first, 5, logger or pattern",
        "first, -1, from 0 to 1000000000",
        "then-every, -1, from 0 to 1000000000",
        "pattern, (a, syntax of RE2",
    })
    void aRuleThatCannotWorkIsRefusedByNameAndByWhatItTakes(String key, String value, String takes) {
        String rule = "livetail.capture.sampling.noisy";
        SmallRyeConfig config = takes.startsWith("logger") || key.equals("pattern")
                ? config(rule + "." + key, value)
                : config(Map.of(rule + ".logger", "org.acme", rule + "." + key, value));
        ConfigurationException e = assertThrows(ConfigurationException.class, () -> check(config));
        assertTrue(e.getMessage().startsWith(rule), e.getMessage());
        assertTrue(e.getMessage().contains(takes.replace(" or ", " nor ")), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "livetail.capture.sampling.noisy.level, LOUD, LOUD",
        "livetail.capture.overflow, sometimes, discard",
        "livetail.capture.queue-size, many, many",
        "livetail.journal.max-bytes, -1, -1",
    })
    void aValueThatIsOfNoSuchKindIsRefusedByName(String key, String value, String said) {
        RuntimeException e = assertThrows(RuntimeException.class, () -> config(key, value));
        String message =
                e.getMessage() + " " + (e.getCause() == null ? "" : e.getCause().getMessage());
        assertTrue(message.contains(key), message);
        assertTrue(message.contains(said), message);
    }
}
