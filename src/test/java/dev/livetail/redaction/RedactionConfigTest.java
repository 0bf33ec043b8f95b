package dev.livetail.redaction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionConfigTest {
    private record Config(boolean enabled, Optional<List<String>> keys, Map<String, String> patterns)
            implements RedactionConfig {}

    private static Redactor of(List<String> keys, Map<String, String> patterns) {
        return new Redactor(new Config(true, Optional.of(keys), patterns));
    }

    @Test
    void moreKeys() {
        Redactor redactor = of(List.of("customer-no", "zip"), Map.of());
        assertEquals("customerNo=*** zip: *** gzip: 1", redactor.text("customerNo=1 zip: 2 gzip: 1"));
        assertEquals("***", redactor.value("last_customer_no", "1"));
    }

    @Test
    void morePatternsOfWhichTheGroupOrAllIsTakenOut() {
        Redactor redactor =
                of(List.of(), Map.of("order", "order (?P<secret>[0-9]+)", "slack", "xox[bp]-[0-9A-Za-z-]+"));
        assertEquals("order *** of ***", redactor.text("order 42 of xoxb-1-a"));
        assertSame("order ***", redactor.text("order ***"));
        Map<String, Long> found = new java.util.TreeMap<>();
        redactor.rules().forEach(rule -> found.put(rule.name(), rule.found()));
        assertEquals(1, found.get("order"));
        assertEquals(1, found.get("slack"));
        assertEquals(BuiltInRules.NAMES.size() + 2, found.size());
    }

    @Test
    void aPatternForXml() {
        Redactor redactor = of(List.of(), Map.of("xml", "<password>(?P<secret>[^<]*)"));
        assertEquals("<a><password>***</password></a>", redactor.text("<a><password>x y</password></a>"));
    }

    @Test
    void whatAPatternFindsIsNotHalved() {
        Redactor redactor = of(List.of(), Map.of("order", "order [0-9]+"));
        assertEquals(3, redactor.seam("an order 42 of two", 10));
        assertEquals(11, redactor.seam("an order 42 of two", 11));
    }

    @Test
    void offItFindsNothing() {
        Redactor redactor = new Redactor(new Config(false, Optional.empty(), Map.of("a", "b")));
        assertSame("password=b", redactor.text("password=b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            order  | (unclosed | livetail.redaction.patterns.order is '(unclosed', but it takes a regular expression
            order  | (a)\\1    | livetail.redaction.patterns.order is
            order  | a*        | does not match an empty text
            jwt    | a         | livetail.redaction.patterns.jwt is 'a', but it takes another name
            """)
    void patternsThatCannotWorkStopTheStart(String name, String pattern, String told) {
        String message = assertThrows(ConfigurationException.class, () -> of(List.of(), Map.of(name, pattern)))
                .getMessage();
        assertTrue(message.contains(told), message);
    }

    @ParameterizedTest
    @CsvSource({"a", "_-_", "a.b", "ä-key", "two words"})
    void keysThatCannotWorkStopTheStart(String key) {
        String message = assertThrows(ConfigurationException.class, () -> of(List.of(key), Map.of()))
                .getMessage();
        assertTrue(message.startsWith("livetail.redaction.keys is '" + key + "', but it takes names"), message);
    }

    @Test
    void theRulesThatThereAlwaysAreHaveTheNamesThatAreReserved() {
        assertEquals(
                BuiltInRules.NAMES,
                new Redactor().rules().stream().map(RedactionRule::name).toList());
    }
}
