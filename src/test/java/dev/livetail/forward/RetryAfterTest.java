package dev.livetail.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "' 30 ', 30", "3600, 3600", "3601, 3600", "999999999, 3600"})
    void secondsAreHeededUpToAnHour(String header, long seconds) {
        assertEquals(Optional.of(Duration.ofSeconds(seconds)), RetryAfter.parse(header));
    }

    @Test
    void aDateIsHeeded() {
        ZonedDateTime date = ZonedDateTime.now(ZoneOffset.UTC).plusMinutes(30);
        Duration wait = RetryAfter.parse(DateTimeFormatter.RFC_1123_DATE_TIME.format(date))
                .orElseThrow();
        assertTrue(wait.isPositive() && wait.compareTo(Duration.ofMinutes(30)) <= 0, wait::toString);
    }

    @Test
    void aDateThatIsOverMeansNow() {
        assertEquals(Optional.of(Duration.ZERO), RetryAfter.parse("Wed, 21 Oct 2015 07:28:00 GMT"));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "-1", "1.5", "soon", "99999999999999999999", "१", "Wed, 99 Oct 2015 07:28:00 GMT"})
    void whatCannotBeReadIsNotThere(String header) {
        assertEquals(Optional.empty(), RetryAfter.parse(header));
    }
}
