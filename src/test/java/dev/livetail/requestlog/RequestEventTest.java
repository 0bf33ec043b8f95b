package dev.livetail.requestlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestEventTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "999, 0",
        "1000, 0.001",
        "10000, 0.01",
        "120000, 0.12",
        "1000000, 1",
        "3200000, 3.2",
        "3205999, 3.205",
        "12345678901, 12345.678",
    })
    void millisecondsHaveTheDecimalsThatThereAre(long nanos, String expected) {
        assertEquals(expected, RequestEvent.millis(nanos));
    }
}
