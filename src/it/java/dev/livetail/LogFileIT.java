package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The log file that one property switches on. */
class LogFileIT {
    private static final String ON = "quarkus.log.file.enabled=true";
    private static final String READABLE = "quarkus.log.file.json.enabled=false";
    private static final String SMALL = "quarkus.log.file.rotation.max-file-size=4K";

    private static Path directory(LivetailProcess livetail) {
        return livetail.data().resolve("log");
    }

    private static Path file(LivetailProcess livetail) {
        return directory(livetail).resolve("livetail.log");
    }

    private static List<Path> files(LivetailProcess livetail) throws IOException {
        try (Stream<Path> files = Files.list(directory(livetail))) {
            return files.sorted().toList();
        }
    }

    private static void run(LivetailProcess livetail, String... parameters) {
        livetail.awaitState(livetail.startRun("demo", parameters), "succeeded");
    }

    @Test
    void unlessAskedForThereIsNone() {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            assertFalse(Files.exists(directory(livetail)));
        }
    }

    @Test
    void itHasTheLinesOfTheConsoleToTheLast() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(ON)) {
            run(livetail, "lines=3", "interval=0");
            assertEquals(0, livetail.terminate());
            assertEquals(livetail.wholeOutput().lines().toList(), Files.readAllLines(file(livetail)));
        }
    }

    @Test
    void onePropertyMakesItReadable() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(ON, READABLE)) {
            run(livetail, "lines=1", "interval=0", "text=a\r\n2026-11-21 09:34:06,123 forged\u001b[0m");
            assertEquals(0, livetail.terminate());
            List<String> lines = Files.readAllLines(file(livetail));
            assertTrue(
                    lines.stream().allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\d .* (INFO|WARN) .*")),
                    lines::toString);
            assertTrue(
                    lines.stream().anyMatch(line -> line.endsWith("line 1 of 1 a\\r\\n2026-11-21 09:34:06,123 forged")),
                    lines::toString);
        }
    }

    @Test
    void onePropertyMakesItEcs() throws IOException, InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start(ON, "quarkus.log.file.json.log-format=ecs")) {
            assertEquals(0, livetail.terminate());
            for (String line : Files.readAllLines(file(livetail))) {
                assertTrue(LivetailProcess.parse(line).has("ecs.version"), line);
            }
        }
    }

    @Test
    void itIsRotatedBySizeAndSoManyFilesAreKeptOverAllDays() throws IOException, InterruptedException {
        Options options = Options.of(ON, SMALL, "quarkus.log.file.rotation.max-backup-index=2")
                .file("data/log/livetail.log.2020-01-01", "of an earlier day")
                .file("data/log/notes.txt", "of someone else");
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            run(livetail, "lines=100", "interval=0");
            assertEquals(0, livetail.terminate());
            List<String> names = files(livetail).stream()
                    .map(path -> path.getFileName().toString())
                    .toList();
            assertEquals(4, names.size(), names.toString());
            assertEquals("livetail.log", names.getFirst());
            assertTrue(
                    names.subList(1, 3).stream()
                            .allMatch(name -> name.matches("livetail\\.log\\.\\d{4}-\\d\\d-\\d\\d\\.[12]")
                                    && !name.contains("2020")),
                    names.toString());
            assertEquals("notes.txt", names.getLast());
        }
    }

    @Test
    void oneThatCannotBeOpenedIsToldOnceAndWrittenWhenItCan() throws IOException {
        try (LivetailProcess livetail = startWithDirectoryInItsPlace()) {
            HttpResponse<String> ready = livetail.get("/q/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("livetail.log (Is a directory)"), ready.body());
            assertTrue(ready.body().contains("\"remedy\""), ready.body());
            run(livetail, "lines=3", "interval=0");
            awaitToldOnce(livetail);

            Files.delete(file(livetail).resolve("in-its-place"));
            Files.delete(file(livetail));
            awaitReady(livetail);
            run(livetail, "lines=1", "interval=0", "text=again");
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> Files.readString(file(livetail)).contains("line 1 of 1 again"));
        }
    }

    /** Not ready, so nothing waits for that. */
    private static LivetailProcess startWithDirectoryInItsPlace() {
        return LivetailProcess.startUnready(Options.of(ON).file("data/log/livetail.log/in-its-place", ""));
    }

    @Test
    void oneThatCannotBeWrittenAnyMoreIsToldOnceAndWrittenWhenItCan() throws IOException {
        try (LivetailProcess livetail = LivetailProcess.start(ON, SMALL)) {
            Path elsewhere = livetail.directory().resolve("elsewhere");
            Files.move(directory(livetail), elsewhere);
            Files.writeString(directory(livetail), "in its place");
            run(livetail, "lines=100", "interval=0");
            await("it is not ready")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.get("/q/health/ready").statusCode() == 503);
            run(livetail, "lines=100", "interval=0");
            awaitToldOnce(livetail);

            Files.delete(directory(livetail));
            awaitReady(livetail);
            run(livetail, "lines=1", "interval=0", "text=again");
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> Files.readString(file(livetail)).contains("line 1 of 1 again"));
        }
    }

    @Test
    void aFullDiskIsToldOnce() {
        // Without rotation, which would move what it is given.
        try (LivetailProcess livetail = LivetailProcess.startUnready(
                Options.of(ON, "quarkus.log.file.path=/dev/full", "quarkus.log.file.rotation.enabled=false"))) {
            run(livetail, "lines=100", "interval=0");
            HttpResponse<String> ready = livetail.get("/q/health/ready");
            assertEquals(503, ready.statusCode());
            assertTrue(ready.body().contains("No space left on device"), ready.body());
            awaitToldOnce(livetail);
        }
    }

    private static void awaitReady(LivetailProcess livetail) {
        await("it is ready")
                .atMost(LivetailProcess.LIMIT)
                .until(() -> livetail.get("/q/health/ready").statusCode() == 200);
    }

    private static void awaitToldOnce(LivetailProcess livetail) {
        run(livetail, "lines=1", "interval=0", "text=written behind it");
        livetail.awaitOutput("line 1 of 1 written behind it");
        assertEquals(
                1,
                livetail.output()
                        .lines()
                        .filter(line -> line.startsWith("{"))
                        .map(LivetailProcess::parse)
                        .filter(LogFileIT::tellsOfTheFile)
                        .count(),
                livetail::output);
    }

    private static boolean tellsOfTheFile(JsonNode line) {
        return line.path("level").asText().equals("ERROR")
                && line.path("message").asText().contains("cannot be written");
    }

    @Test
    void aCategoryGetsAFileOfItsOwnByConfiguration() throws IOException, InterruptedException {
        String handler = "quarkus.log.handler.file.\"demo\".";
        String category = "quarkus.log.category.\"dev.livetail.operation.Demo\".";
        Options options = Options.of(
                handler + "enabled=true",
                handler + "path=data/log/demo.log",
                READABLE,
                handler + "format=%p %X{operation} %s%e%n",
                category + "handlers=demo",
                category + "use-parent-handlers=false");
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            run(livetail, "lines=2", "interval=0", "text=a\n2026-11-21 forged\u001b[0m");
            assertEquals(0, livetail.terminate());
            assertEquals(
                    List.of(
                            "INFO demo line 1 of 2 a\\n2026-11-21 forged",
                            "INFO demo line 2 of 2 a\\n2026-11-21 forged"),
                    Files.readAllLines(directory(livetail).resolve("demo.log")));
            assertFalse(livetail.wholeOutput().contains("line 1 of 2"), livetail::output);
        }
    }
}
