package dev.livetail.health;

import dev.livetail.output.LogFile;
import dev.livetail.output.LogOutput;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready while every log file that is asked for can be written: whoever reads them would miss what happens. */
@Readiness
@Singleton
final class LogFileReadiness implements HealthCheck {
    private final LogOutput output;

    LogFileReadiness(LogOutput output) {
        this.output = output;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("log-file").up();
        for (LogFile file : output.files()) {
            file.failure()
                    .ifPresent(failure -> response.down()
                            .withData("file", file.path().toString())
                            .withData("since", failure.since().toString())
                            .withData("cause", failure.cause())
                            .withData("remedy", "Make the file writable, or make room; it is tried again by itself."));
        }
        return response.build();
    }
}
