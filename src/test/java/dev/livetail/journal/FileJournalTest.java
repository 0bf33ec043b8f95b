package dev.livetail.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FileJournalTest {
    private static final long EPOCH = 1_000;
    private static final int ALL = Integer.MAX_VALUE;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("log.ndjson");
    }

    private FileJournal create() {
        return FileJournal.create(file(), EPOCH, Long.MAX_VALUE);
    }

    private static List<String> messages(Journal journal) {
        return journal.read(1, ALL, ALL).stream()
                .map(entry -> entry.event().message())
                .toList();
    }

    @Test
    void theFileHasOneJsonObjectALineWithTheIdOfItsPlace() throws IOException {
        FileJournal journal = create();
        journal.append(Events.saying("one\nof two lines"));
        journal.append(Events.with("two", Map.of("a", "b"), null, List.of()));
        journal.flush();
        List<String> lines = Files.readAllLines(file());
        assertEquals(2, lines.size());
        ObjectMapper json = new ObjectMapper();
        assertEquals("1000-1", json.readTree(lines.get(0)).get("id").textValue());
        assertEquals(
                "one\nof two lines", json.readTree(lines.get(0)).get("message").textValue());
        assertEquals("1000-2", json.readTree(lines.get(1)).get("id").textValue());
        assertTrue(Files.readString(file()).endsWith("}\n"));
        journal.end();
    }

    @Test
    void nothingCanBeReadThatIsNotInTheFile() throws IOException {
        FileJournal journal = create();
        journal.append(Events.numbered(1));
        assertEquals(0, journal.last());
        assertEquals(0, journal.bytes());
        assertEquals(List.of(), journal.read(1, ALL, ALL));
        journal.onChange(() -> assertEquals(journal.bytes(), size()));
        journal.flush();
        assertEquals(1, journal.last());
        assertEquals(Files.size(file()), journal.bytes());
        assertTrue(journal.bytes() > 0);
        journal.end();
    }

    private long size() {
        try {
            return Files.size(file());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFileThatIsThereIsNotWrittenOver() throws IOException {
        Files.writeString(file(), "precious");
        JournalException e = assertThrows(JournalException.class, this::create);
        assertTrue(e.getMessage().contains(file().toString()), e::getMessage);
        assertEquals("precious", Files.readString(file()));
    }

    @Test
    void whatAnEarlierProcessWroteIsReadAgain() {
        FileJournal earlier = create();
        JournalContract.append(earlier, 1, 1000);
        earlier.end();
        FileJournal journal = FileJournal.open(file(), EPOCH);
        assertTrue(journal.ended());
        assertEquals(1, journal.first());
        assertEquals(1000, journal.last());
        assertEquals(earlier.bytes(), journal.bytes());
        assertEquals(earlier.read(1, ALL, ALL), journal.read(1, ALL, ALL));
        assertFalse(journal.append(Events.numbered(1001)));
        journal.flush();
        journal.end();
        assertEquals(1, journal.refused());
        assertEquals(1000, journal.last());
    }

    @Test
    void openingTouchesNoFileUntilSomethingIsAskedOfIt() throws IOException {
        FileJournal journal = FileJournal.open(file(), EPOCH);
        assertTrue(journal.ended());
        assertThrows(JournalException.class, journal::last);
        Files.writeString(file(), "");
        assertEquals(0, journal.last());
        assertEquals(List.of(), journal.read(1, ALL, ALL));
    }

    @Test
    void aFileThatIsGoneIsNamedInTheError() throws IOException {
        FileJournal journal = create();
        JournalContract.append(journal, 1, 1);
        journal.end();
        Files.delete(file());
        JournalException e = assertThrows(JournalException.class, () -> journal.read(1, 1, 1));
        assertTrue(e.getMessage().contains(file().toString()), e::getMessage);
    }

    @Test
    void largeAndSmallEventsAreReadTheSameFromMemoryAndFromTheFile() {
        Random random = new Random(1);
        FileJournal journal = create();
        for (int n = 1; n <= 1000; n++) {
            journal.append(Events.saying(n + " " + "x".repeat(random.nextInt(10) == 0 ? 100_000 : 100)));
            if (n % 7 == 0) {
                journal.flush();
            }
        }
        journal.flush();
        List<JournalEntry> live = journal.read(800, 1000, ALL);
        List<JournalEntry> newest = journal.read(999, 1000, ALL);
        journal.end();
        assertEquals(live, journal.read(800, 1000, ALL));
        assertEquals(newest, journal.read(999, 1000, ALL));
        assertEquals(201, live.size());
    }

    @Test
    void aReaderThatIsInterruptedReadsOnAndHarmsNobody() {
        FileJournal journal = create();
        JournalContract.append(journal, 1, 2000);
        Thread.currentThread().interrupt();
        assertEquals(2000, journal.read(1, ALL, ALL).size());
        JournalContract.append(journal, 2001, 2010);
        assertTrue(Thread.interrupted());
        assertEquals(2010, journal.read(1, ALL, ALL).size());
        journal.end();
    }

    @Test
    void theLimitIsSaidInALastLineAndWhatFollowsIsRefused() throws IOException {
        FileJournal journal = FileJournal.create(file(), EPOCH, 100_000);
        int kept = 0;
        while (journal.append(Events.numbered(kept + 1))) {
            kept++;
        }
        for (int i = 0; i < 9; i++) {
            assertFalse(journal.append(Events.saying("small")));
        }
        journal.flush();
        assertEquals(kept + 1, journal.last());
        assertEquals(10, journal.refused());
        assertTrue(Files.size(file()) > 99_000 && Files.size(file()) < 101_000);
        LogEvent notice = journal.read(kept + 1, 1, 1).getFirst().event();
        assertEquals(LogLevel.WARN, notice.level());
        assertEquals("dev.livetail.journal", notice.loggerName());
        assertEquals("this log has reached its limit of 100000 bytes: what follows is not kept", notice.message());
        journal.end();
        assertEquals(kept + 1, FileJournal.open(file(), EPOCH).last());
    }

    @Test
    void aFileCutAtAnyByteOfItsLastTwoLinesLosesAtMostTheLineThatWasCut() throws IOException {
        FileJournal journal = create();
        JournalContract.append(journal, 1, 255);
        journal.append(Events.with("caf\u00e9 \ud83d\ude00", Map.of("k\u00e9y", "\u2028"), null, List.of()));
        journal.flush();
        int beforeTheLastTwo = (int) journal.bytes();
        journal.append(Events.saying("caf\u00e9 \ud83d\ude00 257"));
        journal.flush();
        int beforeTheLast = (int) journal.bytes();
        journal.append(Events.saying("caf\u00e9 \ud83d\ude00 258"));
        journal.end();
        byte[] whole = Files.readAllBytes(file());
        List<String> messages = messages(journal);
        byte[] zeros = new byte[4096];
        for (int length = beforeTheLastTwo; length <= whole.length; length++) {
            // A line that lacks nothing but its line break is whole.
            int expected = length >= whole.length - 1 ? 258 : length >= beforeTheLast - 1 ? 257 : 256;
            assertRepaired(expected, messages, whole, length, new byte[0]);
            boolean endsBetweenLines = length == whole.length || length == beforeTheLast || length == beforeTheLastTwo;
            assertRepaired(
                    endsBetweenLines ? expected : length > beforeTheLast ? 257 : 256, messages, whole, length, zeros);
        }
    }

    private void assertRepaired(int lines, List<String> messages, byte[] whole, int length, byte[] garbage)
            throws IOException {
        Path cut = directory.resolve("cut");
        Files.write(cut, Arrays.copyOf(whole, length));
        Files.write(cut, garbage, StandardOpenOption.APPEND);
        FileJournal journal = FileJournal.open(cut, EPOCH);
        journal.repair();
        assertEquals(lines, journal.last(), () -> "cut at " + length);
        assertEquals(messages.subList(0, lines), messages(journal));
        assertEquals(journal.bytes(), Files.size(cut));
        assertTrue(new String(Files.readAllBytes(cut), UTF_8).endsWith("}\n"));
        assertEquals(lines, FileJournal.open(cut, EPOCH).last());
    }

    @Test
    void aFileOfNothingButGarbageIsEmpty() throws IOException {
        for (String garbage : List.of("", "{", "\0\0\0", "{}", "{\"id\":\"1-1\"}", "\n", "x\n")) {
            Files.writeString(file(), garbage);
            FileJournal journal = FileJournal.open(file(), EPOCH);
            assertEquals(0, journal.last());
            assertEquals(0, journal.bytes());
            assertEquals(0, Files.size(file()));
        }
    }

    @Test
    void aSpoiltLineInTheMiddleIsSaidInItsPlaceAndTheOthersAreStillRead() throws IOException {
        FileJournal earlier = create();
        JournalContract.append(earlier, 1, 600);
        earlier.end();
        List<String> lines = Files.readAllLines(file());
        for (int line : new int[] {1, 256, 257, 258, 300}) {
            lines.set(line - 1, "\0\u0001secret of another file");
        }
        Files.write(file(), lines);
        FileJournal journal = FileJournal.open(file(), EPOCH);
        List<JournalEntry> read = journal.read(1, ALL, ALL);
        assertEquals(JournalContract.range(1, 600), JournalContract.sequences(read));
        assertEquals(LogLevel.WARN, read.get(299).event().level());
        assertEquals(
                "line 300 of log.ndjson cannot be read: the file is damaged",
                read.get(299).event().message());
        assertEquals(Events.numbered(299).timestamp(), read.get(299).event().timestamp());
        assertEquals("line 301", read.get(300).event().message());
        for (long line = 1; line <= 600; line++) {
            assertEquals(read.get((int) line - 1), journal.read(line, 1, 1).getFirst());
        }
        assertEquals(
                400,
                JournalContract.cursor(new Position.Since(Events.START.plusMillis(400)), journal)
                        .next());
    }

    @Test
    void aFileThatLacksALineIsReadByItsPlaces() throws IOException {
        FileJournal earlier = create();
        JournalContract.append(earlier, 1, 10);
        earlier.end();
        List<String> lines = Files.readAllLines(file());
        lines.remove(4);
        Files.write(file(), lines);
        List<JournalEntry> read = FileJournal.open(file(), EPOCH).read(1, ALL, ALL);
        assertEquals(JournalContract.range(1, 9), JournalContract.sequences(read));
        assertEquals("line 6", read.get(4).event().message());
    }

    @Test
    void anEndedJournalSaysThatNothingFailed() {
        FileJournal journal = create();
        JournalContract.append(journal, 1, 1);
        journal.end();
        assertEquals(Optional.empty(), journal.failure());
        assertEquals(file(), journal.file());
    }

    @Test
    void limitsAreAtLeastOne() {
        assertThrows(IllegalArgumentException.class, () -> FileJournal.create(file(), EPOCH, 0));
        FileJournal journal = create();
        assertThrows(IllegalArgumentException.class, () -> journal.read(0, 1, 1));
        journal.end();
    }

    @Test
    void readersLeaveNoFileOpen() throws IOException {
        FileJournal journal = create();
        JournalContract.append(journal, 1, 1000);
        Path open = Path.of("/proc/self/fd");
        assumeTrue(Files.isDirectory(open));
        long before = openFiles();
        for (int i = 0; i < 1000; i++) {
            journal.read(1 + i % 700, 10, ALL);
        }
        assertEquals(before, openFiles());
        journal.end();
        assertEquals(before - 1, openFiles());
    }

    /** How many of this process's open files are the journal's. */
    private long openFiles() throws IOException {
        long count = 0;
        try (var links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(file().toRealPath())) {
                    count++;
                }
            }
        }
        return count;
    }
}
