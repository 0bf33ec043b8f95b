package dev.livetail.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineReaderTest {
    @TempDir
    private Path directory;

    @Test
    void theNextLineBreakIsFoundWhereverItIs() {
        Random random = new Random(1);
        byte[] bytes = new byte[40];
        for (int i = 0; i < 200_000; i++) {
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte) (random.nextInt(6) == 0 ? '\n' : random.nextInt(256));
            }
            int from = random.nextInt(bytes.length);
            int to = from + random.nextInt(bytes.length - from + 1);
            int expected = -1;
            for (int at = to - 1; at >= from; at--) {
                expected = bytes[at] == '\n' ? at : expected;
            }
            assertEquals(expected, LineReader.newline(bytes, from, to));
        }
    }

    @Test
    void linesOfAnyLengthAreReadFromAnyPlaceOn() throws IOException {
        Random random = new Random(2);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int length = i % 50 == 7 ? random.nextInt(500_000) : random.nextInt(3_000);
            lines.add(String.valueOf((char) ('a' + i % 26)).repeat(length));
        }
        Path file = directory.resolve("lines");
        Files.writeString(file, String.join("\n", lines), US_ASCII);
        long offset = 0;
        for (int first = 0; first < lines.size(); first += 37) {
            assertEquals(lines.subList(first, lines.size()), read(file, offset));
            for (String line : lines.subList(first, Math.min(first + 37, lines.size()))) {
                offset += line.length() + 1;
            }
        }
    }

    @Test
    void aFileThatIsShorterThanItWasIsAnError() throws IOException {
        Path file = directory.resolve("short");
        Files.writeString(file, "a\nb\n", US_ASCII);
        try (LineReader reader = new LineReader(file, 0, 10)) {
            assertTrue(reader.next());
            assertTrue(reader.next());
            assertThrows(EOFException.class, reader::next);
        }
    }

    private static List<String> read(Path file, long offset) throws IOException {
        List<String> lines = new ArrayList<>();
        long expected = offset;
        try (LineReader reader = new LineReader(file, offset, Files.size(file))) {
            while (reader.next()) {
                assertEquals(expected, reader.offset());
                lines.add(new String(reader.bytes(), reader.start(), reader.length(), US_ASCII));
                expected = reader.nextOffset();
            }
        }
        return lines;
    }
}
