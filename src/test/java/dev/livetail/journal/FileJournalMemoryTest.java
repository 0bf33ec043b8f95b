package dev.livetail.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livetail.event.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A long run takes no more memory than a short one, for those who write it and for those who read it. */
class FileJournalMemoryTest {
    private static final int LINES = 1_000_000;

    @TempDir
    private Path directory;

    @Test
    @Timeout(300)
    void aRunOfAMillionLinesIsWrittenReadAndOpenedAgainInAHeapSmallerThanItsFile() throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileJournalMemoryTest.class.getName(),
                        directory.resolve("log.ndjson").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            process.waitFor(280, TimeUnit.SECONDS);
            assertEquals(0, process.exitValue(), () -> text(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private static String text(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Runs in the process with the small heap. */
    public static void main(String[] args) {
        Path file = Path.of(args[0]);
        FileJournal journal = FileJournal.create(file, 1, Long.MAX_VALUE);
        for (int n = 1; n <= LINES; n++) {
            journal.append(Events.numbered(n));
            if (n % 1000 == 0) {
                journal.flush();
            }
        }
        journal.end();
        assertEquals(LINES, journal.last());
        readAll(journal);
        readAll(FileJournal.open(file, 1));
    }

    private static void readAll(Journal journal) {
        long next = 1;
        List<JournalEntry> slice = journal.read(next, 256, 64 * 1024);
        while (!slice.isEmpty()) {
            for (JournalEntry entry : slice) {
                assertEquals("line " + next, entry.event().message());
                next++;
            }
            slice = journal.read(next, 256, 64 * 1024);
        }
        assertEquals(LINES + 1, next);
    }
}
