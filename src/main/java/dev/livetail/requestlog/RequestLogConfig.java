package dev.livetail.requestlog;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code livetail.request-log.*}: what is told of requests. */
@ConfigMapping(prefix = "livetail.request-log")
public interface RequestLogConfig {

    /** Whether anything is told of any request. */
    @WithDefault("true")
    boolean enabled();

    /** The paths of which nothing is told. */
    @WithDefault("/q/*,/static/*,/live-log.js,/favicon.svg,/favicon.ico")
    Optional<List<String>> exclude();

    /** From which duration on a request is slow. */
    @WithDefault("1s")
    Duration slowThreshold();

    /** What differs for some requests, by a name of one's choice. */
    Map<String, Route> routes();

    /** What differs for the requests of one pattern. */
    interface Route {
        String path();

        /** Any, where there is none. */
        Optional<String> method();

        Optional<Duration> slowThreshold();

        /** Which share is told of those that neither fail nor are slow. */
        @WithDefault("1")
        double sampling();

        /** Whether bodies are told of, while their logger is at DEBUG. */
        @WithDefault("false")
        boolean bodies();

        /** How much of a body. */
        @WithDefault("8K")
        MemorySize maxBodyBytes();
    }

    /** Refuses values that cannot work. */
    static void check(RequestLogConfig config) {
        checkThreshold("livetail.request-log.slow-threshold", config.slowThreshold());
        for (String path : config.exclude().orElse(List.of())) {
            checkPath("livetail.request-log.exclude", path);
        }
        config.routes().forEach((name, route) -> {
            String key = "livetail.request-log.routes." + name + ".";
            checkPath(key + "path", route.path());
            route.slowThreshold().ifPresent(threshold -> checkThreshold(key + "slow-threshold", threshold));
            // Not by the negation, since NaN is neither.
            if (!(route.sampling() >= 0 && route.sampling() <= 1)) {
                throw refused(key + "sampling", route.sampling(), "a share from 0 to 1");
            }
            if (route.maxBodyBytes().asLongValue() < 1 || route.maxBodyBytes().asLongValue() > 1 << 24) {
                throw refused(key + "max-body-bytes", route.maxBodyBytes().asLongValue(), "a size from 1 byte to 16M");
            }
        });
    }

    private static void checkThreshold(String key, Duration threshold) {
        if (threshold.isNegative()) {
            throw refused(key, threshold, "a duration that is not negative");
        }
    }

    private static void checkPath(String key, String path) {
        if (!PathPattern.isWellFormed(path)) {
            throw refused(
                    key,
                    "'" + path + "'",
                    "a path such as /runs/{id}, in which {id} is any one segment, or /q/*, which is all below /q");
        }
    }

    private static ConfigurationException refused(String key, Object value, String accepted) {
        return new ConfigurationException(key + " is " + value + ", but it takes " + accepted);
    }
}
