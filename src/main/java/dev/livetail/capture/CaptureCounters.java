package dev.livetail.capture;

import dev.livetail.event.LogLevel;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * The books of the capture: {@code captured = journalled + dropped + failed + still queued}, each term counted where it
 * happens and none derived from the others, so that adding them up proves something.
 *
 * <p>Counted by any thread without contention, read by any thread. Thread-safe; no term ever decreases.
 */
public final class CaptureCounters {
    private final LongAdder captured = new LongAdder();
    private final LongAdder journalled = new LongAdder();
    private final LongAdder reports = new LongAdder();
    private final Map<LossReason, Map<LogLevel, LongAdder>> lost = new EnumMap<>(LossReason.class);
    private final LongAdder unattributed = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder unformattable = new LongAdder();
    private final LongAdder brokenStreams = new LongAdder();
    private final LongAdder sampled = new LongAdder();
    private final LongAdder runFailures = new LongAdder();

    CaptureCounters() {
        for (LossReason reason : LossReason.values()) {
            Map<LogLevel, LongAdder> byLevel = new EnumMap<>(LogLevel.class);
            for (LogLevel level : LogLevel.values()) {
                byLevel.put(level, new LongAdder());
            }
            lost.put(reason, byLevel);
        }
    }

    /**
     * Records that reached the handler; without those that it keeps out on purpose, {@link #brokenStreams} and
     * {@link #sampled}.
     */
    public long captured() {
        return captured.sum();
    }

    /** Captured records that the service's journal has taken. */
    public long journalled() {
        return journalled.sum();
    }

    /** Captured records that were given up before the drain had them, or that it refused; all reasons and levels. */
    public long dropped() {
        return losses().total() - failed();
    }

    /** Captured records that were lost for this reason at this level. */
    public long lost(LossReason reason, LogLevel level) {
        return lost.get(reason).get(level).sum();
    }

    /** Captured records of which the drain could not make an event, or that the journal did not take. */
    public long failed() {
        return lost.get(LossReason.FAILED).values().stream()
                .mapToLong(LongAdder::sum)
                .sum();
    }

    /** Lines that the drain itself wrote into the service's journal to say what was lost or left out. */
    public long reports() {
        return reports.sum();
    }

    /** Records that name no run although one was going on their thread. */
    public long unattributed() {
        return unattributed.sum();
    }

    /** Messages that were cut because they were too long. */
    public long truncated() {
        return truncated.sum();
    }

    /** Messages that could not be formatted; their records are captured nevertheless. */
    public long unformattable() {
        return unformattable.sum();
    }

    /** Errors about readers that went away, which are kept out of the journal that those readers read. */
    public long brokenStreams() {
        return brokenStreams.sum();
    }

    /** Records that were left out since there were too many like them; all rules. */
    public long sampled() {
        return sampled.sum();
    }

    /** Times that a run's journal failed to take an event or to flush. */
    public long runFailures() {
        return runFailures.sum();
    }

    Losses losses() {
        Losses losses = new Losses();
        lost.forEach((reason, byLevel) -> byLevel.forEach((level, count) -> losses.add(reason, level, count.sum())));
        return losses;
    }

    void addCaptured() {
        captured.increment();
    }

    void addJournalled(long count) {
        journalled.add(count);
    }

    void addLost(LossReason reason, LogLevel level) {
        lost.get(reason).get(level).increment();
    }

    void addReport() {
        reports.increment();
    }

    void addUnattributed() {
        unattributed.increment();
    }

    void addTruncated() {
        truncated.increment();
    }

    void addUnformattable() {
        unformattable.increment();
    }

    void addBrokenStream() {
        brokenStreams.increment();
    }

    void addSampled() {
        sampled.increment();
    }

    void addRunFailure() {
        runFailures.increment();
    }
}
