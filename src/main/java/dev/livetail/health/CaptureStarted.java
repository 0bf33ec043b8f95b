package dev.livetail.health;

import dev.livetail.capture.LogCapture;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once the log is being journalled. */
@Startup
@Singleton
final class CaptureStarted implements HealthCheck {
    private final LogCapture capture;

    CaptureStarted(LogCapture capture) {
        this.capture = capture;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("capture").status(capture.isStarted()).build();
    }
}
