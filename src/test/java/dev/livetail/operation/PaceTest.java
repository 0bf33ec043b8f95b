package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    @Test
    void withoutAnIntervalAllIsDueAtOnce() throws InterruptedException {
        assertEquals(Long.MAX_VALUE, Pace.after(Duration.ZERO, Duration.ZERO).awaitDue(1));
    }

    @Test
    void nothingIsDueBeforeItsTime() throws InterruptedException {
        long begin = System.nanoTime();
        Pace pace = Pace.after(Duration.ofMillis(20), Duration.ofMillis(10));
        assertTrue(pace.awaitDue(4) >= 4);
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(20 + 3 * 10).toNanos());
    }

    @Test
    void whatIsLateIsDueAtOnceAndNotAnIntervalAfterWhatWasBefore() throws InterruptedException {
        Pace pace = Pace.after(Duration.ZERO, Duration.ofMillis(1));
        long first = pace.awaitDue(1);
        long late = pace.awaitDue(50);
        long again = System.nanoTime();
        // Those up to `late` have become due while number 50 was waited for: asking for them takes no more waiting.
        for (long n = first; n <= late; n++) {
            assertTrue(pace.awaitDue(n) >= late);
        }
        assertTrue(pace.awaitDue(late + 20) >= late + 20);
        assertTrue(System.nanoTime() - again >= Duration.ofMillis(19).toNanos());
    }

    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "5, PT5S",
        "250us, PT0.00025S",
        "7ns, PT0.000000007S",
        "10ms, PT0.01S",
        "1s, PT1S",
        "5m, PT5M",
        "2h, PT2H",
        "PT0.5S, PT0.5S",
        "PT3M, PT3M"
    })
    void readsDurationsAsPeopleWriteThem(String text, Duration duration) {
        assertTrue(text.matches(Durations.PATTERN));
        assertEquals(duration, Durations.parse(text));
    }
}
