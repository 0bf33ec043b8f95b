package dev.livetail.metrics;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.journal.RingJournal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LogMetricsReaderTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RingJournal journal = new RingJournal(1, 100, Long.MAX_VALUE);
    private final LogMetricsConfig.Rule config =
            LogMetricRules.of("lines.type=counter").rules().get("lines");
    private final LogMetricsReader reader = new LogMetricsReader(
            journal, List.of(new LogMetricRule(config, new LogMetricSeries(registry, "lines", config))));

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
        reader.close();
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
        reader.close();
        assertEquals(0, reader.missed());
    }

    @Test
    void allThatIsThereIsCountedBeforeTheEndAndTheBooksClose() throws InterruptedException {
        reader.start();
        for (int i = 0; i < 1000; i++) {
            append(97);
        }
        reader.close();
        assertEquals(97_000, counted() + reader.missed());
    }
}
