package dev.livetail.capture;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.livetail.event.LogLevel;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code livetail.capture.sampling.<name>.*}: lines that come so often that only some of them are kept. */
public interface SamplingConfig {

    /** The logger, by its own name or by one that it is below. */
    Optional<String> logger();

    /** What must be found in the message as it was before its parameters were put in (RE2 syntax). */
    Optional<String> pattern();

    /** The most severe level of which lines are left out. */
    @WithDefault("INFO")
    LogLevel level();

    /** How many are kept each second. */
    @WithDefault("100")
    int first();

    /** Of those beyond that, each of this number is kept; 0: none. */
    @WithDefault("100")
    int thenEvery();

    /** Refuses values that cannot work. */
    static void check(Map<String, SamplingConfig> rules) {
        rules.forEach((name, rule) -> {
            String key = "livetail.capture.sampling." + name;
            if (rule.logger().isEmpty() && rule.pattern().isEmpty()) {
                throw new ConfigurationException(
                        key + " has neither logger nor pattern, but it takes one of them or both", Set.of(key));
            }
            rule.pattern().ifPresent(pattern -> checkPattern(key + ".pattern", pattern));
            Limits.check(key + ".first", rule.first(), 0, 1_000_000_000);
            Limits.check(key + ".then-every", rule.thenEvery(), 0, 1_000_000_000);
        });
    }

    private static void checkPattern(String key, String pattern) {
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new ConfigurationException(
                    "%s is '%s', but it takes a regular expression in the syntax of RE2 (%s)"
                            .formatted(key, pattern, e.getDescription()),
                    Set.of(key));
        }
    }
}
