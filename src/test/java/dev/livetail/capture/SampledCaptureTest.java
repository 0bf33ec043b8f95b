package dev.livetail.capture;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.RingJournal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SampledCaptureTest {
    private final RingJournal journal = new RingJournal(1, 1 << 20, Long.MAX_VALUE);
    private Captured captured;

    @AfterEach
    void end() {
        captured.close();
        MDC.clear();
    }

    private Sampling start(SamplingSettings settings) {
        Sampling sampling = new Sampling(Map.of("noisy", settings));
        captured = new Captured(journal, sampling, 1 << 14, Overflow.BLOCK);
        captured.activate();
        return sampling;
    }

    private static long told(List<LogEvent> events) {
        return events.stream()
                .filter(event -> event.message().contains("left out"))
                .mapToLong(event -> Long.parseLong(event.message()
                        .substring(0, event.message().indexOf(' '))
                        .replace(",", "")))
                .sum();
    }

    @Test
    void theBooksCloseWhileManyThreadsLog() throws InterruptedException {
        Sampling sampling = start(SamplingSettings.ofLogger("test", 10, 100));
        long threads = 4;
        int each = 50_000;
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < threads; i++) {
                executor.execute(() -> {
                    for (int j = 0; j < each; j++) {
                        captured.log.log(j % 100 == 0 ? Level.WARN : Level.INFO, "line");
                    }
                });
            }
        }
        assertTrue(captured.end());
        CaptureCounters books = captured.counters;
        assertEquals(threads * each, books.captured() + books.sampled());
        assertEquals(books.sampled(), sampling.rules().getFirst().leftOut());
        assertEquals(books.captured(), books.journalled() + books.dropped() + books.failed());
        assertEquals(journal.last(), books.journalled() + books.reports());
        List<LogEvent> events = Captured.events(journal);
        assertEquals(books.sampled(), told(events));
        assertEquals(
                threads * each / 100,
                events.stream().filter(event -> event.level() == LogLevel.WARN).count());
        assertFalse(events.stream().anyMatch(event -> event.message().contains("lost")));
    }

    @Test
    void theJournalSaysHowManyWereLeftOutOnceTheSecondIsOver() {
        start(SamplingSettings.ofLogger("test", 0, 0));
        for (int i = 0; i < 4812; i++) {
            captured.log.info("line");
        }
        // Nothing else comes that would wake the drain.
        await().until(() -> told(Captured.events(journal)) == 4812);
        LogEvent last = Captured.events(journal).getLast();
        assertEquals(LogLevel.INFO, last.level());
        assertEquals("test", last.loggerName());
        assertTrue(last.message().endsWith("similar lines left out (sampling rule \"noisy\": test)"), last.message());
    }

    @Test
    void aSleepingDrainIsWokenByWhatIsLeftOut() {
        start(SamplingSettings.ofLogger("test", 0, 0));
        await().until(() -> captured.drain.moves(Duration.ZERO));
        captured.log.info("line");
        await().until(() ->
                Captured.messages(journal).equals(List.of("1 similar line left out (sampling rule \"noisy\": test)")));
    }

    @Test
    void aRuleOfNoLoggerIsToldOfInOurName() throws InterruptedException {
        start(SamplingSettings.ofPattern("^poll", 0, 0));
        captured.log.info("poll");
        assertTrue(captured.end());
        LogEvent only = Captured.events(journal).getFirst();
        assertEquals("1 similar line left out (sampling rule \"noisy\": ^poll)", only.message());
        assertEquals("dev.livetail.capture", only.loggerName());
    }

    @Test
    void theLogOfARunIsWhole() throws InterruptedException {
        start(SamplingSettings.ofLogger("test", 0, 0));
        RingJournal run = new RingJournal(2, 1 << 14, Long.MAX_VALUE);
        captured.runs.put("r1", run);
        MDC.put(MdcKeys.RUN_ID, "r1");
        for (int i = 0; i < 1000; i++) {
            captured.log.info("line " + i);
        }
        MDC.clear();
        captured.log.info("of nobody");
        captured.awaitAllJournalled();
        assertEquals(1000, run.last());
        assertEquals(1, captured.counters.sampled());
    }

    @Test
    void aContextThatCannotBeReadHarmsNobody() throws InterruptedException {
        start(SamplingSettings.ofLogger("test", 0, 0));
        MDC.putObject(MdcKeys.RUN_ID, new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("of a test");
            }
        });
        captured.log.info("line");
        captured.awaitAllJournalled();
        assertEquals(0, captured.counters.sampled());
        assertEquals(1, captured.counters.captured());
    }
}
