package dev.livetail.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofMinutes(1);

    /** Always the most that it may be. */
    private static final class Highest implements RandomGenerator {
        @Override
        public long nextLong() {
            return -1;
        }

        @Override
        public long nextLong(long bound) {
            return bound - 1;
        }
    }

    @Test
    void theBoundDoublesUpToTheMost() {
        Backoff backoff = new Backoff(FIRST, MOST, new Highest());
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertEquals(Duration.ofSeconds(seconds), backoff.next());
        }
    }

    @Test
    void itBeginsAgainAfterASuccess() {
        Backoff backoff = new Backoff(FIRST, MOST, new Highest());
        backoff.next();
        backoff.next();
        backoff.reset();
        assertEquals(FIRST, backoff.next());
    }

    @Test
    void itHoldsForEver() {
        Backoff backoff = new Backoff(FIRST, MOST, new Highest());
        for (int i = 0; i < 1000; i++) {
            backoff.next();
        }
        assertEquals(MOST, backoff.next());
    }

    @Test
    void eachPauseIsARandomPartOfTheBound() {
        Backoff backoff = new Backoff(FIRST, FIRST, new SplittableRandom(7));
        int early = 0;
        for (int i = 0; i < 1000; i++) {
            Duration pause = backoff.next();
            assertTrue(pause.isPositive() && pause.compareTo(FIRST) <= 0, pause::toString);
            early += pause.toMillis() < 500 ? 1 : 0;
        }
        assertTrue(early > 400 && early < 600, "of 1000 pauses " + early + " are in the first half");
    }
}
