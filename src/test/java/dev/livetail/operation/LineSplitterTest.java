package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineSplitterTest {
    private static final List<String> LINES = List.of(
            "plain", "", "ünïcödé €", "\uD83D\uDE00 beyond the first plane", "\u0000\u001B[31mred\u001B[0m\t", "", "z");

    @ParameterizedTest
    @CsvSource({"a|b|, a b", "a|b, a b", "a;|b;|, a b", "a;b;, a b", "a;b|, a b", "a;b, a b"})
    void endsLinesAtLineFeedsAndCarriageReturns(String input, String lines) throws InterruptedException {
        byte[] bytes = bytes(input.replace('|', '\n').replace(';', '\r'));
        assertEquals(List.of(lines.split(" ", -1)), split(bytes, bytes.length));
    }

    @Test
    void keepsEmptyLines() throws InterruptedException {
        assertEquals(List.of("", "", ""), split(bytes("\n\r\r\n"), 1));
        assertEquals(List.of(), split(new byte[0], 1));
    }

    @Test
    void passesALineOnWithoutWaitingForWhatFollowsItsCarriageReturn() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add, new Redactor());
        splitter.feed(bytes("10%\r"), 4);
        assertEquals(List.of("10%"), lines);
    }

    @Test
    void givesTheSameLinesHoweverTheBytesAreCut() throws InterruptedException {
        Random random = new Random(7);
        for (String end : List.of("\n", "\r\n", "\r")) {
            byte[] bytes = bytes(String.join(end, LINES) + end);
            for (int i = 0; i < 300; i++) {
                assertEquals(LINES, split(bytes, 1 + random.nextInt(12), random), "ended by " + end.length());
            }
        }
    }

    @Test
    void replacesWhatIsNoUtf8() throws InterruptedException {
        byte[] bytes = {'a', (byte) 0xFF, 'b', (byte) 0xC3, '\n', (byte) 0xE2, (byte) 0x82};
        for (int chunk = 1; chunk <= bytes.length; chunk++) {
            assertEquals(List.of("a\uFFFDb\uFFFD", "\uFFFD"), split(bytes, chunk));
        }
    }

    @Test
    void keepsTheLongestLineWholeAndSplitsALongerOne() throws InterruptedException {
        String longest = "x".repeat(LineSplitter.MAX_LINE);
        assertEquals(List.of(longest, "y"), split(bytes(longest + "\ny\n"), 4096));
        assertEquals(List.of(longest, longest, "xy", "z"), split(bytes(longest + longest + "xy\nz"), 65536));
    }

    @Test
    void splitsNoCharacterOfALongLine() throws InterruptedException {
        String line = "x".repeat(LineSplitter.MAX_LINE - 1) + "\uD83D\uDE00" + "y";
        List<String> pieces = split(bytes(line), 4096);
        assertEquals(line, String.join("", pieces));
        assertEquals(LineSplitter.MAX_LINE - 1, pieces.getFirst().length());
    }

    @Test
    void cutsNoSecretOfALongLineIntoTwo() throws InterruptedException {
        String secret = "4111 1111 1111 1111";
        for (int before : List.of(0, 5, secret.length() - 1)) {
            String line = "x".repeat(LineSplitter.MAX_LINE - before - 1) + " " + secret + " after";
            List<String> pieces = split(bytes(line + "\n"), 4096);
            assertEquals(line, String.join("", pieces));
            assertTrue(pieces.stream().anyMatch(piece -> piece.contains(secret)), "after " + before);
        }
    }

    @Test
    void dropsTheRestOfASecretThatIsLongerThanAPiece() throws InterruptedException {
        String line = "token=" + "x".repeat(3 * LineSplitter.MAX_LINE);
        assertEquals(List.of(line.substring(0, LineSplitter.MAX_LINE), "next"), split(bytes(line + "\nnext\n"), 65536));
    }

    private static List<String> split(byte[] bytes, int chunk) throws InterruptedException {
        return split(bytes, chunk, null);
    }

    private static List<String> split(byte[] bytes, int most, Random random) throws InterruptedException {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(lines::add, new Redactor());
        int offset = 0;
        while (offset < bytes.length) {
            int length = Math.min(bytes.length - offset, random == null ? most : 1 + random.nextInt(most));
            splitter.feed(Arrays.copyOfRange(bytes, offset, offset + length), length);
            offset += length;
        }
        splitter.end();
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
