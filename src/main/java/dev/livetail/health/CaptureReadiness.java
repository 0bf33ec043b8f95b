package dev.livetail.health;

import dev.livetail.capture.CaptureCounters;
import dev.livetail.capture.LogCapture;
import dev.livetail.capture.LossReason;
import dev.livetail.event.LogLevel;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready for a minute after a line of WARN or above was lost: there is more to log than this process can take. */
@Readiness
@Singleton
final class CaptureReadiness implements HealthCheck {
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final CaptureCounters counters;
    private long lost;
    private long noticedAt;

    CaptureReadiness(LogCapture capture) {
        this.counters = capture.counters();
    }

    @Override
    public synchronized HealthCheckResponse call() {
        long now = System.nanoTime();
        long total = lost(counters);
        boolean more = total > lost;
        if (more) {
            lost = total;
            noticedAt = now;
        }
        boolean recently = lost > 0 && now - noticedAt < MEMORY.toNanos();
        var response = HealthCheckResponse.named("capture").status(!recently).withData("lostWarningsAndErrors", total);
        if (recently) {
            response.withData("do", "log less, give the process more CPU, or raise livetail.capture.queue-size");
        }
        return response.build();
    }

    private static long lost(CaptureCounters counters) {
        long lost = 0;
        for (LossReason reason : LossReason.values()) {
            for (LogLevel level : LogLevel.values()) {
                lost += level.isAtLeast(LogLevel.WARN) ? counters.lost(reason, level) : 0;
            }
        }
        return lost;
    }
}
