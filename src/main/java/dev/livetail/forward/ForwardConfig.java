package dev.livetail.forward;

import dev.livetail.event.LogLevel;
import dev.livetail.forward.shape.ShapeSettings;
import dev.livetail.forward.spool.Fsync;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code livetail.forward.<name>.*}: where the service's lines go besides. */
@ConfigMapping(prefix = "livetail.forward")
public interface ForwardConfig {
    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    @WithParentName
    Map<String, Sink> sinks();

    /** One place where they go. */
    interface Sink {
        /** An address of {@code http} or {@code https}, to which each batch is posted. */
        URI url();

        /** How a batch is written, see {@link dev.livetail.forward.shape.Shapes}. */
        @WithDefault("ndjson")
        String shape();

        /** The least level. */
        @WithDefault("TRACE")
        LogLevel level();

        /** Loggers, and all below them; any, where there is none. */
        Optional<List<String>> logger();

        /** What must stand in the diagnostic context. */
        Map<String, String> mdc();

        /** Headers of each request, such as {@code Authorization}. */
        Map<String, String> headers();

        /** Which of {@code quarkus.tls.<name>.*} is for its connections; without it, that without a name. */
        Optional<String> tlsConfigurationName();

        @WithDefault("true")
        boolean gzip();

        Batch batch();

        /** How long one try may take. */
        @WithDefault("10s")
        Duration timeout();

        Retry retry();

        Spool spool();

        /** How large the file of refused lines may become. */
        @WithDefault("16M")
        MemorySize maxDeadLetterBytes();

        /** What the shape must know: an index of Elasticsearch or Splunk. */
        Optional<String> index();

        Optional<String> source();

        Optional<String> sourceType();

        Map<String, String> labels();

        /** The settings of its shape. */
        default ShapeSettings shapeSettings(String service) {
            return new ShapeSettings(service, index(), source(), sourceType(), labels());
        }
    }

    /** When a batch is full. */
    interface Batch {
        @WithDefault("5000")
        int maxLines();

        /** About how many bytes, before they are written and compressed. */
        @WithDefault("2M")
        MemorySize maxBytes();

        /** How long its first line waits for others. */
        @WithDefault("1s")
        Duration maxAge();
    }

    /** How long to wait after a try that failed. */
    interface Retry {
        @WithDefault("1s")
        Duration first();

        @WithDefault("1m")
        Duration most();
    }

    /** What waits on disk. */
    interface Spool {
        @WithDefault("true")
        boolean enabled();

        @WithDefault("256M")
        MemorySize maxBytes();

        @WithDefault("7d")
        Duration maxAge();

        @WithDefault("interval")
        Fsync fsync();

        /** How many lines a second are sent from it, besides as many as come in. */
        @WithDefault("10000")
        int maxLinesPerSecond();
    }

    /** Refuses values that cannot work. */
    static void check(ForwardConfig config) {
        config.sinks().forEach((name, sink) -> {
            String key = "livetail.forward." + name;
            if (!NAME.matcher(name).matches()) {
                throw refused(key, "'" + name + "'", "a name of up to 63 small letters, digits and dashes");
            }
            checkUrl(key + ".url", sink.url());
            sink.headers().forEach((header, value) -> HttpHeader.check(key + ".headers." + header, header, value));
            check(key + ".batch.max-lines", sink.batch().maxLines(), 1, 100_000);
            check(key + ".batch.max-bytes", sink.batch().maxBytes().asLongValue(), 1024, 1 << 28);
            check(key + ".batch.max-age", sink.batch().maxAge(), Duration.ZERO, Duration.ofMinutes(10));
            check(key + ".timeout", sink.timeout(), Duration.ofMillis(1), Duration.ofMinutes(10));
            check(key + ".retry.first", sink.retry().first(), Duration.ofMillis(1), Duration.ofDays(1));
            check(key + ".retry.most", sink.retry().most(), sink.retry().first(), Duration.ofDays(1));
            check(key + ".max-dead-letter-bytes", sink.maxDeadLetterBytes().asLongValue(), 1024, Long.MAX_VALUE);
            check(key + ".spool.max-bytes", sink.spool().maxBytes().asLongValue(), leastSpool(sink), Long.MAX_VALUE);
            check(key + ".spool.max-age", sink.spool().maxAge(), Duration.ofSeconds(1), Duration.ofDays(36_500));
            check(key + ".spool.max-lines-per-second", sink.spool().maxLinesPerSecond(), 1, Integer.MAX_VALUE);
        });
    }

    /** With room for less than two batches, each that comes would push out the one before it. */
    private static long leastSpool(Sink sink) {
        return sink.spool().enabled()
                ? Math.max(1 << 20, 2 * sink.batch().maxBytes().asLongValue())
                : 0;
    }

    private static void checkUrl(String key, URI url) {
        if (url.getRawUserInfo() != null) {
            // It would be in logs and metrics.
            throw new ConfigurationException(
                    key + " has a user or a password in it, but these belong into the header Authorization");
        }
        boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!http || url.getHost() == null) {
            // What is behind the question mark may be secret.
            String shown = url.toString().replaceFirst("\\?.*", "?…");
            throw refused(key, "'" + shown + "'", "an address such as https://logs.example.com/intake");
        }
    }

    private static void check(String key, long value, long least, long most) {
        if (value < least || value > most) {
            throw refused(key, value, "a number from " + least + " to " + most);
        }
    }

    private static void check(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw refused(key, value, "a duration from " + least + " to " + most);
        }
    }

    private static ConfigurationException refused(String key, Object value, String accepted) {
        return new ConfigurationException(key + " is " + value + ", but it takes " + accepted);
    }
}
