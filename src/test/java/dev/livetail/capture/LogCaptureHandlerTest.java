package dev.livetail.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.context.MdcKeys;
import dev.livetail.context.RunMarker;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.StyleSpan;
import dev.livetail.journal.RingJournal;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.NDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogCaptureHandlerTest {
    private final Captured captured =
            new Captured(new RingJournal(1, 100_000, Long.MAX_VALUE), 1 << 14, Overflow.DISCARD);

    @AfterEach
    void end() {
        captured.close();
        MDC.clear();
    }

    private void logf(java.util.logging.Level level, String format, Object... parameters) {
        log("test", level, format, parameters);
    }

    private void log(String logger, java.util.logging.Level level, String format, Object... parameters) {
        ExtLogRecord record =
                new ExtLogRecord(level, format, ExtLogRecord.FormatStyle.PRINTF, LogCaptureHandlerTest.class.getName());
        record.setLoggerName(logger);
        record.setParameters(parameters);
        captured.context.getLogger(logger).logRaw(record);
    }

    @Test
    void keepsAllThatTheMomentOfLoggingHad() throws InterruptedException {
        captured.activate();
        MDC.put("user_id", "u1");
        NDC.push("outer");
        IllegalStateException exception = new IllegalStateException("of a test");
        captured.log.log(Level.ERROR, "\u001b[31mred\u001b[0m", exception);
        NDC.pop();
        MDC.put("user_id", "u2");

        LogEvent event = captured.events().getFirst();
        assertEquals("red", event.message());
        assertEquals(List.of(new StyleSpan(0, 3, "red")), event.styles());
        assertEquals(LogLevel.ERROR, event.level());
        assertEquals("test", event.loggerName());
        assertEquals(Map.of("user_id", "u1"), event.mdc());
        assertEquals("outer", event.ndc());
        assertEquals(
                "java.lang.IllegalStateException: of a test", event.thrown().summary());
        assertEquals(Thread.currentThread().getName(), event.threadName());
        assertEquals(Thread.currentThread().threadId(), event.threadId());
        assertEquals(ProcessHandle.current().pid(), event.source().processId());
    }

    @Test
    void aParameterMayChangeAfterwards() throws InterruptedException {
        captured.activate();
        StringBuilder parameter = new StringBuilder("before");
        logf(Level.INFO, "value %s", parameter);
        parameter.replace(0, 6, "after");
        assertEquals(List.of("value before"), captured.messages());
    }

    @Test
    void aParameterThatCannotBeTextHarmsNobody() throws InterruptedException {
        captured.activate();
        logf(Level.INFO, "value %s", new Object() {
            @Override
            public String toString() {
                throw new StackOverflowError("of a test");
            }
        });
        logf(Level.INFO, "100 %", "no such conversion");
        assertEquals(
                List.of(
                        "value %s (could not be formatted: java.lang.StackOverflowError)",
                        "100 % (could not be formatted: java.util.UnknownFormatConversionException)"),
                captured.messages());
        assertEquals(2, captured.counters.unformattable());
    }

    @Test
    void aParameterThatLogsItselfEndsSoonAndIsCounted() throws InterruptedException {
        captured.activate();
        logf(Level.INFO, "outermost %s", new Object() {
            @Override
            public String toString() {
                logf(Level.DEBUG, "inner %s", this);
                captured.log.info("constant");
                return "text";
            }
        });
        List<String> messages = captured.messages();
        assertTrue(messages.contains("outermost text"));
        assertTrue(messages.contains("inner text"));
        assertTrue(messages.contains("constant"));
        assertEquals(1, captured.counters.lost(LossReason.REENTRANT, LogLevel.DEBUG));
        assertTrue(messages.contains("1 record lost: logged while messages were being formatted (DEBUG 1)"));
        assertEquals(
                captured.counters.captured(),
                captured.counters.journalled() + captured.counters.dropped() + captured.counters.failed());
    }

    @Test
    void aLongMessageIsCut() throws InterruptedException {
        captured.handler.activate(captured.drain, captured.redactor, 64, record -> true);
        captured.log.info("x".repeat(64));
        captured.log.info("x".repeat(63) + "\ud83d\ude00" + "yy");
        assertEquals(List.of("x".repeat(64), "x".repeat(63) + " … [4 characters cut]"), captured.messages());
        assertEquals(1, captured.counters.truncated());
    }

    @Test
    void aLongMessageIsCutBeforeASecretRatherThanWithinIt() throws InterruptedException {
        captured.handler.activate(captured.drain, captured.redactor, 64, record -> true);
        captured.log.info("x".repeat(49) + " 4111 1111 1111 1111");
        assertEquals(List.of("x".repeat(49) + "  … [19 characters cut]"), captured.messages());
    }

    @Test
    void errorsAboutReadersThatWentAwayAreKeptOutOfWhatOthersRead() throws InterruptedException {
        captured.activate();
        String category = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";
        log(category, Level.ERROR, "Exception in SSE server handling, impossible to send it to client");
        log(category, Level.INFO, "something else");
        assertEquals(List.of("something else"), captured.messages());
        assertEquals(1, captured.counters.brokenStreams());
        assertEquals(1, captured.counters.captured());
    }

    @Test
    void whatWasLoggedEarlyComesFirstIfItsLevelHolds() throws InterruptedException {
        captured.log.info("first");
        captured.log.log(Level.DEBUG, "from before levels were configured");
        captured.log.info("second");
        captured.log.setLevel(Level.INFO);
        captured.activate();
        captured.log.info("third");
        assertEquals(List.of("first", "second", "third"), captured.messages());
        assertEquals(3, captured.counters.captured());
        assertEquals(3, captured.counters.journalled());
    }

    @Test
    void whatIsLoggedEarlyIsBoundedAndTheLossIsReported() throws InterruptedException {
        for (int i = 0; i < 20_000; i++) {
            captured.log.info("early");
        }
        captured.activate();
        String report = captured.messages().stream()
                .filter(message -> message.contains("lost"))
                .findFirst()
                .orElseThrow();
        long kept = captured.counters.journalled();
        assertEquals((20_000 - kept) + " records lost: capture queue full (INFO " + (20_000 - kept) + ")", report);
        assertEquals(16_384 * 7 / 8, kept);
    }

    @Test
    void nothingIsLostWhileThreadsLogDuringActivation() throws InterruptedException {
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(t -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 2000; i++) {
                        captured.log.info(t + " " + i);
                    }
                }))
                .toList();
        captured.activate();
        for (Thread thread : threads) {
            thread.join();
        }
        List<String> messages = captured.messages();
        assertEquals(8000, messages.size());
        for (int t = 0; t < 4; t++) {
            String prefix = t + " ";
            assertEquals(
                    IntStream.range(0, 2000).mapToObj(i -> prefix + i).toList(),
                    messages.stream()
                            .filter(message -> message.startsWith(prefix))
                            .toList());
        }
    }

    @Test
    void oneHandlerAtATimeIsOnALogger() {
        LogCaptureHandler newer = LogCaptureHandler.installOn(captured.root);
        assertEquals(List.of(newer), List.of(captured.root.getHandlers()));
        assertSame(newer, LogCaptureHandler.waitingOn(captured.root));
    }

    @Test
    void aThreadWithoutANameIsNamedByItsKind() throws InterruptedException {
        captured.activate();
        Thread virtual = Thread.ofVirtual().start(() -> captured.log.info("virtual"));
        virtual.join();
        Thread platform = Thread.ofPlatform().name("").start(() -> captured.log.info("platform"));
        platform.join();
        assertEquals(
                List.of("virtual-" + virtual.threadId(), "thread-" + platform.threadId()),
                captured.events().stream().map(LogEvent::threadName).toList());
    }

    @Test
    void aLineThatNamesNoRunWhileOneIsGoingOnItsThreadIsCounted() throws InterruptedException {
        captured.activate();
        captured.log.info("no run is going");
        try (RunMarker marker = RunMarker.open("r1")) {
            captured.log.info("unattributed, on " + marker);
            MDC.put(MdcKeys.RUN_ID, "r1");
            captured.log.info("attributed");
            MDC.remove(MdcKeys.RUN_ID);
            Thread.ofPlatform()
                    .start(() -> captured.log.info("unattributed too"))
                    .join();
        }
        captured.log.info("the run has ended");
        assertEquals(2, captured.counters.unattributed());
    }
}
