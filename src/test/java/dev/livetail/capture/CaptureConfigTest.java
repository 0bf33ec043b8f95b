package dev.livetail.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CaptureConfigTest {

    private static SmallRyeConfig config(String key, String value) {
        return new SmallRyeConfigBuilder()
                .withConverter(MemorySize.class, 100, new MemorySizeConverter())
                .withMapping(CaptureConfig.class)
                .withMapping(JournalConfig.class)
                .withDefaultValue(key, value)
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

    @ParameterizedTest
    @CsvSource({
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
