package dev.livetail.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that are full or broken: nothing is thrown, nothing is silent, no hole is left. */
class FileJournalFailureTest {
    private static final String FULL = "No space left on device";

    @TempDir
    private Path directory;

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
    private Path path;
    private FailingFile disk;
    private FileJournal journal;

    @BeforeEach
    void create() {
        path = directory.resolve("log.ndjson");
        disk = new FailingFile(path);
        journal = new FileJournal(path, 1, Long.MAX_VALUE, disk, nanos::get);
    }

    private void pass(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    private boolean log(int n) {
        boolean kept = journal.append(Events.numbered(n));
        journal.flush();
        return kept;
    }

    private List<String> messages() {
        return journal.read(1, 1000, Integer.MAX_VALUE).stream()
                .map(entry -> entry.event().message())
                .toList();
    }

    /** Also what another process would find. */
    private void assertMessages(String... expected) throws IOException {
        assertEquals(List.of(expected), messages());
        assertEquals(journal.bytes(), Files.size(path));
        FileJournal other = FileJournal.open(path, 1);
        assertEquals(
                List.of(expected),
                other.read(1, 1000, Integer.MAX_VALUE).stream()
                        .map(entry -> entry.event().message())
                        .toList());
        assertEquals(journal.bytes(), Files.size(path));
    }

    @Test
    void whatCouldNotBeWrittenIsTakenBackAndToldBeforeTheNextLine() throws IOException {
        log(1);
        disk.full = true;
        journal.append(Events.numbered(2));
        journal.append(Events.numbered(3));
        journal.flush();
        assertEquals(1, journal.last());
        assertEquals(2, journal.refused());
        assertEquals(Optional.of(FULL), journal.failure());
        assertMessages("line 1");

        disk.full = false;
        pass(Duration.ofSeconds(1));
        assertTrue(log(4));
        assertEquals(Optional.empty(), journal.failure());
        assertEquals(2, journal.refused());
        assertMessages("line 1", "2 lines lost: the log file could not be written (" + FULL + ")", "line 4");
        LogEvent notice = journal.read(2, 1, 1).getFirst().event();
        assertEquals(LogLevel.WARN, notice.level());
        assertEquals("dev.livetail.journal", notice.loggerName());
        assertEquals(Events.numbered(1).mdc(), notice.mdc());
        assertEquals(Events.SOURCE, notice.source());
    }

    @Test
    void aDiskThatFailsIsTriedOnceASecond() throws IOException {
        disk.full = true;
        log(1);
        assertEquals(1, disk.attempts);
        for (int n = 2; n <= 1000; n++) {
            assertFalse(log(n));
        }
        assertEquals(1, disk.attempts);
        pass(Duration.ofMillis(999));
        log(1001);
        assertEquals(1, disk.attempts);
        pass(Duration.ofMillis(1));
        log(1002);
        assertEquals(2, disk.attempts);
        log(1003);
        assertEquals(2, disk.attempts);
        assertEquals(1003, journal.refused());
        disk.full = false;
        pass(Duration.ofSeconds(1));
        log(1004);
        assertMessages("1003 lines lost: the log file could not be written (" + FULL + ")", "line 1004");
    }

    @Test
    void aFlushTellsOfTheLossEvenIfNothingMoreIsLogged() throws IOException {
        disk.full = true;
        log(1);
        disk.full = false;
        journal.flush();
        assertEquals(0, journal.last());
        pass(Duration.ofSeconds(1));
        AtomicInteger told = new AtomicInteger();
        journal.onChange(told::incrementAndGet);
        journal.flush();
        assertEquals(1, told.get());
        assertMessages("1 line lost: the log file could not be written (" + FULL + ")");
    }

    @Test
    void theEndTellsOfTheLossWithoutWaiting() throws IOException {
        log(1);
        disk.full = true;
        log(2);
        disk.full = false;
        journal.end();
        assertMessages("line 1", "1 line lost: the log file could not be written (" + FULL + ")");
        assertEquals(Optional.empty(), journal.failure());
        assertEquals(1, disk.forced);
        assertTrue(disk.closed);
    }

    @Test
    void anEndThatCannotBeWrittenEndsAllTheSameAndSaysWhatFailed() throws IOException {
        log(1);
        disk.full = true;
        journal.append(Events.numbered(2));
        AtomicInteger told = new AtomicInteger();
        journal.onChange(told::incrementAndGet);
        journal.end();
        assertTrue(journal.ended());
        assertEquals(1, told.get());
        assertEquals(1, journal.refused());
        assertEquals(Optional.of(FULL), journal.failure());
        assertTrue(disk.closed);
        assertMessages("line 1");
    }

    @Test
    void whatCannotBeTakenBackAtOnceIsTakenBackBeforeTheNextLine() throws IOException {
        log(1);
        disk.full = true;
        disk.truncates = false;
        log(2);
        assertTrue(Files.size(path) > journal.bytes());
        assertEquals(List.of("line 1"), messages());
        disk.full = false;
        pass(Duration.ofSeconds(1));
        log(3);
        assertEquals(List.of("line 1"), messages());
        disk.truncates = true;
        pass(Duration.ofSeconds(1));
        log(4);
        assertMessages("line 1", "2 lines lost: the log file could not be written (Input/output error)", "line 4");
    }

    @Test
    void aFailureInTheMiddleOfALargeBatchLosesAllOfTheBatchAndNothingElse() throws IOException {
        log(1);
        for (int n = 2; n <= 450; n++) {
            assertTrue(journal.append(Events.numbered(n)));
        }
        assertTrue(disk.attempts > 1, "a full buffer is written before it is flushed");
        assertEquals(1, journal.last());
        disk.full = true;
        journal.flush();
        assertEquals(449, journal.refused());
        assertMessages("line 1");
        disk.full = false;
        pass(Duration.ofSeconds(1));
        log(451);
        assertMessages("line 1", "449 lines lost: the log file could not be written (" + FULL + ")", "line 451");
    }

    @Test
    void aLimitThatCouldNotBeToldIsToldLater() throws IOException {
        FailingFile file = new FailingFile(directory.resolve("small"));
        FileJournal small = new FileJournal(directory.resolve("small"), 1, 1000, file, nanos::get);
        small.append(Events.saying("a"));
        small.flush();
        file.full = true;
        assertFalse(small.append(Events.saying("x".repeat(1000))));
        small.flush();
        assertEquals(1, small.last());
        file.full = false;
        pass(Duration.ofSeconds(1));
        assertFalse(small.append(Events.saying("y".repeat(1000))));
        small.flush();
        assertEquals(2, small.last());
        assertTrue(small.read(2, 1, 1).getFirst().event().message().contains("1000 bytes"));
        assertEquals(2, small.refused());
        small.end();
    }

    /** Whatever fails and when: the sequence has no hole, and what is neither in the log nor refused is a notice. */
    @Test
    void theBooksCloseWhateverFailsAndWhen() throws IOException {
        Random random = new Random(1);
        long appended = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(12)) {
                case 0 -> disk.full = !disk.full;
                case 1 -> disk.truncates = random.nextInt(3) > 0;
                case 2 -> pass(Duration.ofMillis(random.nextInt(1500)));
                case 3, 4, 5 -> journal.flush();
                default -> {
                    appended++;
                    journal.append(Events.saying("n" + appended + " " + "x".repeat(random.nextInt(2000))));
                }
            }
        }
        disk.full = false;
        disk.truncates = true;
        journal.end();
        FileJournal read = FileJournal.open(path, 1);
        long kept = 0;
        long told = 0;
        long before = 0;
        for (long next = 1; next <= read.last(); next++) {
            LogEvent event = read.read(next, 1, 1).getFirst().event();
            if (event.level() == LogLevel.WARN) {
                told += Long.parseLong(event.message().replaceFirst(" lines? lost.*", ""));
            } else {
                long number = Long.parseLong(
                        event.message().substring(1, event.message().indexOf(' ')));
                assertEquals(number - before - 1, told - (before - kept), "what is missing was told before");
                before = number;
                kept++;
            }
        }
        assertEquals(journal.last(), read.last());
        assertEquals(appended, kept + journal.refused());
        assertEquals(journal.refused(), told);
        assertTrue(told > 0 && kept > 0);
    }
}
