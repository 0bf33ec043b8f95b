package dev.livetail.health;

import dev.livetail.capture.LogCapture;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/** Alive while the drain moves: a service whose log has stopped does not recover by itself. */
@Liveness
@Singleton
final class DrainLiveness implements HealthCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final LogCapture capture;

    DrainLiveness(LogCapture capture) {
        this.capture = capture;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("drain")
                .status(capture.drainMoves(PATIENCE))
                .withData("queued", capture.queued())
                .build();
    }
}
