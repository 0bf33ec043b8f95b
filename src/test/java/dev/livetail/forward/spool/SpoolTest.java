package dev.livetail.forward.spool;

import static dev.livetail.forward.spool.Batches.assertBooksClose;
import static dev.livetail.forward.spool.Batches.drain;
import static dev.livetail.forward.spool.Batches.linesTo;
import static dev.livetail.forward.spool.Batches.number;
import static dev.livetail.forward.spool.Batches.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int PAYLOAD = 1000 - RecordHeader.BYTES;
    private static final Duration MAX_AGE = Duration.ofHours(1);

    @TempDir
    private Path directory;

    private Instant now = Instant.parse("2026-11-22T00:00:00Z");
    private Spool spool;

    @BeforeEach
    void open() throws IOException {
        // three batches a segment, three segments
        spool = open(new SpoolSettings(9100, MAX_AGE, 3100, Fsync.NEVER));
    }

    private Spool open(SpoolSettings settings) throws IOException {
        return Spool.open(directory.resolve("sink"), settings, () -> now);
    }

    private void reopen() throws IOException {
        SpoolStatistics before = spool.statistics();
        spool.close();
        open();
        // the file that was being written is deleted, too, where all of it was read
        assertEquals(withBytes(0, before), withBytes(0, spool.statistics()));
    }

    private static SpoolStatistics withBytes(long bytes, SpoolStatistics of) {
        return new SpoolStatistics(
                of.batches(),
                of.lines(),
                bytes,
                0,
                of.appendedLines(),
                of.removedLines(),
                of.expiredBySizeLines(),
                of.expiredByAgeLines(),
                of.damagedLines());
    }

    @AfterEach
    void booksClose() throws IOException {
        assertBooksClose(spool.statistics());
        spool.close();
    }

    private void append(int from, int to) throws IOException {
        for (int n = from; n < to; n++) {
            spool.append(numbered(n, PAYLOAD));
            assertBooksClose(spool.statistics());
        }
    }

    private static List<Integer> numbers(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("sink"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void givesBatchesInTheOrderInWhichTheyCame() throws IOException {
        append(0, 8);
        assertEquals(8, spool.statistics().batches());
        assertEquals(linesTo(8), spool.statistics().lines());
        assertEquals(numbers(0, 8), drain(spool));
        assertTrue(spool.peek().isEmpty());
        assertEquals(linesTo(8), spool.statistics().removedLines());
    }

    @Test
    void givesABatchAgainUntilItIsRemoved() throws IOException {
        append(0, 2);
        assertEquals(0, number(spool.peek().orElseThrow()));
        assertEquals(0, number(spool.peek().orElseThrow()));
        assertTrue(spool.remove());
        assertThrows(IllegalStateException.class, spool::remove);
        assertEquals(1, number(spool.peek().orElseThrow()));
    }

    @Test
    void isAfterARestartAsItWasBefore() throws IOException {
        for (int n = 0; n < 30; n++) {
            append(n, n + 1);
            if (n % 3 == 1) {
                spool.peek();
                spool.remove();
            }
            reopen();
        }
        SpoolStatistics statistics = spool.statistics();
        assertEquals(linesTo(30), statistics.appendedLines());
        assertEquals(0, statistics.damagedLines());
        List<Integer> left = drain(spool);
        assertEquals(statistics.batches(), left.size());
        assertEquals(numbers(30 - left.size(), 30), left);
    }

    @Test
    void dropsTheOldestSegmentWhereThereIsNoMoreRoom() throws IOException {
        append(0, 9);
        assertEquals(0, spool.statistics().expiredBySizeLines());
        append(9, 10);
        assertEquals(linesTo(3), spool.statistics().expiredBySizeLines());
        assertTrue(spool.statistics().fill() <= 1);
        reopen();
        assertEquals(numbers(3, 10), drain(spool));
    }

    @Test
    void neverTakesMoreThanItMay() throws IOException {
        for (int n = 0; n < 200; n++) {
            spool.append(numbered(n, 1 + n * 37 % 2500));
            long size = 0;
            for (Path file : files()) {
                size += file.endsWith("position") ? 0 : Files.size(file);
            }
            assertTrue(size <= 9100, size + " bytes");
            assertEquals(size, spool.statistics().bytes());
            assertBooksClose(spool.statistics());
        }
    }

    @Test
    void refusesABatchThatCanNeverFitAndKeepsTheOthers() throws IOException {
        append(0, 2);
        assertThrows(IllegalArgumentException.class, () -> spool.append(numbered(2, 9100)));
        assertEquals(numbers(0, 2), drain(spool));
    }

    @Test
    void dropsOneBatchAfterTheOtherWhenItIsTooOldThoughNothingIsAppended() throws IOException {
        append(0, 1);
        now = now.plus(MAX_AGE.dividedBy(2));
        append(1, 2);
        now = now.plus(MAX_AGE.dividedBy(2)).plusMillis(1);
        spool.maintain();
        assertEquals(linesTo(1), spool.statistics().expiredByAgeLines());
        reopen();
        now = now.plus(MAX_AGE);
        assertTrue(spool.peek().isEmpty());
        assertEquals(linesTo(2), spool.statistics().expiredByAgeLines());
        append(2, 3);
        assertEquals(numbers(2, 3), drain(spool));
    }

    @Test
    void saysWhereABatchHadToMakeRoomBeforeItWasRemoved() throws IOException {
        append(0, 1);
        spool.peek();
        append(1, 10);
        assertFalse(spool.remove());
        assertEquals(0, spool.statistics().removedLines());
        assertEquals(numbers(3, 10), drain(spool));
    }

    @Test
    void deletesFilesThatWereRead() throws IOException {
        append(0, 9);
        drain(spool);
        reopen();
        assertEquals(0, spool.statistics().bytes());
        assertEquals(List.of(directory.resolve("sink").resolve("position")), files());
    }

    @Test
    void survivesThatSomebodyDeletesAFile() throws IOException {
        append(0, 7);
        Files.delete(files().get(1));
        assertEquals(List.of(0, 1, 2, 6), drain(spool));
        assertEquals(linesTo(6) - linesTo(3), spool.statistics().damagedLines());
        reopen();
    }

    @Test
    void knowsNothingOfWhatWasBeforeWhereThePositionIsLost() throws IOException {
        append(0, 7);
        spool.peek();
        spool.remove();
        spool.close();
        Files.delete(directory.resolve("sink").resolve("position"));
        open();
        assertEquals(linesTo(7), spool.statistics().appendedLines());
        assertEquals(numbers(0, 7), drain(spool));
    }

    @Test
    void refusesWhatANewerVersionHasWritten() throws IOException {
        append(0, 1);
        spool.close();
        Path segment = files().getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        System.arraycopy(SegmentHeader.encoded(2), 0, bytes, 0, SegmentHeader.BYTES);
        Files.write(segment, bytes);
        assertThrows(IOException.class, this::open);
        Files.delete(segment);
        open();
    }

    @Test
    void nobodyElseMayReadIt() throws IOException {
        append(0, 1);
        assertEquals("rwx------", permissions(directory.resolve("sink")));
        for (Path file : files()) {
            assertEquals("rw-------", permissions(file));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void keepsWhatItHasWithEveryPolicy() throws IOException {
        for (Fsync fsync : Fsync.values()) {
            spool.close();
            spool = open(new SpoolSettings(9100, MAX_AGE, 3100, fsync));
            append(0, 5);
            now = now.plusSeconds(2);
            spool.maintain();
            assertEquals(numbers(0, 5), drain(spool), fsync::name);
        }
    }
}
