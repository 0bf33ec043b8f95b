package dev.livetail.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Pace pace = new Pace(1000, 0);
    private long now;

    private Duration send(int lines) {
        Duration pause = pace.pauseBehind(lines, now);
        now += pause.toNanos();
        return pause;
    }

    @Test
    void aBacklogThatDoesNotGrowIsSentAtTheRate() {
        for (int i = 0; i < 50; i++) {
            send(100);
        }
        assertEquals(5, now / SECOND);
    }

    @Test
    void aBacklogThatGrowsIsSentAsMuchFaster() {
        long sent = 0;
        for (int second = 1; second <= 10; second++) {
            pace.grew(50_000);
            while (now < second * SECOND) {
                now += SECOND / 1000;
                send(100);
                sent += 100;
            }
        }
        assertTrue(sent > 500_000 && sent <= 511_000, "sent: " + sent);
    }

    @Test
    void whatHasComeWhileTheSinkWasAwayIsSentAtTheRate() {
        pace.grew(1_000_000);
        now = 60 * SECOND;
        pace.startAgain(now);
        assertEquals(Duration.ofSeconds(1), send(1000));
    }

    @Test
    void restIsSavedUpForASecondAtTheMost() {
        now = 60 * SECOND;
        assertEquals(Duration.ZERO, send(1000));
        assertEquals(Duration.ofSeconds(1), send(1000));
    }
}
