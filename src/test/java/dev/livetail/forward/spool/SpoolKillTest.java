package dev.livetail.forward.spool;

import static dev.livetail.forward.spool.Batches.assertBooksClose;
import static dev.livetail.forward.spool.Batches.drain;
import static dev.livetail.forward.spool.Batches.number;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9}, again and again in one directory. */
class SpoolKillTest {
    private static final int KILLS = 20;

    @TempDir
    private Path directory;

    /** What the processes have said of batches; -1 where nothing was said. */
    private int appending = -1;

    private int appended = -1;
    private int removing = -1;
    private int removed = -1;

    @Test
    void whatWasAppendedIsThereAndWhatWasRemovedIsGone() throws Exception {
        Random random = new Random(5);
        int next = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            run(next, random.nextInt(1, 400));
            try (Spool spool = SpoolProcess.open(directory, Fsync.NEVER)) {
                assertBooksClose(spool.statistics());
                assertEquals(0, spool.statistics().damagedLines());
                long batches = spool.statistics().batches();
                if (batches == 0) {
                    // all that was appended was removed, the last of it perhaps unsaid
                    assertTrue(appended <= removing, "lost: " + appended + " of " + removing);
                    next = removing + 1;
                } else {
                    int first = number(spool.peek().orElseThrow());
                    assertTrue(first == removed + 1 || first == removing + 1, first + " after " + removed);
                    int last = first + Math.toIntExact(batches) - 1;
                    assertTrue(last == appended || last == appending, last + " for " + appended);
                    next = last + 1;
                }
            }
        }
        try (Spool spool = SpoolProcess.open(directory, Fsync.NEVER)) {
            List<Integer> left = drain(spool);
            int from = next - left.size();
            assertEquals(IntStream.range(from, next).boxed().toList(), left);
            assertEquals(Batches.linesTo(next), spool.statistics().appendedLines());
            assertEquals(Batches.linesTo(next), spool.statistics().removedLines());
        }
    }

    /** Kills it after some steps: wherever it is by then. */
    private void run(int from, int steps) throws IOException, InterruptedException {
        Process process = SpoolProcess.start("", directory, from, 3000, true);
        try (BufferedReader said = SpoolProcess.output(process)) {
            int heard = 0;
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                note(line);
                heard++;
                if (heard == steps) {
                    // not the process itself, which would close what it still has to say
                    process.toHandle().destroyForcibly();
                }
            }
            assertTrue(heard >= steps, "it ended by itself");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        int n = Integer.parseInt(words[1]);
        switch (words[0]) {
            case "appending" -> appending = n;
            case "appended" -> appended = n;
            case "removing" -> removing = n;
            case "removed" -> removed = n;
            default -> throw new AssertionError(line);
        }
    }
}
