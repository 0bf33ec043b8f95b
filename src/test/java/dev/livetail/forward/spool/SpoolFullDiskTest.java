package dev.livetail.forward.spool;

import static dev.livetail.forward.spool.Batches.assertBooksClose;
import static dev.livetail.forward.spool.Batches.drain;
import static dev.livetail.forward.spool.Batches.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No room: said, and nothing else. */
class SpoolFullDiskTest {
    @TempDir
    private Path directory;

    @Test
    void aRecordThatCannotBeWrittenToItsEndHarmsNoOther() throws Exception {
        // No file may be larger than 20 blocks of 512 bytes, while a segment may: the fourth record of 3,064 is cut
        // short.
        // The virtual machine would say so of the limit's signal where it is not ignored.
        Process process = SpoolProcess.start("trap '' XFSZ; ulimit -f 20;", directory, 0, 3000, false);
        String last = "";
        try (BufferedReader said = SpoolProcess.output(process)) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                last = line;
            }
        } finally {
            process.waitFor();
        }
        assertEquals("failed 3", last);
        try (Spool spool = SpoolProcess.open(directory, Fsync.NEVER)) {
            assertBooksClose(spool.statistics());
            assertEquals(0, spool.statistics().damagedLines());
            spool.append(numbered(3, 3000));
            assertEquals(List.of(0, 1, 2, 3), drain(spool));
        }
    }

    @Test
    void appendsAgainWhenThereIsRoomAndCanBeReadMeanwhile() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Tmpfs tmpfs = Tmpfs.mountedOn(disk);
        try (Spool spool = Spool.open(
                disk.resolve("sink"),
                new SpoolSettings(1 << 30, Duration.ofDays(1), 300_000, Fsync.EACH_BATCH),
                InstantSource.system())) {
            int next = fill(spool);
            assertTrue(next > 5, next + " batches");
            SpoolStatistics full = spool.statistics();
            for (int again = 0; again < 3; again++) {
                int refused = next;
                assertThrows(IOException.class, () -> spool.append(numbered(refused, 100_000)));
                assertEquals(full, spool.statistics());
            }
            // five make room by the segments that they were in
            for (int n = 0; n < 5; n++) {
                assertEquals(n, Batches.number(spool.peek().orElseThrow()));
                assertTrue(spool.remove());
            }
            spool.append(numbered(next, 100_000));
            assertEquals(IntStream.rangeClosed(5, next).boxed().toList(), drain(spool));
            assertEquals(Batches.linesTo(next + 1), spool.statistics().removedLines());
            assertBooksClose(spool.statistics());
        } finally {
            tmpfs.unmount();
        }
    }

    @Test
    void whatIsThereCanBeRemovedWhenThereIsNoBlockLeft() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Tmpfs tmpfs = Tmpfs.mountedOn(disk);
        try (Spool spool = Spool.open(
                disk.resolve("sink"),
                new SpoolSettings(1 << 30, Duration.ofDays(1), 300_000, Fsync.NEVER),
                InstantSource.system())) {
            spool.append(numbered(0, 1000));
            spool.append(numbered(1, 1000));
            tmpfs.fill(0);
            assertEquals(List.of(0, 1), drain(spool));
            assertBooksClose(spool.statistics());
        } finally {
            tmpfs.unmount();
        }
    }

    /** Answers the first batch that did not fit. */
    private static int fill(Spool spool) {
        for (int n = 0; ; n++) {
            try {
                spool.append(numbered(n, 100_000));
            } catch (IOException e) {
                return n;
            }
        }
    }
}
