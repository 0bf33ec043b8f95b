package dev.livetail.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.StyleSpan;
import dev.livetail.journal.Journal;
import dev.livetail.journal.RingJournal;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogDrainTest {
    private static final Pattern LOST = Pattern.compile("(\\d+) records? lost: .*");

    private final StallingJournal stalling = new StallingJournal();

    @AfterEach
    void goOn() {
        stalling.goOn();
        MDC.clear();
    }

    @Test
    void journalsInTheOrderOfLogging() throws InterruptedException {
        try (Captured captured = Captured.started()) {
            for (int i = 1; i <= 5000; i++) {
                captured.drain.awaitCapacity();
                captured.log.info("line " + i);
            }
            assertEquals(
                    IntStream.rangeClosed(1, 5000).mapToObj(i -> "line " + i).toList(), captured.messages());
        }
    }

    @Test
    void theBooksCloseUnderOverload() throws InterruptedException {
        int threads = 4;
        int each = 20_000;
        Captured captured = Captured.started(stalling, 1024, Overflow.DISCARD);
        List<Thread> producers = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            producers.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    captured.log.log(i % 10 == 0 ? Level.WARN : i % 3 == 0 ? Level.DEBUG : Level.INFO, "overload");
                }
            }));
        }
        for (Thread producer : producers) {
            producer.join();
        }
        stalling.goOn();
        captured.drain.awaitCapacity();
        captured.log.info("afterwards");
        assertTrue(captured.end());

        CaptureCounters books = captured.counters;
        assertEquals(threads * each + 1, books.captured());
        assertEquals(books.captured(), books.journalled() + books.dropped() + books.failed());
        assertTrue(books.dropped() > 0);
        List<String> messages = Captured.messages(stalling);
        assertEquals(messages.size(), books.journalled() + books.reports());
        assertEquals(
                books.dropped(), messages.stream().mapToLong(LogDrainTest::lost).sum());
        assertTrue(messages.contains("afterwards"));
    }

    private static long lost(String message) {
        Matcher matcher = LOST.matcher(message);
        return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    }

    @Test
    void theLastEighthOfTheQueueIsForWarningsAndErrors() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            for (int i = 0; i < 100; i++) {
                captured.log.info("info");
            }
            captured.log.log(Level.WARN, "a warning");
            captured.log.log(Level.ERROR, "an error");
            stalling.goOn();

            List<String> messages = captured.messages();
            assertTrue(messages.containsAll(List.of("a warning", "an error")));
            assertEquals(
                    0,
                    captured.counters.lost(LossReason.QUEUE_FULL, LogLevel.WARN)
                            + captured.counters.lost(LossReason.QUEUE_FULL, LogLevel.ERROR));
            long lost = captured.counters.lost(LossReason.QUEUE_FULL, LogLevel.INFO);
            assertEquals(100, lost + Collections.frequency(messages, "info"));
            assertEquals(lost, reported(messages));
        }
    }

    /** The sum of all reports: the drain may already have come to the first losses before it was stalled. */
    private static long reported(List<String> messages) {
        Pattern report = Pattern.compile("(\\d+) records? lost: capture queue full \\(INFO \\1\\)");
        return messages.stream()
                .map(report::matcher)
                .filter(Matcher::matches)
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    @Test
    void aRunIsToldWhatItLost() throws InterruptedException {
        RingJournal run = new RingJournal(1, 1000, Long.MAX_VALUE);
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            captured.runs.put("r1", run);
            MDC.put(MdcKeys.RUN_ID, "r1");
            for (int i = 0; i < 100; i++) {
                captured.log.info("of the run");
            }
            MDC.remove(MdcKeys.RUN_ID);
            captured.log.info("of no run, and lost");
            stalling.goOn();
            captured.awaitAllJournalled();

            List<String> messages = Captured.messages(run);
            int kept = Collections.frequency(messages, "of the run");
            int lost = 100 - kept;
            assertTrue(lost > 0);
            assertEquals(lost, reported(messages));
        }
    }

    @Test
    void aLineIsInTheJournalOfItsRunAndOfNoOther() throws InterruptedException {
        RingJournal first = new RingJournal(1, 1000, Long.MAX_VALUE);
        RingJournal second = new RingJournal(2, 1000, Long.MAX_VALUE);
        try (Captured captured = Captured.started()) {
            captured.runs.put("1", first);
            captured.runs.put("2", second);
            MDC.put(MdcKeys.RUN_ID, "1");
            captured.log.info("of the first");
            MDC.put(MdcKeys.RUN_ID, "2");
            captured.log.info("of the second");
            MDC.put(MdcKeys.RUN_ID, "unknown");
            captured.log.info("of one that ended long ago");
            MDC.remove(MdcKeys.RUN_ID);
            captured.log.info("of none");

            assertEquals(
                    List.of("of the first", "of the second", "of one that ended long ago", "of none"),
                    captured.messages());
            assertEquals(List.of("of the first"), Captured.messages(first));
            assertEquals(List.of("of the second"), Captured.messages(second));
        }
    }

    @Test
    void takesSecretsOutOfAllThatALineHas() throws InterruptedException {
        try (Captured captured = Captured.started()) {
            Exception suppressed = new IllegalStateException("token=sEcReT");
            Exception thrown = new IllegalStateException("outer", new IllegalArgumentException("pin: sEcReT"));
            thrown.addSuppressed(suppressed);
            ExtLogRecord record = new ExtLogRecord(Level.WARN, "{0} for {1}", LogDrainTest.class.getName());
            record.setLoggerName("test");
            record.setParameters(new Object[] {"password=sEc", "bob"});
            record.setThrown(thrown);
            record.setThreadName("token=sEcReT");
            record.setNdc("Bearer sEcReT1");
            MDC.put("db.password", "sEcReT");
            MDC.put("note", "of \u001b[31mnothing");
            captured.log.logRaw(record);
            // The colour does not hide it
            captured.log.info("pass\u001b[1mword=sEc\u001b[0mReT and \u001b[32mgreen\u001b[0m");
            captured.log.info("only \u001b[32mgreen\u001b[0m");

            List<LogEvent> events = captured.events();
            assertFalse(events.toString().contains("sEc"), events::toString);
            LogEvent first = events.getFirst();
            assertEquals("password=*** for bob", first.message());
            assertEquals("***", first.mdc().get("db.password"));
            assertEquals("pin: ***", first.thrown().cause().message());
            assertEquals("token=***", first.thrown().suppressed().getFirst().message());
            assertEquals("password=*** and green", events.get(1).message());
            assertEquals(List.of(), events.get(1).styles());
            assertEquals(List.of(new StyleSpan(5, 10, "green")), events.get(2).styles());
            assertSame(events.get(1).mdc(), events.get(2).mdc());
        }
    }

    @Test
    void anActionComesAfterAllThatWasLoggedBeforeIt() throws InterruptedException {
        List<Long> lastAtAction = Collections.synchronizedList(new ArrayList<>());
        try (Captured captured = Captured.started()) {
            for (int i = 1; i <= 100; i++) {
                for (int line = 0; line < 10; line++) {
                    captured.log.info("line");
                }
                captured.drain.afterAllLogged(() -> lastAtAction.add(captured.service.last()));
            }
            captured.awaitAllJournalled();
        }
        assertEquals(IntStream.rangeClosed(1, 100).mapToObj(i -> i * 10L).toList(), lastAtAction);
    }

    @Test
    void anActionWaitsForRoomInAFullQueue() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            fill(captured);
            CountDownLatch ran = new CountDownLatch(1);
            Thread caller = Thread.ofPlatform().start(() -> captured.drain.afterAllLogged(ran::countDown));
            await().until(() -> caller.getState() == Thread.State.WAITING);
            assertEquals(1, ran.getCount());
            stalling.goOn();
            caller.join();
            ran.await();
        }
    }

    @Test
    void anActionThatFailsOrAsksForAnotherOneHarmsNobody() throws InterruptedException {
        try (Captured captured = Captured.started()) {
            CompletableFuture<Throwable> thrown = new CompletableFuture<>();
            captured.drain.afterAllLogged(() -> thrown.complete(
                    assertThrows(IllegalStateException.class, () -> captured.drain.afterAllLogged(() -> {}))));
            captured.drain.afterAllLogged(() -> {
                throw new StackOverflowError("of a test");
            });
            captured.log.info("afterwards");
            assertTrue(captured.messages().contains("afterwards"));
            assertTrue(thrown.isDone());
        }
    }

    @Test
    void anActionAfterTheEndRunsAtOnce() throws InterruptedException {
        Captured captured = Captured.started();
        assertTrue(captured.end());
        List<String> ran = new ArrayList<>();
        captured.drain.afterAllLogged(() -> ran.add("ran"));
        assertEquals(List.of("ran"), ran);
    }

    @Test
    void whoAwaitsCapacityWaitsUntilTheQueueIsHalfEmpty() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            captured.drain.awaitCapacity();
            fill(captured);
            CompletableFuture<Integer> queuedAfter = new CompletableFuture<>();
            Thread producer = Thread.ofVirtual().start(() -> {
                try {
                    captured.drain.awaitCapacity();
                    queuedAfter.complete(captured.drain.queued());
                } catch (InterruptedException e) {
                    queuedAfter.completeExceptionally(e);
                }
            });
            await().until(() -> producer.getState() == Thread.State.WAITING);
            assertFalse(queuedAfter.isDone());
            stalling.goOn();
            assertTrue(queuedAfter.join() < 32);
        }
    }

    @Test
    void whoWaitsCanBeInterrupted() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            fill(captured);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, captured.drain::awaitCapacity);
            stalling.goOn();
        }
    }

    @Test
    void withPolicyBlockNothingIsLostBecauseCallersWait() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.BLOCK)) {
            Thread producer = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1000; i++) {
                    captured.log.info("line");
                }
            });
            await().until(() -> producer.getState() == Thread.State.WAITING);
            stalling.goOn();
            producer.join();
            assertEquals(Collections.nCopies(1000, "line"), captured.messages());
            assertEquals(0, captured.counters.dropped());
        }
    }

    @Test
    void withPolicyBlockAnEventLoopDiscardsRatherThanWaits() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.BLOCK)) {
            Thread eventLoop = new FastThreadLocalThread(() -> {
                for (int i = 0; i < 1000; i++) {
                    captured.log.info("line");
                }
            });
            eventLoop.start();
            eventLoop.join();
            assertTrue(captured.counters.lost(LossReason.QUEUE_FULL, LogLevel.INFO) >= 1000 - 64 - 1024);
            stalling.goOn();
        }
    }

    @Test
    void longMessagesAreBoundedTogether() throws InterruptedException {
        String long1 = "x".repeat(1024 * 1024);
        try (Captured captured = Captured.started(stalling, 1024, Overflow.DISCARD)) {
            for (int i = 0; i < 100; i++) {
                captured.log.info(long1);
            }
            captured.log.info("short");
            long lost = captured.counters.lost(LossReason.QUEUE_BYTES, LogLevel.INFO);
            // One may have been taken out and be waiting for the journal already.
            assertTrue(lost >= 100 - 28 - 1, () -> "lost " + lost);
            stalling.goOn();
            assertEquals(100 - lost, Collections.frequency(captured.messages(), long1));
            assertTrue(captured.messages().contains("short"));

            captured.log.info(long1);
            assertEquals(100 - lost + 1, Collections.frequency(captured.messages(), long1));
        }
    }

    @Test
    void aRecordThatCannotBeReadIsCountedAndHarmsNoOther() throws InterruptedException {
        Object poisoned = new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("of a test");
            }
        };
        try (Captured captured = Captured.started()) {
            captured.log.info("before");
            MDC.putObject("poisoned", poisoned);
            captured.log.log(Level.WARN, "poisoned");
            MDC.clear();
            captured.log.info("after");

            List<String> messages = captured.messages();
            assertTrue(messages.containsAll(
                    List.of("before", "after", "1 record lost: could not be journalled (WARN 1)")));
            assertFalse(messages.contains("poisoned"));
            assertEquals(1, captured.counters.failed());
            assertEquals(2, captured.counters.journalled());
        }
    }

    @Test
    void aListenerThatLogsDoesNotKeepTheDrainFromSleep() throws InterruptedException {
        RingJournal journal = new RingJournal(1, 1000, Long.MAX_VALUE);
        try (Captured captured = Captured.started(journal, 1024, Overflow.DISCARD);
                Journal.Registration registration = journal.onChange(() -> captured.log.info("told"))) {
            assertTrue(registration != null);
            captured.log.info("a line");
            // With no patience for a last turn, it must be asleep, and asleep with nothing to do.
            await().until(() -> captured.drain.moves(Duration.ZERO));
            assertTrue(captured.messages().contains("told"));
            assertTrue(captured.counters.lost(LossReason.OWN, LogLevel.INFO) > 0);
        }
    }

    @Test
    void theDrainIsSeenToMoveToStallAndToEnd() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            captured.log.info("stalls");
            await().until(() -> !captured.drain.moves(Duration.ofNanos(1)));
            stalling.goOn();
            await().until(() -> captured.drain.moves(Duration.ZERO));
            captured.end();
            assertFalse(captured.drain.moves(Duration.ofDays(1)));
        }
    }

    @Test
    void whatWasLoggedBeforeTheEndIsJournalled() throws InterruptedException {
        Captured captured = Captured.started();
        for (int i = 0; i < 1000; i++) {
            captured.log.info("line");
        }
        assertTrue(captured.end());
        assertEquals(1000, Captured.events(captured.service).size());
    }

    @Test
    void reportsComeFromTheSameProcessAsLines() throws InterruptedException {
        try (Captured captured = Captured.started(stalling, 64, Overflow.DISCARD)) {
            fill(captured);
            stalling.goOn();
            List<LogEvent> events = captured.events();
            assertEquals(1, events.stream().map(LogEvent::source).distinct().count());
            LogEvent report = events.stream()
                    .filter(event -> LOST.matcher(event.message()).matches())
                    .findAny()
                    .orElseThrow();
            assertEquals("dev.livetail.capture", report.loggerName());
            assertEquals(LogLevel.WARN, report.level());
        }
    }

    /** Logs until the drain hangs and nothing fits any more. */
    private static void fill(Captured captured) {
        while (captured.counters.lost(LossReason.QUEUE_FULL, LogLevel.ERROR) == 0) {
            captured.log.log(Level.ERROR, "fills");
        }
    }
}
