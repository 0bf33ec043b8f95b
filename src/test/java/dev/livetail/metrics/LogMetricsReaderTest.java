package dev.livetail.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.journal.RingJournal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogMetricsReaderTest {
    private static final Duration ENOUGH = Duration.ofSeconds(30);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RingJournal journal = new RingJournal(1, 100, Long.MAX_VALUE);
    private final LogMetricsConfig.Rule config =
            LogMetricRules.of("lines.type=counter").rules().get("lines");
    private final LogMetricRule rule = new LogMetricRule(config, new LogMetricSeries(registry, "lines", config));
    private final LogMetricsReader reader = new LogMetricsReader(journal, List.of(rule));

    private void append(int lines) {
        for (int i = 0; i < lines; i++) {
            journal.append(LogEvent.of(
                    Instant.EPOCH, LogLevel.INFO, "test", "line", Map.of(), new LogSource("host", "process", 1)));
        }
        journal.flush();
    }

    private double counted() {
        return registry.get("lines").counter().count();
    }

    @Test
    void linesBeforeItsStartAreCountedOrMissed() throws InterruptedException {
        append(250);
        reader.start();
        assertTrue(reader.close(ENOUGH));
        assertEquals(250, counted() + reader.missed());
        assertEquals(250 - (journal.last() - journal.first() + 1), reader.missed());
    }

    @Test
    void aSleepingReaderIsWoken() throws InterruptedException {
        reader.start();
        for (int i = 1; i <= 20; i++) {
            append(1);
            int all = i;
            await().until(() -> counted() == all);
        }
        assertTrue(reader.close(ENOUGH));
        assertEquals(0, reader.missed());
    }

    @Test
    void allThatIsThereIsCountedBeforeTheEndAndTheBooksClose() throws InterruptedException {
        reader.start();
        for (int i = 0; i < 1000; i++) {
            append(97);
        }
        assertTrue(reader.close(ENOUGH));
        assertEquals(97_000, counted() + reader.missed());
    }

    @Test
    void anInterruptNeitherEndsItNorKeepsItFromSleeping() throws InterruptedException {
        TroubledJournal troubled = new TroubledJournal(journal, 0);
        LogMetricsReader interrupted = new LogMetricsReader(troubled, List.of(rule));
        interrupted.start();
        await().until(() -> troubled.reader() != null && troubled.reader().getState() == Thread.State.WAITING);
        troubled.reader().interrupt();
        await().until(() -> !troubled.reader().isInterrupted());
        append(1);
        await().until(() -> counted() == 1);
        assertTrue(interrupted.close(ENOUGH));
    }

    @Test
    void aJournalThatFailsIsReadAgain() throws InterruptedException {
        append(50);
        LogMetricsReader troubledReader = new LogMetricsReader(new TroubledJournal(journal, 1), List.of(rule));
        troubledReader.start();
        await().until(() -> counted() == 50);
        assertTrue(troubledReader.close(ENOUGH));
    }

    @Test
    void theEndWaitsNoLongerThanItIsTold() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        SimpleMeterRegistry slow = new SimpleMeterRegistry() {
            @Override
            protected Counter newCounter(Meter.Id id) {
                awaitUninterruptibly(stuck);
                return super.newCounter(id);
            }
        };
        LogMetricsConfig.Rule tagged =
                LogMetricRules.of("lines.tags.logger=text:any").rules().get("lines");
        LogMetricsReader slowReader = new LogMetricsReader(
                journal, List.of(new LogMetricRule(tagged, new LogMetricSeries(slow, "lines", tagged))));
        append(1);
        slowReader.start();
        assertFalse(slowReader.close(Duration.ofMillis(10)));
        stuck.countDown();
        assertTrue(slowReader.close(ENOUGH));
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
