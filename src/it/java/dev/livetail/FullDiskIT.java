package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The disk that the service keeps its data on is full while a sink is away. */
class FullDiskIT {
    private static final int JOURNAL = 4096;
    private static final int LINES = 6000;

    private static Options options(int port) {
        return Options.of(
                "livetail.forward.far.url=http://localhost:" + port + "/intake",
                "livetail.forward.far.batch.max-age=10ms",
                "livetail.forward.far.batch.max-lines=200",
                "livetail.forward.far.retry.first=10ms",
                "livetail.forward.far.retry.most=200ms",
                "livetail.forward.far.spool.max-lines-per-second=1000000",
                "livetail.journal.capacity=" + JOURNAL,
                PipelineBooks.QUIET);
    }

    private static void awaitReady(LivetailProcess livetail) {
        await("it is ready")
                .atMost(LivetailProcess.LIMIT)
                .untilAsserted(
                        () -> assertEquals(200, livetail.get("/q/health/ready").statusCode()));
    }

    /** A run that logs until it is told to end, at a pace that any disk and sink could follow. */
    private static String startEndless(LivetailProcess livetail) {
        return livetail.startRun("demo", "lines=10000000", "interval=200us", "text=without end");
    }

    private static void awaitSpooled(PipelineBooks books) {
        await().atMost(LivetailProcess.LIMIT).until(() -> books.sink().spooled() > 1000);
    }

    @Test
    void theServiceGoesOnAndSaysWhatToDoAndWhenThereIsRoomItRecovers() throws Exception {
        int port = Collector.freePort();
        try (SmallDisk disk = SmallDisk.mount("32m");
                LivetailProcess livetail = LivetailProcess.start(disk, options(port));
                Collector collector = Collector.start(port).with(request -> 503)) {
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            String run = startEndless(livetail);
            awaitSpooled(books);
            disk.fill();
            await("it says so").atMost(LivetailProcess.LIMIT).untilAsserted(() -> {
                HttpResponse<String> ready = livetail.get("/q/health/ready");
                assertEquals(503, ready.statusCode(), ready.body());
                assertTrue(ready.body().contains("its spool cannot be written"), ready.body());
                assertTrue(ready.body().contains("No space left on device"), ready.body());
                assertTrue(ready.body().contains("make room where livetail.data.directory is"), ready.body());
            });
            await("lines are given up")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> books.sink().expired() > JOURNAL);
            assertEquals(200, livetail.get("/q/health/live").statusCode());
            assertEquals("running", livetail.run(run).path("state").asText());
            assertStreamHasNoHole(livetail);

            disk.makeRoom();
            awaitReady(livetail);
            livetail.send("DELETE", "/runs/" + run, null);
            livetail.awaitState(run, "cancelled");
            List<String> lines = livetail.messages(run);
            assertTrue(
                    lines.stream().anyMatch(line -> line.contains("lines lost") || line.contains("records lost")),
                    "the run's log does not say what it lacks");
            collector.with(Collector.Manners.GOOD);
            PipelineBooks.Sink last = books.awaitNothingWaiting();
            books.check(0);
            assertEquals(0, last.deadLettered());
        }
    }

    /** The service's own journal is in memory. */
    private static void assertStreamHasNoHole(LivetailProcess livetail) {
        try (LogStream stream = livetail.stream("/logs/stream?format=text&tail=10")) {
            long first = nextNumber(stream);
            for (int i = 1; i < LINES; i++) {
                assertEquals(first + i, nextNumber(stream));
            }
        }
    }

    /** Of the run's next line; what the service says of its disk stands between them. */
    private static long nextNumber(LogStream stream) {
        String line = stream.readLine();
        while (!line.contains(" - INFO - line ")) {
            line = stream.readLine();
        }
        int from = line.indexOf(" line ") + 6;
        return Long.parseLong(line.substring(from, line.indexOf(' ', from)));
    }

    @Test
    void aSinkThatComesBackMeanwhileGetsEachLineOnce() throws Exception {
        int port = Collector.freePort();
        try (SmallDisk disk = SmallDisk.mount("32m");
                LivetailProcess livetail = LivetailProcess.start(disk, options(port));
                Collector collector = Collector.start(port).with(request -> 503)) {
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            String run = startEndless(livetail);
            awaitSpooled(books);
            livetail.send("DELETE", "/runs/" + run, null);
            livetail.awaitState(run, "cancelled");
            disk.fill();
            collector.with(Collector.Manners.GOOD);
            assertEquals(0, books.awaitNothingWaiting().expired());
            books.check(0);
            awaitReady(livetail);
        }
    }

    @Test
    void itStartsOnAFullDiskToo() throws Exception {
        int port = Collector.freePort();
        try (SmallDisk disk = SmallDisk.mount("32m");
                LivetailProcess livetail = LivetailProcess.start(disk, options(port));
                Collector collector = Collector.start(port).with(request -> 503)) {
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            String run = startEndless(livetail);
            awaitSpooled(books);
            livetail.send("DELETE", "/runs/" + run, null);
            livetail.awaitState(run, "cancelled");
            books.beforeKill();
            livetail.kill();
            disk.fill();
            collector.with(Collector.Manners.GOOD);
            livetail.restart();
            books.check(0);
        }
    }
}
