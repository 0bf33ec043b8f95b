package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventIdTest {
    private static final long LARGEST = 999_999_999_999_999_999L;

    @Test
    void itsTextIsReadAsTheSameId() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            EventId id = new EventId(anyNumber(random), anyNumber(random));
            assertEquals(Optional.of(id), EventId.parse(id.toString()));
        }
        assertEquals(Optional.of(new EventId(0, LARGEST)), EventId.parse("0-" + LARGEST));
    }

    @Test
    void anyTextIsAnIdOrNone() {
        Random random = new Random(2);
        String alphabet = "0123456789-- +\n\r\u0661a";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(12); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertEquals(
                    text.toString().matches("[0-9]+-[0-9]+"),
                    EventId.parse(text.toString()).isPresent(),
                    text::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "1",
                "1-",
                "-1",
                "1--1",
                "1-1-1",
                " 1-1",
                "1-1 ",
                "1-1\n",
                "+1-1",
                "1-+1",
                "\u0661-1",
                "1-1234567890123456789",
                "1234567890123456789-1"
            })
    void whatIsNoIdIsNone(String text) {
        assertEquals(Optional.empty(), EventId.parse(text));
    }

    @Test
    void idsAreInTheOrderOfTheirEpochThenOfTheirSequence() {
        Random random = new Random(3);
        List<EventId> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            ids.add(new EventId(random.nextInt(10), random.nextInt(1000)));
        }
        ids.sort(null);
        for (int i = 1; i < ids.size(); i++) {
            EventId before = ids.get(i - 1);
            EventId id = ids.get(i);
            assertTrue(before.epoch() < id.epoch()
                    || (before.epoch() == id.epoch() && before.sequence() <= id.sequence()));
        }
    }

    @Test
    void numbersAreNotNegative() {
        assertThrows(IllegalArgumentException.class, () -> new EventId(-1, 0));
        assertThrows(IllegalArgumentException.class, () -> new EventId(0, -1));
    }

    private static long anyNumber(Random random) {
        return random.nextLong(0, LARGEST + 1) >>> random.nextInt(60);
    }
}
