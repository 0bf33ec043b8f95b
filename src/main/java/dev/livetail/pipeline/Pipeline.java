package dev.livetail.pipeline;

import dev.livetail.capture.CaptureCounters;
import dev.livetail.capture.LogCapture;
import dev.livetail.capture.LossReason;
import dev.livetail.event.LogLevel;
import dev.livetail.forward.Books;
import dev.livetail.forward.ForwarderStatus;
import dev.livetail.journal.RingJournal;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What has become of all that was logged, at one moment. */
@TemplateData
record Pipeline(Capture capture, Stored journal, List<Sink> sinks) {

    /**
     * From the threads that log to the journal: {@code captured = journalled + dropped + failed + queued}. These are
     * counted while others log, and so may be off by what is on its way.
     *
     * @param dropped lines given up, by reason; without reasons that none was given up for
     * @param sampled lines that were left out on purpose, and are not among the captured
     */
    @TemplateData
    record Capture(long captured, long journalled, Map<String, Long> dropped, long failed, long queued, long sampled) {}

    /** The service's journal: {@code appended = journalled + reports}, of which the last {@code entries} are there. */
    @TemplateData
    record Stored(long appended, long reports, long entries, long bytes) {}

    /**
     * One sink; its books close at each moment.
     *
     * @param state {@code forwarding} or {@code degraded}
     * @param since since when it is degraded
     * @param cause why it is
     * @param spoolFill how much of its room on disk is taken, from 0 to 1
     * @param spoolFailure why nothing can be kept there, where that is so
     * @param unwritten lines among those refused that are not in the file of these either
     */
    @TemplateData
    record Sink(
            String name,
            String state,
            Optional<Instant> since,
            Optional<String> cause,
            Books books,
            boolean booksClose,
            double spoolFill,
            Optional<String> spoolFailure,
            long unwritten) {}

    static Pipeline of(LogCapture capture, RingJournal journal, List<ForwarderStatus> sinks) {
        CaptureCounters counters = capture.counters();
        return new Pipeline(
                new Capture(
                        counters.captured(),
                        counters.journalled(),
                        dropped(counters),
                        counters.failed(),
                        capture.queued(),
                        counters.sampled()),
                new Stored(
                        journal.last(),
                        counters.reports(),
                        Math.max(0, journal.last() - journal.first() + 1),
                        journal.bytes()),
                sinks.stream().map(Pipeline::sink).toList());
    }

    private static Map<String, Long> dropped(CaptureCounters counters) {
        Map<String, Long> dropped = new TreeMap<>();
        for (LossReason reason : LossReason.values()) {
            for (LogLevel level : LogLevel.values()) {
                long lost = reason == LossReason.FAILED ? 0 : counters.lost(reason, level);
                if (lost > 0) {
                    dropped.merge(reason.label(), lost, Long::sum);
                }
            }
        }
        return dropped;
    }

    private static Sink sink(ForwarderStatus status) {
        return new Sink(
                status.name(),
                status.awaySince().isPresent() ? "degraded" : "forwarding",
                status.awaySince(),
                status.awayCause(),
                status.books(),
                status.books().close(),
                status.spoolFill(),
                status.spoolFailure(),
                status.unwritten());
    }
}
