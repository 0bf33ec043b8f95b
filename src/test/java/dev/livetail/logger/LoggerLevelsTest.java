package dev.livetail.logger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoggerLevelsTest {
    private final LogContext context = LogContext.create();
    private final Logger logger = context.getLogger("a.b");
    private final ManualTime time = new ManualTime();
    private final LoggerLevels levels = new LoggerLevels(context, () -> time.now, time);

    /** Time that goes on when told to. */
    private static final class ManualTime implements RevertTimer {
        private Instant now = Instant.EPOCH;
        private final List<Timer> timers = new ArrayList<>();

        private record Timer(Instant at, Runnable action) {}

        @Override
        public Runnable start(Duration delay, Runnable action) {
            Timer timer = new Timer(now.plus(delay), action);
            timers.add(timer);
            return () -> timers.remove(timer);
        }

        void pass(Duration duration) {
            now = now.plus(duration);
            List<Timer> due =
                    timers.stream().filter(timer -> !timer.at().isAfter(now)).toList();
            timers.removeAll(due);
            due.forEach(timer -> timer.action().run());
        }
    }

    private LoggerState set(String name, String level, String duration) {
        return levels.change(name, new LevelChange(level, duration));
    }

    @Test
    void aLevelIsSetAndResetToThatOfTheLoggerAbove() {
        assertEquals(new LoggerState("a.b", "DEBUG", "DEBUG", null), set("a.b", "debug", null));
        assertTrue(logger.isLoggable(Level.DEBUG));
        assertEquals(new LoggerState("a.b", null, "INFO", null), set("a.b", null, null));
        assertFalse(logger.isLoggable(Level.DEBUG));
    }

    @Test
    void loggersBelowFollow() {
        set("a", "ERROR", null);
        assertEquals(new LoggerState("a.b", null, "ERROR", null), levels.one("a.b"));
        assertEquals(new LoggerState("a.unknown.yet", null, "ERROR", null), levels.one("a.unknown.yet"));
        assertNull(context.getLoggerIfExists("a.unknown.yet"));
    }

    @Test
    void rootIsTheLoggerAboveAll() {
        set("ROOT", "WARN", null);
        assertEquals(Level.WARN, context.getLogger("").getLevel());
        assertEquals("ROOT", levels.all().getFirst().name());
        assertEquals("WARN", levels.one("a.b").effectiveLevel());
        assertThrows(ProblemException.class, () -> set("ROOT", null, null));
    }

    @Test
    void allNamesEveryLogger() {
        assertEquals(
                List.of("ROOT", "a.b"),
                levels.all().stream().map(LoggerState::name).toList());
    }

    @Test
    void aChangeForATimeRevertsByItself() {
        logger.setLevel(Level.WARN);
        assertEquals(
                new LoggerState("a.b", "DEBUG", "DEBUG", Instant.EPOCH.plusSeconds(300)), set("a.b", "DEBUG", "5m"));
        time.pass(Duration.ofSeconds(299));
        assertEquals("DEBUG", levels.one("a.b").level());
        time.pass(Duration.ofSeconds(1));
        assertEquals(new LoggerState("a.b", "WARN", "WARN", null), levels.one("a.b"));
    }

    @Test
    void aSecondChangeForATimeReplacesTheTimerAndRevertsToWhatWasConfigured() {
        set("a.b", "DEBUG", "5m");
        time.pass(Duration.ofMinutes(4));
        set("a.b", "TRACE", "5m");
        time.pass(Duration.ofMinutes(4));
        assertEquals("TRACE", levels.one("a.b").level());
        time.pass(Duration.ofMinutes(1));
        assertEquals(new LoggerState("a.b", null, "INFO", null), levels.one("a.b"));
    }

    @Test
    void aTimerThatWasReplacedMayStillFire() {
        set("a.b", "DEBUG", "5m");
        Runnable stale = time.timers.getFirst().action();
        set("a.b", "TRACE", "6m");
        stale.run();
        assertEquals("TRACE", levels.one("a.b").level());
    }

    @Test
    void aChangeForGoodEndsTheTimer() {
        set("a.b", "DEBUG", "5m");
        set("a.b", "ERROR", null);
        time.pass(Duration.ofMinutes(10));
        assertEquals(new LoggerState("a.b", "ERROR", "ERROR", null), levels.one("a.b"));
    }

    @ParameterizedTest
    @CsvSource({"5m, 300", "90s, 90", "1h30m, 5400", "PT5M, 300", "2d, 172800", "30, 30"})
    void durationsAreSimpleOrIso(String text, long seconds) {
        assertEquals(
                Instant.EPOCH.plusSeconds(seconds), set("a.b", "DEBUG", text).revertsAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-5m", "0s", "PT", "31d", "5m5", "999999999999999999999h"})
    void otherDurationsAreRefusedAndChangeNothing(String text) {
        ProblemException problem = assertThrows(ProblemException.class, () -> set("a.b", "DEBUG", text));
        assertEquals(400, problem.status());
        assertTrue(problem.detail().contains("'" + text + "'"), problem::detail);
        assertNull(levels.one("a.b").level());
    }

    @Test
    void anUnknownLevelIsNamedWithThoseThatAreKnown() {
        ProblemException problem = assertThrows(ProblemException.class, () -> set("a.b", "LOUD", null));
        assertEquals(
                "'level' is 'LOUD', but it takes one of OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL, or null.",
                problem.detail());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\nb"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThrows(ProblemException.class, () -> levels.one(name));
    }

    @Test
    void offAndAllAreLevelsToo() {
        assertEquals(new LoggerState("a.b", "OFF", "OFF", null), set("a.b", "OFF", null));
        assertEquals(new LoggerState("a.b", "ALL", "TRACE", null), set("a.b", "all", null));
    }
}
