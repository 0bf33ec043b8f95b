package dev.livetail.lifecycle;

import dev.livetail.hub.LogHub;
import dev.livetail.operation.RunState;
import dev.livetail.operation.Runs;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The order in which the service ends: it is not ready at once, which Quarkus sees to; every reader gets what is journalled and is told to
 * connect again; operations may end, or are cancelled; then the readers that do not read are left behind. The capture
 * queue is drained after that, by an observer of its own, and then Quarkus closes the rest.
 */
// At the start, so that a wrong configuration is not first found at the end.
@Startup
@ApplicationScoped
public class GracefulShutdown {
    private static final Logger LOG = Logger.getLogger(GracefulShutdown.class);

    /** Within which readers come back, so that they do not all come at the same moment. */
    private static final Duration RECONNECT_SPREAD = Duration.ofSeconds(3);

    /** How long a reader may take for what is left. One that does not read at all must not hold up the end. */
    private static final Duration LAST_CALL = Duration.ofSeconds(3);

    private final LogHub hub;
    private final Runs runs;
    private final ShutdownConfig config;

    GracefulShutdown(LogHub hub, Runs runs, ShutdownConfig config) {
        ShutdownConfig.check(config);
        this.hub = hub;
        this.runs = runs;
        this.config = config;
    }

    void stop(@Observes ShutdownDelayInitiatedEvent event) {
        LOG.infof(
                "Shutting down: %d streams are told to connect again, %d runs have %d s to end",
                hub.statistics().readers(),
                runs.count(RunState.RUNNING),
                config.timeout().toSeconds());
        var deserted = hub.sayFarewell(RECONNECT_SPREAD).toCompletableFuture();
        try {
            runs.shutdown(Instant.now().plus(config.timeout()));
            deserted.get(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warnf(
                    "%d streams are cut: their readers do not read",
                    hub.statistics().readers());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the farewell cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
