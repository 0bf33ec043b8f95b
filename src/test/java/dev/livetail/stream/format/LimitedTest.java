package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.hub.StreamEncoder;
import org.junit.jupiter.api.Test;

/** The end of as many lines as were asked for tells, in each form, that there may be more, and where. */
class LimitedTest {
    private static final String MESSAGE =
            "these were as many lines as asked for; there may be more after 1700000000000-12";

    private static final String JSON =
            "{\"event\":\"end\",\"state\":\"limited\",\"message\":\"" + MESSAGE + "\",\"after\":\"1700000000000-12\"}";

    private static String encoded(StreamEncoder<byte[]> encoder) {
        return new String(encoder.encode(Sample.LIMITED), UTF_8);
    }

    @Test
    void asText() {
        assertEquals("--- end: limited: " + MESSAGE + "\n", encoded(new TextFormatter()));
    }

    @Test
    void asJson() {
        assertEquals(JSON + "\n", encoded(new NdjsonFormatter()));
    }

    @Test
    void asAServerSentEvent() {
        assertEquals("id: 1700000000000-12\nevent: end\ndata: " + JSON + "\n\n", encoded(new SseFormatter()));
    }

    @Test
    void asAButtonThatGoesOn() {
        String html = encoded(new HtmlFormatter());
        assertTrue(html.startsWith("</ol>\n<p class=\"end\" role=\"status\"><strong class=\"state\">limited</strong>"));
        assertTrue(html.contains("<button form=\"again\" name=\"after\" value=\"1700000000000-12\">"), html);
        assertTrue(html.endsWith("</html>\n"));
    }
}
