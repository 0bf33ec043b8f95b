package dev.livetail.forward.spool;

import static dev.livetail.forward.spool.Batches.assertBooksClose;
import static dev.livetail.forward.spool.Batches.drain;
import static dev.livetail.forward.spool.Batches.linesTo;
import static dev.livetail.forward.spool.Batches.numbered;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cuts and flips at every byte: what is whole is there, what is not is counted, nothing is thrown. */
class SpoolDamageTest {
    private static final int PAYLOAD = 40;
    private static final int RECORD = RecordHeader.BYTES + PAYLOAD;
    private static final int PER_SEGMENT = 3;
    private static final int BATCHES = 3 * PER_SEGMENT;
    private static final SpoolSettings SETTINGS =
            new SpoolSettings(1 << 20, Duration.ofDays(1), SegmentHeader.BYTES + PER_SEGMENT * RECORD, Fsync.NEVER);

    @TempDir
    private Path directory;

    private static Spool open(Path directory) throws IOException {
        return Spool.open(directory, SETTINGS, InstantSource.system());
    }

    /** Three segments of three batches, the first of which was removed. */
    private Path written() throws IOException {
        Path written = directory.resolve("written");
        try (Spool spool = open(written)) {
            for (int n = 0; n < BATCHES; n++) {
                spool.append(numbered(n, PAYLOAD));
            }
            spool.peek();
            spool.remove();
        }
        return written;
    }

    private interface Harm {
        byte[] to(byte[] file);
    }

    /** What is there after one file of a copy was harmed; the books must know of each line. */
    private List<Integer> left(Path written, String harmed, Harm harm) throws IOException {
        Path copy = Files.createTempDirectory(directory, "copy");
        try (var files = Files.list(written)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                String name = file.getFileName().toString();
                Files.write(copy.resolve(name), name.equals(harmed) ? harm.to(bytes) : bytes);
            }
        }
        List<Integer> left;
        try (Spool spool = open(copy)) {
            assertBooksClose(spool.statistics());
            spool.append(numbered(BATCHES, PAYLOAD));
            left = drain(spool);
            assertBooksClose(spool.statistics());
            assertEquals(BATCHES, left.removeLast(), "what is appended after that");
            assertEquals(linesTo(BATCHES + 1), spool.statistics().appendedLines());
            long lost =
                    linesTo(BATCHES) - left.stream().mapToLong(Batches::lines).sum() - Batches.lines(0);
            assertEquals(lost, spool.statistics().damagedLines());
        }
        // damaged files go too when they were passed
        try (Spool spool = open(copy)) {
            assertEquals(0, spool.statistics().lines());
            assertEquals(0, spool.statistics().bytes());
            assertEquals(linesTo(BATCHES + 1), spool.statistics().appendedLines());
        }
        return left;
    }

    private static List<Integer> without(int from, int to) {
        List<Integer> numbers =
                new ArrayList<>(IntStream.range(1, BATCHES).boxed().toList());
        numbers.removeAll(IntStream.range(from, to).boxed().toList());
        return numbers;
    }

    private static String name(int segment) {
        return "%016d.spool".formatted(segment + 1);
    }

    @Test
    void aFileCutAtAnyByteKeepsWhatIsBeforeThat() throws IOException {
        Path written = written();
        for (int segment = 0; segment < 3; segment++) {
            int first = segment * PER_SEGMENT;
            for (int size = 0; size < SETTINGS.segmentBytes(); size++) {
                int cut = size;
                int whole = Math.max(0, size - SegmentHeader.BYTES) / RECORD;
                assertEquals(
                        without(first + whole, first + PER_SEGMENT),
                        left(written, name(segment), bytes -> Arrays.copyOf(bytes, cut)),
                        "segment " + segment + " cut at " + cut);
            }
        }
    }

    @Test
    void aByteThatIsNotAsItWasCostsItsSegmentAtMost() throws IOException {
        Path written = written();
        for (int segment = 0; segment < 3; segment++) {
            int first = segment * PER_SEGMENT;
            for (int offset = 0; offset < SETTINGS.segmentBytes(); offset++) {
                int flipped = offset;
                int batch = first + Math.max(0, offset - SegmentHeader.BYTES) / RECORD;
                boolean payload =
                        offset >= SegmentHeader.BYTES && (offset - SegmentHeader.BYTES) % RECORD >= RecordHeader.BYTES;
                assertEquals(
                        without(batch, payload ? batch + 1 : first + PER_SEGMENT),
                        left(written, name(segment), bytes -> flip(bytes, flipped)),
                        "segment " + segment + " flipped at " + offset);
            }
        }
    }

    @Test
    void aByteOfThePositionThatIsNotAsItWasCostsNothing() throws IOException {
        Path written = written();
        for (int place : new int[] {0, 4096}) {
            for (int offset = place; offset < place + Position.BYTES; offset++) {
                int flipped = offset;
                assertEquals(without(0, 1), left(written, "position", bytes -> flip(bytes, flipped)), "at " + offset);
            }
        }
    }

    @Test
    void aRecordThatWasRefusedButCouldNotBeTakenBackIsNotReadBesideTheNext() throws IOException {
        Path refused = directory.resolve("refused");
        Path other = directory.resolve("other");
        try (Spool spool = open(refused)) {
            spool.append(numbered(0, PAYLOAD));
        }
        try (Spool spool = open(refused)) {
            spool.append(numbered(1, PAYLOAD));
        }
        try (Spool spool = open(other)) {
            spool.append(numbered(0, PAYLOAD));
            spool.append(numbered(1, PAYLOAD));
        }
        Files.write(refused.resolve(name(0)), Files.readAllBytes(other.resolve(name(0))));
        try (Spool spool = open(refused)) {
            assertBooksClose(spool.statistics());
            assertEquals(List.of(0, 1), drain(spool));
        }
    }

    @Test
    void aTornRecordAtTheEndIsNoLoss() throws IOException {
        Path torn = directory.resolve("torn");
        Spool killed = open(torn);
        killed.append(numbered(0, PAYLOAD));
        killed.append(numbered(1, PAYLOAD));
        Path segment = torn.resolve(name(0));
        byte[] bytes = Files.readAllBytes(segment);
        for (int size = SegmentHeader.BYTES + RECORD; size < bytes.length; size++) {
            Path copy = Files.createDirectory(directory.resolve("torn-" + size));
            Files.write(copy.resolve(name(0)), Arrays.copyOf(bytes, size));
            try (Spool spool = open(copy)) {
                assertEquals(0, spool.statistics().damagedLines());
                spool.append(numbered(1, PAYLOAD));
                assertEquals(List.of(0, 1), drain(spool));
                assertEquals(linesTo(2), spool.statistics().removedLines());
                assertEquals(linesTo(2), spool.statistics().appendedLines());
            }
        }
        killed.close();
    }

    private static byte[] flip(byte[] bytes, int offset) {
        bytes[offset] ^= 0x10;
        return bytes;
    }
}
