package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.Thrown;
import dev.livetail.hub.StreamEvent;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TextFormatterTest {
    private static final Pattern LINE = Pattern.compile("2026-11-21 09:34:06\\.123456 - .* - (INFO|ERROR) - .*");
    private static final Pattern TRACE = Pattern.compile("\t*(org\\.acme\\.Failure|Caused by: |Suppressed: |\tat ).*");

    private static String text(StreamEvent event) {
        return new String(new TextFormatter().encode(event), UTF_8);
    }

    @Test
    void anEventIsALine() {
        assertEquals(
                "2026-11-21 09:34:06.123456 - org.acme.Shop - WARN - sold out: caf\u00e9\n",
                text(Sample.logged(Events.at(Events.START, LogLevel.WARN, "sold out: caf\u00e9"))));
    }

    @Test
    void manyEventsAreAsManyLinesInTheirOrder() {
        assertEquals("""
                2026-11-21 09:34:06.124456 - org.acme.Shop - INFO - line 1
                2026-11-21 09:34:06.125456 - org.acme.Shop - INFO - line 2
                """, text(Sample.logged(Events.numbered(1), Events.numbered(2))));
    }

    @Test
    void theRootLoggerHasAName() {
        LogEvent root = LogEvent.of(Events.START, LogLevel.INFO, "", "hello", Map.of(), Events.SOURCE);

        assertEquals("2026-11-21 09:34:06.123456 - root - INFO - hello\n", text(Sample.logged(root)));
    }

    @Test
    void aStackTraceStandsBelowItsLine() {
        Thrown.Frame frame = new Thrown.Frame("org.acme.Shop$Till", "sell", 12);
        Thrown.Frame nativeFrame = new Thrown.Frame("org.acme.Shop", "main", -2);
        Thrown cause = new Thrown("java.io.IOException", null, List.of(frame), null, List.of());
        Thrown suppressed = new Thrown("org.acme.Late", "too late", List.of(), null, List.of());
        Thrown thrown =
                new Thrown("org.acme.NoStock", "none\nleft", List.of(frame, nativeFrame), cause, List.of(suppressed));

        assertEquals("""
                2026-11-21 09:34:06.123456 - org.acme.Shop - ERROR - failed
                org.acme.NoStock: none\\nleft
                \tat org.acme.Shop$Till.sell(Shop.java:12)
                \tat org.acme.Shop.main
                \tSuppressed: org.acme.Late: too late
                Caused by: java.io.IOException
                \tat org.acme.Shop$Till.sell(Shop.java:12)
                """, text(Sample.logged(Events.with("failed", Map.of(), thrown, List.of()))));
    }

    @Test
    void whatIsToldOfTheStreamBeginsWithThreeDashes() {
        assertEquals("", text(Sample.HELLO));
        assertEquals(
                "--- gap: 1000 lines are missing (1700000000000-5 to 1700000000000-1004): newer lines took their place\n",
                text(Sample.GAP));
        assertEquals(
                "--- gap: 1 line is missing (1700000000000-5): the reader was slow and asked for the newest\n",
                text(Sample.GAP_OF_ONE));
        assertEquals(
                "--- gap: lines from 1-42 on cannot be had: the service was started again,"
                        + " or another of its processes answers\n",
                text(Sample.GAP_OF_UNKNOWN_SIZE));
        assertEquals("--- heartbeat 2026-11-21 09:34:06.123456\n", text(Sample.HEARTBEAT));
        assertEquals("--- end: timed_out: it took longer than 1 h\n", text(Sample.ENDED));
        assertEquals(
                "--- reconnect: the service is shutting down; connect again in 1.3 s to go on after 1700000000000-12\n",
                text(Sample.RECONNECT));
    }

    @Test
    void noTextCanForgeALine() {
        for (LogEvent event : Hostile.events()) {
            String text = text(Sample.logged(event));
            assertTrue(text.endsWith("\n"), text);
            List<String> lines = List.of(text.substring(0, text.length() - 1).split("\n", -1));
            assertTrue(LINE.matcher(lines.getFirst()).matches(), lines.getFirst());
            // the failure, its frames, the same suppressed with a line of its own, and the same as its cause
            assertEquals(event.thrown() == null ? 1 : 1 + 3 + 3 + 3, lines.size(), text);
            for (String line : lines.subList(1, lines.size())) {
                assertTrue(TRACE.matcher(line).matches(), line);
            }
        }
    }

    @Test
    void noTextCanReachTheTerminal() {
        for (LogEvent event : Hostile.events()) {
            String text = text(Sample.logged(event));
            text.chars()
                    .filter(c -> c != '\n' && c != '\t')
                    .forEach(c -> assertTrue(
                            !Character.isISOControl(c)
                                    && c != 0x2028
                                    && c != 0x2029
                                    && !(c >= 0x202a && c <= 0x202e)
                                    && !(c >= 0x2066 && c <= 0x2069),
                            () -> "U+" + Integer.toHexString(c) + " in " + text));
        }
    }

    @Test
    void nothingIsSaidOfHavingCaughtUp() {
        assertNull(new TextFormatter().encode(Sample.CAUGHT_UP));
        assertNull(new HtmlFormatter().encode(Sample.CAUGHT_UP));
    }

    @Test
    void anEndThatNamesHostileTextIsStillOneLine() {
        for (String hostile : Hostile.TEXTS) {
            String text = text(new StreamEvent.Ended("failed", hostile));
            assertTrue(text.startsWith("--- end: failed: "), text);
            assertEquals(text.length() - 1, text.indexOf('\n'), text);
            assertEquals(-1, text.indexOf('\r'));
        }
    }
}
