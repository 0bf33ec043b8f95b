package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that logs a million lines as fast as it can, in a heap that could not hold them. */
class MillionLinesIT {
    private static final int LINES = 1_000_000;
    private static final int READERS = 10;
    private static final long LIMIT_SECONDS = 180;

    private interface Lines {
        String next() throws IOException;
    }

    @Test
    void everyReaderGetsEveryLineOnceWhileItIsLoggedAndAfterARestart(@TempDir Path directory) throws Exception {
        // The heap is that of every test here: 256 MB.
        try (LivetailProcess livetail = LivetailProcess.start(Options.of().lasting())) {
            String run = livetail.startRun("demo", "lines=" + LINES, "interval=0");
            String stream = "/runs/" + run + "/logs/stream?format=text";
            readAll(livetail, stream, READERS);
            livetail.awaitState(run, "succeeded");

            assertEquals(0, livetail.terminate());
            livetail.restart();

            readAll(livetail, stream, 2);
            assertLastFive(livetail, run);
            assertDownload(livetail, run, directory.resolve("log.txt"));
        }
    }

    private static void readAll(LivetailProcess livetail, String path, int count) throws Exception {
        try (ExecutorService readers = Executors.newFixedThreadPool(count)) {
            List<Future<Void>> read = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Callable<Void> reader = () -> {
                    try (LogStream stream = livetail.stream(path)) {
                        assertAll(stream::readLine);
                        assertTrue(stream.complete());
                    }
                    return null;
                };
                read.add(readers.submit(reader));
            }
            for (Future<Void> one : read) {
                one.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private static void assertAll(Lines lines) throws IOException {
        for (int n = 1; n <= LINES; n++) {
            String line = lines.next();
            String expected = " - line " + n + " of " + LINES;
            // By hand, since a message for each of ten million would take longer than all the rest.
            if (line == null || !line.endsWith(expected)) {
                assertEquals(expected, line);
            }
        }
        String last = lines.next();
        assertTrue(last.startsWith("--- end: succeeded: "), last);
        assertNull(lines.next());
    }

    private static void assertLastFive(LivetailProcess livetail, String run) {
        List<String> tail =
                livetail.get("/runs/" + run + "/logs?tail=5").body().lines().toList();
        assertEquals(6, tail.size(), tail.toString());
        for (int i = 0; i < 5; i++) {
            int n = LINES - 4 + i;
            assertTrue(tail.get(i).endsWith(" - line " + n + " of " + LINES), tail.get(i));
        }
    }

    private static void assertDownload(LivetailProcess livetail, String run, Path file) throws Exception {
        // By the name that the service gives it: -J would take that, were it not for the directory.
        List<String> head = Tool.run(
                "curl",
                "-sS",
                "-D",
                "-",
                "-o",
                file.toString(),
                livetail.uri("/runs/" + run + "/logs?download=true").toString());
        assertTrue(
                head.contains("Content-Disposition: attachment; filename=\"demo-" + run + ".log\""), head.toString());
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            assertAll(reader::readLine);
        }
    }
}
