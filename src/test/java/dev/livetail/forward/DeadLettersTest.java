package dev.livetail.forward;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.forward.spool.Tmpfs;
import dev.livetail.journal.JournalEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLettersTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private static JournalEntry entry(long sequence, String message) {
        return new JournalEntry(new EventId(1, sequence), Events.saying(message));
    }

    @Test
    void eachLineIsThereWithTheReason() throws IOException {
        DeadLetters letters = new DeadLetters(directory.resolve("letters"), 1 << 20);
        letters.add(List.of(entry(1, "one\n\u2028"), entry(2, "two\ud800")), "said \"no\"\n{");
        List<String> lines = Files.readAllLines(directory.resolve("letters"));
        assertEquals(2, lines.size());
        JsonNode first = JSON.readTree(lines.getFirst());
        assertEquals("said \"no\"\n{", first.path("reason").asText());
        assertEquals("1-1", first.at("/event/id").asText());
        assertEquals("one\n\u2028", first.at("/event/message").asText());
        assertEquals("1-2", JSON.readTree(lines.get(1)).at("/event/id").asText());
    }

    @Test
    void itTakesTwiceItsSizeAtTheMost() throws IOException {
        Path file = directory.resolve("letters");
        DeadLetters letters = new DeadLetters(file, 10_000);
        for (int i = 1; i <= 200; i++) {
            letters.add(List.of(entry(i, "line")), "refused");
            assertTrue(Files.size(file) <= 10_000);
        }
        Path before = directory.resolve("letters.1");
        assertTrue(Files.size(before) <= 10_000);
        assertEquals(
                "1-200",
                JSON.readTree(Files.readAllLines(file).getLast())
                        .at("/event/id")
                        .asText());
        try (var files = Files.list(directory)) {
            assertEquals(2, files.count());
        }
    }

    @Test
    void whatCannotBeWrittenIsCounted() throws IOException {
        Path file = Files.createDirectory(directory.resolve("letters"));
        DeadLetters letters = new DeadLetters(file, 10_000);
        letters.add(List.of(entry(1, "one"), entry(2, "two")), "refused");
        letters.addUnnamed(3, List.of(entry(3, "three")), "refused");
        assertEquals(5, letters.unwritten());
        assertFalse(Files.isRegularFile(file));
    }

    @Test
    void aDiskThatIsFullLeavesNoHalfLine() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Tmpfs tmpfs = Tmpfs.mountedOn(disk);
        try {
            Path file = disk.resolve("letters");
            DeadLetters letters = new DeadLetters(file, 10_000_000);
            letters.add(List.of(entry(1, "one")), "refused");
            tmpfs.fill(16 * 1024);
            letters.add(List.of(entry(2, "x".repeat(100_000))), "refused");
            assertEquals(1, letters.unwritten());
            tmpfs.makeRoom();
            letters.add(List.of(entry(3, "three")), "refused");
            assertEquals(
                    List.of("1-1", "1-3"),
                    JSON.readerFor(JsonNode.class).<JsonNode>readValues(file.toFile()).readAll().stream()
                            .map(letter -> letter.at("/event/id").asText())
                            .toList());
        } finally {
            tmpfs.unmount();
        }
    }
}
