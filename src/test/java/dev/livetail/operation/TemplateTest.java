package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final Map<String, String> VALUES = Map.of("name", "value", "other", "{name} $1 \\1");

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "text, text",
        "{name}, value",
        "a{name}b{name}, avalueb" + "value",
        "{other}, {name} $1 \\1",
        "{unknown}, {unknown}",
        "{}, {}",
        "{print $1}, {print $1}",
        "{{name}}, {value}",
        "{name, {name"
    })
    void putsValuesIntoPlaces(String template, String rendered) {
        assertEquals(rendered, Template.of(template).render(VALUES::get));
    }

    @Test
    void knowsTheNamesOfItsPlaces() {
        assertEquals(Set.of("a", "b-c"), Template.of("x{a}{b-c}{a} {} {1}").names());
    }
}
