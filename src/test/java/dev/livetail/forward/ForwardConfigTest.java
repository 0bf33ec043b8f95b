package dev.livetail.forward;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardConfigTest {
    private static final String KEY = "livetail.forward.far.";

    /** @param settings keys below that of a sink, and values, in turn */
    private static void check(String... settings) {
        Map<String, String> values = new HashMap<>();
        values.put(KEY + "url", "https://logs.example.com/intake");
        for (int i = 0; i < settings.length; i += 2) {
            values.put(KEY + settings[i], settings[i + 1]);
        }
        ForwardConfig.check(new SmallRyeConfigBuilder()
                .withMapping(ForwardConfig.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(ForwardConfig.class));
    }

    private static String refused(String... settings) {
        return assertThrows(ConfigurationException.class, () -> check(settings)).getMessage();
    }

    @Test
    void headersThatCanBeSentAreTaken() {
        assertDoesNotThrow(() -> check(
                "headers.Authorization", "Bearer a.b-c_d~+/=",
                "headers.X-Scope-OrgID", "a",
                "headers.\"x_1!#$%&'*+.^`|~\"", "a \t b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a:b", "ä", "a\nb", "(a)", "a\u0000"})
    void aNameThatNoHeaderMayHaveIsRefused(String name) {
        String message = refused("headers.\"" + name + "\"", "s3cret");
        assertTrue(message.startsWith(KEY + "headers." + name + " is no header"), message);
        assertFalse(message.contains("s3cret"), message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "s3cret\r\nX-Forged: 1",
                "s3cret\n",
                " s3cret",
                "s3cret\t",
                "s3crét",
                "s3cret\u0000",
                "s3cret\u007f"
            })
    void aValueThatNoHeaderMayHaveIsRefusedAndNotShown(String value) {
        String message = refused("headers.Authorization", value);
        assertTrue(message.startsWith(KEY + "headers.Authorization has a value that no header may have"), message);
        assertFalse(message.contains("cr"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length", "transfer-encoding", "CONNECTION", "Content-Encoding", "Idempotency-Key"})
    void whatTheSenderWritesItselfIsRefused(String name) {
        String message = refused("headers." + name, "17");
        assertTrue(message.startsWith(KEY + "headers." + name + " cannot be set"), message);
    }

    @Test
    void theSpoolHasRoomForTwoBatches() {
        String message = refused("batch.max-bytes", "8M", "spool.max-bytes", "16777215");
        assertTrue(
                message.startsWith(KEY + "spool.max-bytes is 16777215, but it takes a number from 16777216"), message);
        assertDoesNotThrow(() -> check("batch.max-bytes", "8M", "spool.max-bytes", "16M"));
        assertDoesNotThrow(() -> check("batch.max-bytes", "256M", "spool.max-bytes", "512M"));
        assertDoesNotThrow(() -> check("batch.max-bytes", "256M", "spool.enabled", "false"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url                        | logs.example.com     | url is 'logs.example.com'",
                "url                        | ftp://a/b?token=s3   | url is 'ftp://a/b?…'",
                "url                        | https://u:p@a/       | url has a user or a password",
                "batch.max-lines            | 0                    | batch.max-lines is 0, but it takes a number from 1",
                "batch.max-bytes            | 1                    | batch.max-bytes is 1, but it takes a number from 1024",
                "batch.max-age              | -1s                  | batch.max-age is PT-1S",
                "timeout                    | 0s                   | timeout is PT0S",
                "retry.first                | 0s                   | retry.first is PT0S",
                "retry.most                 | 10ms                 | retry.most is PT0.01S, but it takes a duration from PT1S",
                "max-dead-letter-bytes      | 1                    | max-dead-letter-bytes is 1",
                "spool.max-bytes            | 1M                   | spool.max-bytes is 1048576, but it takes a number from 4194304",
                "spool.max-age              | 0s                   | spool.max-age is PT0S",
                "spool.max-lines-per-second | 0                    | spool.max-lines-per-second is 0",
            })
    void aValueThatCannotWorkIsRefusedByNameAndByWhatItTakes(String key, String value, String told) {
        String message = refused(key, value);
        assertTrue(message.startsWith(KEY + told), message);
    }
}
