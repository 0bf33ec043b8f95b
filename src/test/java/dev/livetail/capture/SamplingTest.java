package dev.livetail.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SamplingTest {
    private final AtomicLong nanos = new AtomicLong(-5);

    @AfterEach
    void clear() {
        MDC.clear();
    }

    private Sampling sampling(SamplingSettings settings) {
        return new Sampling(Map.of("rule", settings), nanos::get);
    }

    private static ExtLogRecord line(String logger, java.util.logging.Level level, String message) {
        ExtLogRecord line =
                new ExtLogRecord(level, message, ExtLogRecord.FormatStyle.PRINTF, SamplingTest.class.getName());
        line.setLoggerName(logger);
        return line;
    }

    private static boolean keeps(Sampling sampling, String logger, java.util.logging.Level level, String message) {
        return !sampling.leavesOut(line(logger, level, message));
    }

    /** The numbers, from 1, of those that are kept of so many. */
    private static List<Integer> kept(Sampling sampling, int lines) {
        return IntStream.rangeClosed(1, lines)
                .filter(i -> keeps(sampling, "org.acme", Level.INFO, "line"))
                .boxed()
                .toList();
    }

    @Test
    void theFirstOfASecondAndThenOneOfManyAreKept() {
        Sampling sampling = sampling(SamplingSettings.ofLogger("org.acme", 3, 4));
        assertEquals(List.of(1, 2, 3, 7, 11), kept(sampling, 12));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(List.of(1, 2, 3, 7), kept(sampling, 8));
        assertEquals(7 + 4, sampling.rules().getFirst().leftOut());
    }

    @Test
    void noneOfTheRestAreKeptWhereNoneAreWanted() {
        assertEquals(List.of(1, 2), kept(sampling(SamplingSettings.ofLogger("org.acme", 2, 0)), 1000));
        assertEquals(List.of(), kept(sampling(SamplingSettings.ofLogger("org.acme", 0, 0)), 1000));
        assertEquals(
                1000,
                kept(sampling(SamplingSettings.ofLogger("org.acme", 0, 1)), 1000)
                        .size());
    }

    @Test
    void aLoggerMeansThoseBelowIt() {
        Sampling sampling = sampling(SamplingSettings.ofLogger("org.acme", 0, 0));
        assertFalse(keeps(sampling, "org.acme", Level.INFO, "line"));
        assertFalse(keeps(sampling, "org.acme.Shop", Level.INFO, "line"));
        assertTrue(keeps(sampling, "org.acmeshop", Level.INFO, "line"));
        assertTrue(keeps(sampling, "org", Level.INFO, "line"));
        assertTrue(keeps(sampling, null, Level.INFO, "line"));
    }

    @Test
    void aPatternIsLookedForInTheMessageWithoutItsParameters() {
        Sampling sampling = sampling(SamplingSettings.ofPattern("poll of %s", 0, 0));
        ExtLogRecord poll = line("org.acme", Level.INFO, "a poll of %s is over");
        poll.setParameters(new Object[] {"queue"});
        assertTrue(sampling.leavesOut(poll));
        assertTrue(keeps(sampling, "org.acme", Level.INFO, "a poll of queue is over"));
        assertTrue(keeps(sampling, "org.acme", Level.INFO, null));
    }

    @Test
    void whatIsKnownOfOneMessageIsNotTakenForAnother() {
        Sampling sampling = sampling(SamplingSettings.ofPattern("7$", 0, 0));
        // More than there are places for, twice.
        for (int i = 0; i < 20_000; i++) {
            String message = "message " + i % 10_000;
            assertEquals(!message.endsWith("7"), keeps(sampling, "org.acme", Level.INFO, message), message);
        }
    }

    @Test
    void onlyTheBeginningOfALongMessageIsLookedAt() {
        Sampling sampling = sampling(SamplingSettings.ofPattern("needle", 0, 0));
        String hay = "x".repeat(TemplatePattern.NEAR);
        assertFalse(keeps(sampling, "org.acme", Level.INFO, "needle" + hay));
        assertTrue(keeps(sampling, "org.acme", Level.INFO, hay + "needle"));
    }

    @Test
    void warningsAreKeptUnlessTheyAreAskedFor() {
        SamplingSettings settings = SamplingSettings.ofLogger("org.acme", 0, 0);
        Sampling sampling = sampling(settings);
        assertFalse(keeps(sampling, "org.acme", Level.DEBUG, "line"));
        assertTrue(keeps(sampling, "org.acme", Level.WARN, "line"));
        assertTrue(keeps(sampling, "org.acme", java.util.logging.Level.SEVERE, "line"));
        Sampling asked = sampling(settings.upTo(LogLevel.WARN));
        assertFalse(keeps(asked, "org.acme", Level.WARN, "line"));
        assertTrue(keeps(asked, "org.acme", Level.ERROR, "line"));
    }

    @Test
    void whatBelongsToARunIsKeptAndTakesNobodysPlace() {
        Sampling sampling = sampling(SamplingSettings.ofLogger("org.acme", 1, 0));
        MDC.put(MdcKeys.RUN_ID, "r1");
        assertEquals(100, kept(sampling, 100).size());
        MDC.remove(MdcKeys.RUN_ID);
        assertEquals(List.of(1), kept(sampling, 100));
    }

    @Test
    void ofSeveralRulesTheFirstByNameDecides() {
        Sampling sampling = new Sampling(Map.of(
                "b", SamplingSettings.ofLogger("org.acme", 0, 0),
                "a", SamplingSettings.ofPattern("^line", 1, 0)));
        assertEquals(List.of(1), kept(sampling, 10));
        assertFalse(keeps(sampling, "org.acme", Level.INFO, "another"));
        assertEquals(
                List.of("a 9", "b 1"),
                sampling.rules().stream()
                        .map(rule -> rule.name() + " " + rule.leftOut())
                        .toList());
    }

    @Test
    void moreLoggersThanAreRememberedAreServedAsWell() {
        Sampling sampling = sampling(SamplingSettings.ofLogger("org.acme", 0, 0));
        for (int i = 0; i < 10_000; i++) {
            assertFalse(keeps(sampling, "org.acme.Shop" + i, Level.INFO, "line"));
            assertTrue(keeps(sampling, "com.acme.Shop" + i, Level.INFO, "line"));
        }
        assertEquals(Sampling.MAX_KNOWN_LOGGERS, sampling.knownLoggers());
    }

    @Test
    void manyThreadsGetExactlyAsManyAsOneAlsoWhileSecondsPass() throws Exception {
        int threads = 8;
        int each = 50_000;
        SamplingRule rule = new SamplingRule("rule", SamplingSettings.ofLogger("org.acme", 100, 1000));
        AtomicLong second = new AtomicLong(1);
        AtomicBoolean secondsPass = new AtomicBoolean();
        List<Callable<Integer>> callers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            callers.add(() -> {
                int kept = 0;
                for (int j = 0; j < each; j++) {
                    if (secondsPass.get() && j % 500 == 0) {
                        second.incrementAndGet();
                    }
                    kept += rule.leavesOut(second.get()) ? 0 : 1;
                }
                return kept;
            });
        }
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            assertEquals(100 + (threads * each - 100) / 1000, sum(executor.invokeAll(callers)));
            assertEquals(threads * each - 499, rule.leftOut());

            secondsPass.set(true);
            int kept = 499 + sum(executor.invokeAll(callers));
            assertEquals(2L * threads * each, kept + rule.leftOut());
            assertTrue(kept > 1100, () -> "each second lets its first pass, but of all only " + kept + " did");
        }
    }

    @Test
    void ofThreadsThatBeginASecondAtOnceOneIsTheFirst() throws Exception {
        int threads = 2;
        int seconds = 20_000;
        SamplingRule rule = new SamplingRule("rule", SamplingSettings.ofLogger("org.acme", 1, 0));
        AtomicLong arrived = new AtomicLong();
        Callable<Integer> caller = () -> {
            int kept = 0;
            for (int second = 1; second <= seconds; second++) {
                arrived.incrementAndGet();
                while (arrived.get() < (long) threads * second) {
                    Thread.onSpinWait();
                }
                kept += rule.leavesOut(second) ? 0 : 1;
            }
            return kept;
        };
        try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
            assertEquals(seconds, sum(executor.invokeAll(List.of(caller, caller))));
        }
    }

    private static int sum(List<Future<Integer>> parts) throws Exception {
        int sum = 0;
        for (Future<Integer> part : parts) {
            sum += part.get();
        }
        return sum;
    }
}
