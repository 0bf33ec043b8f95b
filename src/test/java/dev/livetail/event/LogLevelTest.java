package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.Optional;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class LogLevelTest {
    @Test
    void levelsOfJavaUtilLoggingBecomeTheNearestOneBelow() {
        assertEquals(LogLevel.ERROR, LogLevel.ofValue(Level.SEVERE.intValue()));
        assertEquals(LogLevel.WARN, LogLevel.ofValue(Level.WARNING.intValue()));
        assertEquals(LogLevel.INFO, LogLevel.ofValue(Level.INFO.intValue()));
        assertEquals(LogLevel.DEBUG, LogLevel.ofValue(Level.CONFIG.intValue()));
        assertEquals(LogLevel.DEBUG, LogLevel.ofValue(Level.FINE.intValue()));
        assertEquals(LogLevel.TRACE, LogLevel.ofValue(Level.FINER.intValue()));
        assertEquals(LogLevel.TRACE, LogLevel.ofValue(Level.ALL.intValue()));
        assertEquals(LogLevel.FATAL, LogLevel.ofValue(Level.OFF.intValue()));
    }

    @Test
    void everyLevelIsTheOneOfItsOwnValueAndName() {
        for (LogLevel level : LogLevel.values()) {
            assertEquals(level, LogLevel.ofValue(level.value()));
            assertEquals(Optional.of(level), LogLevel.parse(level.name()));
            assertEquals(Optional.of(level), LogLevel.parse(" " + level.name().toLowerCase(Locale.ROOT) + " "));
        }
        assertEquals(Optional.of(LogLevel.WARN), LogLevel.parse("Warning"));
        assertEquals(Optional.of(LogLevel.ERROR), LogLevel.parse("SEVERE"));
        assertEquals(Optional.empty(), LogLevel.parse("LOUD"));
        assertEquals(Optional.empty(), LogLevel.parse(""));
    }

    @Test
    void aLevelIsAtLeastItselfAndWhatIsBelow() {
        assertTrue(LogLevel.WARN.isAtLeast(LogLevel.WARN));
        assertTrue(LogLevel.FATAL.isAtLeast(LogLevel.TRACE));
        assertFalse(LogLevel.INFO.isAtLeast(LogLevel.WARN));
    }
}
