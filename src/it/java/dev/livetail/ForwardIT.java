package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service's lines arrive at an aggregator, whatever that does. */
class ForwardIT {
    private static final int BURSTS = 10;
    private static final int BURST = 1000;
    private static final String SECRET = "Bearer s3cret-of-the-intake";

    private Collector collector;

    @AfterEach
    void end() {
        if (collector != null) {
            collector.close();
        }
    }

    private static Options options(String url, String... more) {
        return Options.of(
                        "livetail.forward.far.url=" + url,
                        "livetail.forward.far.headers.Authorization=" + SECRET,
                        "livetail.forward.far.batch.max-age=10ms",
                        "livetail.forward.far.retry.first=10ms",
                        "livetail.forward.far.retry.most=200ms",
                        "livetail.forward.far.spool.max-lines-per-second=1000000",
                        PipelineBooks.QUIET)
                .and(more);
    }

    /** One that does not hold all bursts. */
    private static Options withSmallJournal(String url, String... more) {
        return options(url, more).and("livetail.journal.capacity=4096");
    }

    private static List<String> lines(int count, String text) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "line " + i + " of " + count + " " + text)
                .toList();
    }

    private static String runDemo(LivetailProcess livetail, int lines, String text) {
        String run = livetail.startRun("demo", "lines=" + lines, "interval=0", "text=" + text);
        livetail.awaitState(run, "succeeded");
        return run;
    }

    private static double forwarded(LivetailProcess livetail, String outcome) {
        return livetail.metric("livetail_forward_lines_total", "sink", "far", "outcome", outcome);
    }

    /** A sink that fails by chance leads to lines about that: if it failed for these too, there would be no end. */
    private static boolean isOfARun(Collector.Request request) {
        return request.lines().stream()
                .anyMatch(line -> line.path("message").asText().startsWith("line "));
    }

    private static PipelineBooks.Sink books(LivetailProcess livetail) {
        return new PipelineBooks(livetail, "far", new Receipts()).sink();
    }

    /** Every line is where the books say that it is. */
    private void checkBooks(LivetailProcess livetail) {
        Receipts receipts = collector == null ? new Receipts() : collector.receipts();
        new PipelineBooks(livetail, "far", receipts).check(collector == null ? 0 : collector.brokenOff());
    }

    private static double waiting(LivetailProcess livetail, String where) {
        return livetail.metric("livetail_forward_waiting", "sink", "far", "where", where);
    }

    /** Logs, in parts of which the journal holds several, so many lines as it does not hold. */
    private static void runBursts(LivetailProcess livetail) {
        for (int i = 0; i < BURSTS; i++) {
            runDemo(livetail, BURST, "of burst " + i);
            await().atMost(LivetailProcess.LIMIT).until(() -> waiting(livetail, "memory") <= 3100);
        }
    }

    private void awaitBursts() {
        await().atMost(LivetailProcess.LIMIT)
                .untilAsserted(() ->
                        assertEquals(BURSTS * BURST, collector.messages("line ").size()));
        for (int i = 0; i < BURSTS; i++) {
            awaitAll(BURST, "of burst " + i);
        }
    }

    /** All of one run's lines have come, in their order, and none twice. */
    private void awaitAll(int count, String text) {
        await().atMost(LivetailProcess.LIMIT)
                .untilAsserted(() -> assertEquals(
                        count,
                        collector.messages("line ").stream()
                                .filter(line -> line.endsWith(text))
                                .count()));
        assertEquals(
                lines(count, text),
                collector.messages("line ").stream()
                        .filter(line -> line.endsWith(text))
                        .toList());
    }

    @Test
    void everyLineArrivesOnceAndInOrderWithItsContext() {
        collector = Collector.start();
        try (LivetailProcess livetail = LivetailProcess.start(options(collector.url()))) {
            String run = runDemo(livetail, 10_000, "here");
            awaitAll(10_000, "here");
            Collector.Request last = collector.requests().getLast();
            assertEquals(SECRET, last.authorization());
            assertEquals("gzip", last.encoding());
            assertEquals(
                    last.lines().getFirst().path("id").asText() + "_"
                            + last.lines().getLast().path("id").asText(),
                    last.key());
            JsonNode line = collector.requests().stream()
                    .flatMap(request -> request.lines().stream())
                    .filter(found -> found.path("message").asText().startsWith("line 7 "))
                    .findFirst()
                    .orElseThrow();
            assertEquals(run, line.at("/mdc/run_id").asText());
            assertFalse(livetail.get("/logs").body().contains(SECRET));
            assertFalse(livetail.output().contains(SECRET));
            checkBooks(livetail);
        }
    }

    @Test
    void aSinkThatIsNotThereGetsItsLinesWhenItIs() {
        int port = Collector.freePort();
        try (LivetailProcess livetail =
                LivetailProcess.start(withSmallJournal("http://localhost:" + port + "/intake"))) {
            runBursts(livetail);
            assertEquals(200, livetail.get("/q/health/ready").statusCode());
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.get("/q/health/ready").body().contains("degraded: it takes nothing since "));
            // More than the journal holds.
            assertTrue(waiting(livetail, "spool") > BURST);
            collector = Collector.start(port);
            awaitBursts();
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> waiting(livetail, "spool") + waiting(livetail, "memory") == 0);
            assertEquals(0, forwarded(livetail, "expired"));
            assertEquals(0, forwarded(livetail, "dead_lettered"));
            checkBooks(livetail);
        }
    }

    @Test
    void aSinkThatFailsHalfTheTimeGetsEachLineOnce() {
        collector = Collector.start()
                .with(request -> !isOfARun(request)
                        ? 200
                        : switch (ThreadLocalRandom.current().nextInt(6)) {
                            case 0 -> 503;
                            case 1 -> Collector.HANG_UP;
                            case 2 -> 408;
                            default -> 200;
                        });
        try (LivetailProcess livetail =
                LivetailProcess.start(options(collector.url(), "livetail.forward.far.batch.max-lines=100"))) {
            runDemo(livetail, 3_000, "in spite of all");
            awaitAll(3_000, "in spite of all");
            checkBooks(livetail);
        }
    }

    @Test
    void aSinkThatBreaksOffInItsAnswerGetsTheSameBatchAgain() {
        AtomicInteger answers = new AtomicInteger();
        collector = Collector.start()
                .with(request -> isOfARun(request) && answers.incrementAndGet() % 3 == 0 ? Collector.BREAK_OFF : 200);
        try (LivetailProcess livetail =
                LivetailProcess.start(options(collector.url(), "livetail.forward.far.batch.max-lines=100"))) {
            runDemo(livetail, 3_000, "twice at the most");
            await().atMost(LivetailProcess.LIMIT).until(() -> books(livetail).waiting() == 0);
            checkBooks(livetail);
            assertTrue(collector.brokenOff() > 5);
            assertEquals(collector.brokenOff(), collector.receipts().repeatedBatches());
        }
    }

    @Test
    void aSinkThatBreaksOffInMidRequestGetsEachLineOnce() {
        AtomicInteger requests = new AtomicInteger();
        collector =
                Collector.start().readingNoFurther(() -> requests.incrementAndGet() < 20 && requests.get() % 3 != 0);
        // Batches that no buffer of the kernel's holds, so that the service is still writing.
        try (LivetailProcess livetail =
                LivetailProcess.start(options(collector.url(), "livetail.forward.far.gzip=false"))) {
            String text = "x".repeat(4_000);
            runDemo(livetail, 3_000, text);
            awaitAll(3_000, text);
            checkBooks(livetail);
        }
    }

    @Test
    void neitherADeadSinkNorASlowOneHoldsUpAThird() {
        CountDownLatch patience = new CountDownLatch(1);
        collector = Collector.start();
        try (Collector slow = Collector.start().with(request -> {
                    patience.await();
                    return 200;
                });
                LivetailProcess livetail = LivetailProcess.start(options(
                        collector.url(),
                        "livetail.forward.dead.url=http://localhost:" + Collector.freePort() + "/intake",
                        "livetail.forward.slow.url=" + slow.url(),
                        "livetail.forward.slow.timeout=1m"))) {
            PipelineBooks slowBooks = new PipelineBooks(livetail, "slow", slow.receipts());
            runDemo(livetail, 20_000, "for all");
            awaitAll(20_000, "for all");
            // The slow one is at its first batch all the time.
            assertEquals(1, slow.requests().size());
            assertEquals(0, slowBooks.sink().forwarded());
            assertEquals(0, books(livetail).expired());
            checkBooks(livetail);
            PipelineBooks deadBooks = new PipelineBooks(livetail, "dead", new Receipts());
            deadBooks.check(0);
            assertTrue(deadBooks.sink().waiting() > 20_000);
            patience.countDown();
            slowBooks.awaitNothingWaiting();
            slowBooks.check(0);
            assertEquals(20_000, slow.messages("line ").size());
        } finally {
            patience.countDown();
        }
    }

    @Test
    void aSinkThatAsksForTimeIsGivenIt() {
        CountDownLatch asked = new CountDownLatch(1);
        collector = Collector.start().with(request -> {
            boolean first = asked.getCount() > 0;
            asked.countDown();
            return first ? 429 : 200;
        });
        try (LivetailProcess livetail = LivetailProcess.start(options(collector.url()))) {
            runDemo(livetail, 10, "in good time");
            awaitAll(10, "in good time");
            checkBooks(livetail);
        }
    }

    @Test
    void aSinkThatNeverAnswersHoldsUpNobody() {
        collector = Collector.start().with(request -> {
            new CountDownLatch(1).await();
            return 200;
        });
        try (LivetailProcess livetail = LivetailProcess.start(withSmallJournal(
                collector.url(), "livetail.forward.far.timeout=200ms", "livetail.shutdown.timeout=1s"))) {
            runBursts(livetail);
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.get("/q/health/ready").body().contains("no answer within 200 ms"));
            assertEquals(0, forwarded(livetail, "expired"));
            checkBooks(livetail);
        }
    }

    @Test
    void onePoisonedLineIsPutAsideWithTheReason() throws IOException {
        collector = Collector.start()
                .with(request -> request.lines().stream()
                                .anyMatch(line -> line.path("message").asText().startsWith("line 77 "))
                        ? 400
                        : 200);
        try (LivetailProcess livetail = LivetailProcess.start(options(collector.url()))) {
            runDemo(livetail, 1_000, "but one");
            await().atMost(LivetailProcess.LIMIT)
                    .untilAsserted(
                            () -> assertEquals(999, collector.messages("line ").size()));
            await().atMost(LivetailProcess.LIMIT).until(() -> forwarded(livetail, "dead_lettered") == 1);
            Path letters = livetail.data().resolve("forward/far/dead-letters.ndjson");
            JsonNode letter = LivetailProcess.parse(Files.readString(letters));
            assertEquals("it answered 400", letter.path("reason").asText());
            assertTrue(letter.at("/event/message").asText().startsWith("line 77 "), letter.toString());
            checkBooks(livetail);
        }
    }

    @Test
    void whatWasLoggedBeforeTheEndHasArrived() throws Exception {
        collector = Collector.start();
        try (LivetailProcess livetail =
                LivetailProcess.start(options(collector.url(), "livetail.forward.far.batch.max-age=1m"))) {
            runDemo(livetail, 500, "at the last moment");
            livetail.terminate();
            awaitAll(500, "at the last moment");
        }
    }

    @Test
    void whatCouldNotBeForwardedBeforeTheEndArrivesAfterTheNextStart() throws Exception {
        int port = Collector.freePort();
        try (LivetailProcess livetail = LivetailProcess.start(options("http://localhost:" + port + "/intake"))) {
            runDemo(livetail, 500, "before");
            collector = Collector.start(port).with(request -> 503);
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            books.beforeTerm();
            livetail.terminate();
            collector.with(Collector.Manners.GOOD);
            livetail.restart();
            awaitAll(500, "before");
            books.check(0);
        }
    }

    @Test
    void afterAKillOnlyWhatWasNotYetOnDiskIsMissing() throws Exception {
        int port = Collector.freePort();
        try (LivetailProcess livetail =
                LivetailProcess.start(withSmallJournal("http://localhost:" + port + "/intake"))) {
            runBursts(livetail);
            double spooled = waiting(livetail, "spool");
            assertTrue(spooled > BURST, () -> "" + spooled);
            collector = Collector.start(port).with(request -> 503);
            PipelineBooks books = new PipelineBooks(livetail, "far", collector.receipts());
            books.beforeKill();
            livetail.kill();
            collector.with(Collector.Manners.GOOD);
            livetail.restart();
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> waiting(livetail, "spool") == 0 && forwarded(livetail, "forwarded") >= spooled);
            List<String> arrived = collector.messages("line ");
            assertEquals(arrived.size(), new HashSet<>(arrived).size());
            List<String> all = IntStream.range(0, BURSTS)
                    .boxed()
                    .flatMap(i -> lines(BURST, "of burst " + i).stream())
                    .toList();
            assertEquals(all.stream().filter(Set.copyOf(arrived)::contains).toList(), arrived);
            books.check(0);
        }
    }

    @Test
    void whatCannotWorkStopsTheStart() throws Exception {
        assertRefused("livetail.forward.far.url", "livetail.forward.far.url=ftp://localhost/x");
        assertRefused("livetail.forward.far.url has a user", "livetail.forward.far.url=http://a:b@localhost/x");
        assertRefused("livetail.forward.far.shape", "livetail.forward.far.shape=xml");
        assertRefused("livetail.forward.far.batch.max-lines", "livetail.forward.far.batch.max-lines=0");
    }

    private static void assertRefused(String told, String option) throws Exception {
        LivetailProcess.Failed failed = LivetailProcess.startInVain(options("http://localhost:1/intake", option));
        assertTrue(failed.output().contains(told), failed.output());
    }
}
