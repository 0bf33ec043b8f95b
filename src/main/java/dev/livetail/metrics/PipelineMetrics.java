package dev.livetail.metrics;

import dev.livetail.capture.CaptureCounters;
import dev.livetail.capture.LogCapture;
import dev.livetail.capture.LossReason;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.RingJournal;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The books of the way from a log call to the journal, as metrics: {@code records = journalled + dropped + failed}, and
 * {@code appended = journalled + reports}. They read the pipeline's own counters, so nothing is counted twice.
 */
@Singleton
final class PipelineMetrics implements MeterBinder {
    private final LogCapture capture;
    private final RingJournal journal;

    PipelineMetrics(LogCapture capture, RingJournal journal) {
        this.capture = capture;
        this.journal = journal;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        bindCapture(registry);
        bindLosses(registry);
        bindDrain(registry);
        bindJournal(registry);
    }

    private void bindCapture(MeterRegistry registry) {
        counter(registry, "livetail.capture.records", "Records that reached the capture", CaptureCounters::captured);
        counter(
                registry,
                "livetail.capture.journalled",
                "Captured records that are in the journal",
                CaptureCounters::journalled);
        counter(
                registry,
                "livetail.capture.failed",
                "Captured records that could not be journalled",
                CaptureCounters::failed);
        counter(
                registry,
                "livetail.capture.reports",
                "Lines of our own that tell what was lost or left out",
                CaptureCounters::reports);
        counter(
                registry,
                "livetail.capture.unattributed",
                "Records that name no run although one was going on their thread",
                CaptureCounters::unattributed);
        counter(
                registry,
                "livetail.capture.truncated",
                "Messages that were cut, being too long",
                CaptureCounters::truncated);
        counter(
                registry,
                "livetail.capture.unformattable",
                "Messages that could not be formatted",
                CaptureCounters::unformattable);
        counter(
                registry,
                "livetail.capture.broken.streams",
                "Errors about readers that went away, kept out of the journal",
                CaptureCounters::brokenStreams);
        counter(
                registry,
                "livetail.capture.run.failures",
                "Times that a run's journal failed to take a line",
                CaptureCounters::runFailures);
    }

    private void bindLosses(MeterRegistry registry) {
        for (LossReason reason : LossReason.values()) {
            for (LogLevel level : LogLevel.values()) {
                if (reason != LossReason.FAILED) {
                    FunctionCounter.builder(
                                    "livetail.capture.dropped",
                                    capture.counters(),
                                    counters -> counters.lost(reason, level))
                            .description("Captured records that were given up")
                            .tag("reason", reason.label())
                            .tag("level", level.name().toLowerCase(Locale.ROOT))
                            .register(registry);
                }
            }
        }
    }

    private void bindDrain(MeterRegistry registry) {
        gauge(registry, "livetail.capture.queue.size", "Records that wait for the drain", LogCapture::queued);
        gauge(registry, "livetail.capture.queue.capacity", "Records that may wait", LogCapture::queueCapacity);
        TimeGauge.builder(
                        "livetail.drain.delay",
                        capture,
                        TimeUnit.NANOSECONDS,
                        source -> source.drainDelay().toNanos())
                .description("Age of the newest record of the drain's last batch when it was in the journal")
                .register(registry);
    }

    private void bindJournal(MeterRegistry registry) {
        FunctionCounter.builder("livetail.journal.appended", journal, RingJournal::last)
                .description("Lines that the service's journal has taken")
                .register(registry);
        FunctionCounter.builder("livetail.journal.evicted", journal, ring -> ring.first() - 1.0)
                .description("Lines of the service's journal whose place newer ones took")
                .register(registry);
        Gauge.builder("livetail.journal.entries", journal, ring -> Math.max(0, ring.last() - ring.first() + 1.0))
                .description("Lines that are in the service's journal")
                .register(registry);
        Gauge.builder("livetail.journal.bytes", journal, RingJournal::bytes)
                .description("About how much heap they take")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
    }

    private void counter(
            MeterRegistry registry, String name, String description, ToDoubleFunction<CaptureCounters> count) {
        FunctionCounter.builder(name, capture.counters(), count)
                .description(description)
                .register(registry);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<LogCapture> value) {
        Gauge.builder(name, capture, value).description(description).register(registry);
    }
}
