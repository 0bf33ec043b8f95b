package dev.livetail.health;

import dev.livetail.forward.ForwarderStatus;
import dev.livetail.forward.Forwarders;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while lines that wait for a sink cannot be kept, or soon cannot be. A sink that is away is no such reason: it
 * is {@code degraded}, and others are not helped by taking this service away too.
 */
@Readiness
@Singleton
final class ForwardReadiness implements HealthCheck {
    private static final double FULL = 0.9;

    private final Forwarders forwarders;

    ForwardReadiness(Forwarders forwarders) {
        this.forwarders = forwarders;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("forward").up();
        for (ForwarderStatus status : forwarders.statuses()) {
            if (status.spoolFailure().isPresent() || status.spoolFill() > FULL) {
                response.down();
            }
            response.withData(status.name(), describe(status));
        }
        return response.build();
    }

    private static String describe(ForwarderStatus status) {
        if (status.spoolFailure().isPresent()) {
            return "its spool cannot be written (" + status.spoolFailure().get()
                    + "): make room where livetail.data.directory is, or let it be written";
        }
        String away = status.awayCause()
                .map(cause ->
                        "degraded: it takes nothing since " + status.awaySince().orElseThrow() + " (" + cause + ")")
                .orElse("forwards");
        if (status.spoolFill() > FULL) {
            return String.format(
                    Locale.ROOT,
                    "%s; its spool is %.0f %% full: bring the sink back, or raise livetail.forward.%s.spool.max-bytes",
                    away,
                    100 * status.spoolFill(),
                    status.name());
        }
        return away;
    }
}
