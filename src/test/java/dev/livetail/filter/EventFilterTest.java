package dev.livetail.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.re2j.Pattern;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.Thrown;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EventFilterTest {
    private static final LogEvent EVENT = Events.saying("Order 17 was priced");

    @Test
    void everyEventPassesTheFilterOfEverything() {
        assertTrue(EventFilter.all().matches(EVENT));
        assertTrue(EventFilter.all().matchesAll());
        assertFalse(new EventFilter.MinimumLevel(LogLevel.TRACE).matchesAll());
    }

    @Test
    void aLevelMeansItselfAndWhatIsAbove() {
        assertTrue(new EventFilter.MinimumLevel(LogLevel.INFO).matches(EVENT));
        assertTrue(new EventFilter.MinimumLevel(LogLevel.DEBUG).matches(EVENT));
        assertFalse(new EventFilter.MinimumLevel(LogLevel.WARN).matches(EVENT));
    }

    @Test
    void aLoggerMeansThoseBelowItToo() {
        assertTrue(new EventFilter.OfLogger(Set.of("org.acme.Shop")).matches(EVENT));
        assertTrue(new EventFilter.OfLogger(Set.of("org.other", "org.acme")).matches(EVENT));
        assertTrue(new EventFilter.OfLogger(Set.of("org")).matches(EVENT));
        assertFalse(new EventFilter.OfLogger(Set.of("org.acm", "org.acme.Shop.Till", "acme")).matches(EVENT));
        assertFalse(new EventFilter.OfLogger(Set.of()).matches(EVENT));
    }

    @Test
    void textIsFoundWhateverItsCase() {
        assertTrue(new EventFilter.Containing("order").matches(EVENT));
        assertTrue(new EventFilter.Containing("PRICED").matches(EVENT));
        assertTrue(new EventFilter.Containing("").matches(EVENT));
        assertFalse(new EventFilter.Containing("orders").matches(EVENT));
        assertTrue(new EventFilter.Containing("\u00c9T\u00c9").matches(Events.saying("en \u00e9t\u00e9")));
        assertTrue(new EventFilter.Containing("\u0130").matches(Events.saying("\u0130stanbul")));
        assertEquals(new EventFilter.Containing("ABC"), new EventFilter.Containing("abc"));
    }

    @Test
    void textIsFoundWhereComparingAtEveryPlaceFindsIt() {
        Random random = new Random(1);
        for (int i = 0; i < 50_000; i++) {
            String message = ofTwoLetters(random, 20);
            String text = ofTwoLetters(random, 6);
            boolean expected = message.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT));
            assertEquals(
                    expected,
                    new EventFilter.Containing(text).matches(Events.saying(message)),
                    () -> text + " in " + message);
        }
    }

    private static String ofTwoLetters(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(most); length > 0; length--) {
            text.append("aAbB".charAt(random.nextInt(4)));
        }
        return text.toString();
    }

    /** Time that grew with the product of the lengths, or exponentially, would take hours for these. */
    @Test
    @Timeout(60)
    void noQuestionTakesMoreThanLinearTime() {
        LogEvent event = Events.saying("a".repeat(8_000_000));
        assertFalse(new EventFilter.Containing("a".repeat(100_000) + "b").matches(event));
        assertFalse(
                new EventFilter.Matching(Pattern.compile("(a+)+$")).matches(Events.saying("a".repeat(10_000) + "!")));
    }

    @Test
    void textAndExpressionsAreFoundInTheExceptionToo() {
        Thrown thrown = Thrown.of(new IllegalStateException("Empty Stock"));
        LogEvent event = Events.with("failed", Map.of(), thrown, List.of());
        assertTrue(new EventFilter.Containing("empty stock").matches(event));
        assertTrue(new EventFilter.Containing("illegalstate").matches(event));
        assertTrue(new EventFilter.Matching(Pattern.compile("Empty S.*k$")).matches(event));
        assertFalse(new EventFilter.Matching(Pattern.compile("^Empty")).matches(event));
    }

    @Test
    void contextMeansExactlyThisValue() {
        assertTrue(new EventFilter.WithContext("run_id", "r1").matches(EVENT));
        assertFalse(new EventFilter.WithContext("run_id", "r").matches(EVENT));
        assertFalse(new EventFilter.WithContext("user_id", "r1").matches(EVENT));
    }

    @Test
    void allOfSeveralMustWantTheEvent() {
        EventFilter level = new EventFilter.MinimumLevel(LogLevel.INFO);
        EventFilter text = new EventFilter.Containing("shipped");
        assertFalse(new EventFilter.AllOf(List.of(level, text)).matches(EVENT));
        assertTrue(new EventFilter.AllOf(List.of(level, level)).matches(EVENT));
        assertFalse(new EventFilter.AllOf(List.of(level)).matchesAll());
    }
}
