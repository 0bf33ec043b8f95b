package dev.livetail.context;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationIdTest {
    @Test
    void idsThatAreMadeSortByTimeAndAreTaken() {
        List<String> made = Stream.generate(CorrelationId::next).limit(10_000).toList();
        assertEquals(made.stream().sorted().distinct().toList(), made);
        assertTrue(made.stream().allMatch(CorrelationId::isWellFormed));
        assertEquals(7, UUID.fromString(made.getFirst()).version());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "order-17.retry_2", "4bf92f3577b34da6a3ce929d0e0e4736"})
    void lettersDigitsDotsUnderscoresAndDashesAreTaken(String id) {
        assertTrue(CorrelationId.isWellFormed(id));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nb", "a\u001b[31m", "<b>", "a;b", "\u00e9", "\u0661", "a,b", "a\"b"})
    void nothingElseIs(String id) {
        assertFalse(CorrelationId.isWellFormed(id));
    }

    @Test
    void itHas128CharactersAtTheMost() {
        assertTrue(CorrelationId.isWellFormed("x".repeat(128)));
        assertFalse(CorrelationId.isWellFormed("x".repeat(129)));
    }
}
