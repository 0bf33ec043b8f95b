package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeTest {
    @Test
    void columnsLineUpWhateverTheFraction() {
        Instant instant = Instant.parse("2026-11-21T09:34:06Z");
        assertEquals("2026-11-21 09:34:06.000000", EventTime.readable(instant));
        assertEquals("2026-11-21T09:34:06.000000Z", EventTime.iso(instant));
        assertEquals("2026-11-21 09:34:06.000007", EventTime.readable(instant.plusNanos(7_999)));
        assertEquals("2026-11-21T09:34:06.999999Z", EventTime.iso(instant.plusNanos(999_999_999)));
    }

    @Test
    void anyTimeIsReadAgainToTheMicrosecond() {
        Random random = new Random(1);
        long second = 0;
        for (int i = 0; i < 20_000; i++) {
            if (i % 3 == 0) {
                second = random.nextLong(-70_000_000_000L, 300_000_000_000L);
            }
            Instant instant = Instant.ofEpochSecond(second, random.nextInt(1_000_000_000));
            Instant micros = instant.truncatedTo(ChronoUnit.MICROS);
            assertEquals(micros, EventTime.parseIso(EventTime.iso(instant)));
            assertEquals(micros, Instant.parse(EventTime.iso(instant)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-21T09:34:06.12345xZ",
                "2026-11-21T09:34:06.123456",
                "2026-11-21 09:34:06.123456Z",
                "2026-13-21T09:34:06.123456Z"
            })
    void whatIsNoTimeIsRefusedAlsoWithinTheSecondThatWasReadLast(String text) {
        assertEquals(Events.START, EventTime.parseIso("2026-11-21T09:34:06.123456Z"));
        assertThrows(DateTimeParseException.class, () -> EventTime.parseIso(text));
    }

    @Test
    void otherFormsOfATimeAreReadToo() {
        assertEquals(Events.START, EventTime.parseIso("2026-11-21T10:34:06.123456+01:00"));
        assertEquals(Events.START.truncatedTo(ChronoUnit.MILLIS), EventTime.parseIso("2026-11-21T09:34:06.123Z"));
    }
}
