package dev.livetail.forward;

import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.forward.shape.Shape;
import dev.livetail.forward.shape.Shapes;
import dev.livetail.forward.spool.Spool;
import dev.livetail.forward.spool.SpoolSettings;
import dev.livetail.journal.RingJournal;
import dev.livetail.lifecycle.ShutdownConfig;
import dev.livetail.storage.DataDirectory;
import io.quarkus.runtime.ApplicationConfig;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** All forwarders that are configured. Thread-safe. */
@ApplicationScoped
public class Forwarders {
    private static final int SEGMENTS = 8;
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(2);

    private final ForwardConfig config;
    private final RingJournal journal;
    private final DataDirectory data;
    private final ShutdownConfig shutdown;
    private final ApplicationConfig application;
    private final Vertx vertx;
    private final TlsConfigurationRegistry certificates;
    private volatile List<Forwarder> forwarders = List.of();
    private volatile long end = System.nanoTime();

    Forwarders(
            ForwardConfig config,
            RingJournal journal,
            DataDirectory data,
            ShutdownConfig shutdown,
            ApplicationConfig application,
            Vertx vertx,
            TlsConfigurationRegistry certificates) {
        ForwardConfig.check(config);
        this.config = config;
        this.journal = journal;
        this.data = data;
        this.shutdown = shutdown;
        this.application = application;
        this.vertx = vertx;
        this.certificates = certificates;
    }

    void start(@Observes StartupEvent event) {
        List<Forwarder> started = new ArrayList<>();
        new TreeMap<>(config.sinks()).forEach((name, sink) -> started.add(forwarder(name, sink)));
        forwarders = List.copyOf(started);
        forwarders.forEach(Forwarder::start);
    }

    private Forwarder forwarder(String name, ForwardConfig.Sink sink) {
        Path directory = data.of("forward/" + name);
        return new Forwarder(
                name,
                journal,
                filter(sink),
                new HttpSink(
                        vertx,
                        sink.url(),
                        sink.headers(),
                        shape(name, sink),
                        sink.gzip(),
                        sink.timeout(),
                        new BatchLimits(sink.batch().maxLines(), (int)
                                sink.batch().maxBytes().asLongValue()),
                        tls(name, sink)),
                sink.batch().maxAge(),
                new Backoff(sink.retry().first(), sink.retry().most(), new SplittableRandom()),
                backlog(name, sink.spool(), directory),
                new Pace(sink.spool().maxLinesPerSecond(), System.nanoTime()),
                new DeadLetters(
                        directory.resolve("dead-letters.ndjson"),
                        sink.maxDeadLetterBytes().asLongValue()));
    }

    private static EventFilter filter(ForwardConfig.Sink sink) {
        List<EventFilter> filters = new ArrayList<>();
        if (sink.level() != LogLevel.TRACE) {
            filters.add(new EventFilter.MinimumLevel(sink.level()));
        }
        sink.logger().ifPresent(names -> filters.add(new EventFilter.OfLogger(Set.copyOf(names))));
        for (Map.Entry<String, String> entry : sink.mdc().entrySet()) {
            filters.add(new EventFilter.WithContext(entry.getKey(), entry.getValue()));
        }
        return new EventFilter.AllOf(filters);
    }

    private Optional<TlsConfiguration> tls(String name, ForwardConfig.Sink sink) {
        Optional<String> wanted = sink.tlsConfigurationName();
        if (wanted.isEmpty()) {
            return certificates.getDefault();
        }
        Optional<TlsConfiguration> found = certificates.get(wanted.get());
        if (found.isEmpty()) {
            throw new ConfigurationException(
                    "livetail.forward.%s.tls-configuration-name is '%s', but it takes a name that is in quarkus.tls.<name>"
                            .formatted(name, wanted.get()));
        }
        return found;
    }

    private Shape shape(String name, ForwardConfig.Sink sink) {
        try {
            return Shapes.named(
                    sink.shape(), sink.shapeSettings(application.name().orElse("livetail")));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException("livetail.forward." + name + ".shape: " + e.getMessage(), e);
        }
    }

    private static Backlog backlog(String name, ForwardConfig.Spool spool, Path directory) {
        if (!spool.enabled()) {
            return new Backlog.None();
        }
        long maxBytes = spool.maxBytes().asLongValue();
        try {
            SpoolSettings settings = new SpoolSettings(maxBytes, spool.maxAge(), maxBytes / SEGMENTS, spool.fsync());
            return new SpoolBacklog(Spool.open(directory.resolve("spool"), settings, InstantSource.system()));
        } catch (IOException e) {
            throw new ConfigurationException(
                    "livetail.data.directory must have a place for what waits for '" + name + "', but " + e, e);
        }
    }

    /** The time that there is for the end is that of all who end. */
    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        end = System.nanoTime() + shutdown.timeout().toNanos();
    }

    /** Behind the capture, so that all that was ever logged is journalled. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 1) ShutdownEvent event) throws InterruptedException {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        Duration patience = left.compareTo(LEAST_PATIENCE) > 0 ? left : LEAST_PATIENCE;
        forwarders.forEach(forwarder -> forwarder.finish(patience));
        for (Forwarder forwarder : forwarders) {
            forwarder.awaitFinished();
        }
    }

    /** The names of all that are configured, in their order. */
    public Set<String> names() {
        return new TreeSet<>(config.sinks().keySet());
    }

    /** How each fares, in the order of their names; none before the start. */
    public List<ForwarderStatus> statuses() {
        return forwarders.stream().map(Forwarder::status).toList();
    }
}
