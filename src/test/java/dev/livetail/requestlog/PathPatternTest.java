package dev.livetail.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource({
        "/,                 /,                   true",
        "/,                 /runs,               false",
        "/runs,             /runs,               true",
        "/runs,             /runs/,              true",
        "/runs,             /runs/1,             false",
        "/runs,             /run,                false",
        "/runs/{id},        /runs/1,             true",
        "/runs/{id},        /runs/1/,            true",
        "/runs/{id},        /runs/,              false",
        "/runs/{id},        /runs,               false",
        "/runs/{id},        /runs/1/logs,        false",
        "/runs/{id}/logs,   /runs/1/logs,        true",
        "/runs/{id}/logs,   /runs/1/page,        false",
        "/q/*,              /q/health,           true",
        "/q/*,              /q/health/live,      true",
        "/q/*,              /q/,                 true",
        "/q/*,              /q,                  false",
        "/q/*,              /queue,              false",
        "/runs/{id}/*,      /runs/1/logs/stream, true",
        "/*,                /anything/at/all,    true",
        "/*,                /,                   true",
        "/a,                a,                   false",
        "/a,                *,                   false",
    })
    void matches(String pattern, String path, boolean expected) {
        assertEquals(expected, PathPattern.of(pattern).matches(path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "runs", "/runs/*/logs", "/runs*", "/a//b", "/{}", "/{a", "/a}b", "/a?b=c", "*"})
    void whatIsNoPatternIsRefused(String text) {
        assertFalse(PathPattern.isWellFormed(text));
    }

    @Test
    void theMoreSpecificComesFirst() {
        List<String> sorted = Stream.of(
                        "/*", "/runs/*", "/runs/{id}", "/{a}/{b}", "/runs/all", "/runs/{id}/logs", "/runs")
                .map(PathPattern::of)
                .sorted(PathPattern.BY_SPECIFICITY)
                .map(PathPattern::toString)
                .toList();
        assertEquals(
                List.of("/runs", "/runs/all", "/runs/{id}", "/runs/{id}/logs", "/runs/*", "/{a}/{b}", "/*"), sorted);
    }
}
