package dev.livetail.context;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which {@code traceparent} is taken (W3C Trace Context, section 3.2). */
class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Test
    void oneOfTheKnownVersionIsRead() {
        assertEquals(Optional.of(new TraceParent(TRACE, SPAN)), TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01"));
    }

    @Test
    void oneOfALaterVersionIsReadAsFarAsItIsKnown() {
        assertEquals(
                Optional.of(new TraceParent(TRACE, SPAN)), TraceParent.parse("01-" + TRACE + "-" + SPAN + "-01-what"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\n-00f067aa0ba902b7-01",
            })
    void oneThatIsNotWellFormedIsNotRead(String header) {
        assertEquals(Optional.empty(), TraceParent.parse(header));
    }
}
