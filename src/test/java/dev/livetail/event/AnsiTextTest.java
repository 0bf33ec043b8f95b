package dev.livetail.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnsiTextTest {
    private static final String ESC = "\u001b";

    @Test
    void plainTextStaysAsItIs() {
        assertEquals(new AnsiText("3 [m of wire; \t100 %", List.of()), AnsiText.parse("3 [m of wire; \t100 %"));
    }

    @Test
    void coloursBecomeSpansOfThePlainText() {
        AnsiText parsed = AnsiText.parse("a " + ESC + "[1;31mred" + ESC + "[0m b " + ESC + "[44mon" + ESC + "[m.");
        assertEquals("a red b on.", parsed.text());
        assertEquals(List.of(new StyleSpan(2, 5, "bold red"), new StyleSpan(8, 10, "on-blue")), parsed.styles());
    }

    @Test
    void whatIsNotResetHoldsToTheEnd() {
        assertEquals(
                List.of(new StyleSpan(0, 2, "green")),
                AnsiText.parse(ESC + "[32mok").styles());
    }

    @ParameterizedTest
    @CsvSource({
        "38;5;1, red",
        "38;5;9, bright-red",
        "38;5;196, bright-red",
        "38;5;16, black",
        "38;5;231, bright-white",
        "38;5;240, bright-black",
        "38;5;99999999999, bright-white",
        "38;2;0;0;200, blue",
        "48;5;2, on-green",
        "38:5:1, red",
        "'1;38;5;3;4', bold underline yellow",
        "97, bright-white",
        "104, on-bright-blue"
    })
    void coloursOfAnyKindGetANameOfTheSixteen(String codes, String style) {
        assertEquals(
                List.of(new StyleSpan(0, 1, style)),
                AnsiText.parse(ESC + "[" + codes + "mx").styles());
    }

    @Test
    void attributesEndOneByOne() {
        String text = ESC + "[1;2;3;4;31;42ma" + ESC + "[22mb" + ESC + "[23mc" + ESC + "[24md" + ESC + "[39me" + ESC
                + "[49mf";
        assertEquals(
                List.of(
                        new StyleSpan(0, 1, "bold dim italic underline red on-green"),
                        new StyleSpan(1, 2, "italic underline red on-green"),
                        new StyleSpan(2, 3, "underline red on-green"),
                        new StyleSpan(3, 4, "red on-green"),
                        new StyleSpan(4, 5, "on-green")),
                AnsiText.parse(text).styles());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u001b[2Kb", "a\u001b[10;20Hb", "a\u001b[?25lb", "a\u001b]0;title\u0007b", "a\u001b]0;title\u001b\\b",
                "a\u001b(Bb", "a\u001b7b", "a\u001bPq#0\u001b\\b", "a\u009b31mb\u009bm", "a\u001b]8;;http://x\u001b\\b"
            })
    void sequencesThatAreNoColoursAreDropped(String text) {
        assertEquals("ab", AnsiText.parse(text).text());
    }

    @Test
    void aSequenceCutAtAnyPlaceLeavesNothingOfItself() {
        for (String whole : List.of("[1;31m", "[38;5;196m", "]0;title\u0007", "(B", "Pabc\u001b\\")) {
            for (int length = 0; length < whole.length(); length++) {
                AnsiText parsed = AnsiText.parse("a" + ESC + whole.substring(0, length));
                assertEquals("a", parsed.text());
            }
        }
    }

    @Test
    void anUnfinishedTitleEndsWithItsLine() {
        assertEquals("a\nb", AnsiText.parse("a" + ESC + "]0;title\nb").text());
    }

    @Test
    void whateverComesNoEscapeIsLeftAndSpansAreInOrderWithinTheText() {
        Random random = new Random(1);
        String alphabet = ESC + ESC + "\u009b[[]];;:0123456789mmHKPX\\\u0007\n ab\ud83d";
        for (int i = 0; i < 100_000; i++) {
            StringBuilder raw = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                raw.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            AnsiText parsed = AnsiText.parse(raw.toString());
            assertTrue(parsed.text().indexOf('\u001b') < 0 && parsed.text().indexOf('\u009b') < 0);
            int end = 0;
            for (StyleSpan span : parsed.styles()) {
                assertTrue(span.start() >= end && span.end() <= parsed.text().length());
                assertTrue(span.style().matches("[a-z -]+"), span::style);
                end = span.end();
            }
        }
    }

    /** Time that grew with the square of the length would take hours for these. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b",
                "\u001b[",
                "\u001b]",
                "\u001b[1",
                "\u001b[1m",
                "\u001b[1mx",
                "1;",
                "\u001b(",
                "\u001bP\u001b"
            })
    @Timeout(30)
    void hostileTextTakesLinearTimeAndBoundedSpace(String part) {
        AnsiText parsed = AnsiText.parse(ESC + "[" + part.repeat(4_000_000 / part.length()));
        assertTrue(parsed.styles().size() <= 1024);
    }
}
