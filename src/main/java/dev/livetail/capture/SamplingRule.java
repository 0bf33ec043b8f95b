package dev.livetail.capture;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.LogLevel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Of lines that are much alike, keeps the first of each second and then one of many.
 *
 * <p>Every record that the rule is for gets a number in its second, by one atomic increment, and the number alone decides:
 * so exactly as many are kept as was asked for, whatever the number of threads, and each record is either kept or counted
 * in {@link #leftOut}. Thread-safe, without a lock.
 */
public final class SamplingRule {
    private static final int SECOND_SHIFT = 32;
    private static final long NUMBER_MASK = (1L << SECOND_SHIFT) - 1;

    private final String name;
    private final Optional<String> logger;
    private final Optional<String> pattern;
    private final LogLevel level;
    private final long first;
    private final long thenEvery;
    private final TemplatePattern templates;

    /** The present second in the upper half, and in the lower one how many records it has had. */
    private final AtomicLong window = new AtomicLong();

    private final LongAdder leftOut = new LongAdder();

    SamplingRule(String name, SamplingConfig config) {
        this.name = requireNonNull(name, "name is null");
        this.logger = config.logger();
        this.pattern = config.pattern();
        this.level = config.level();
        this.first = config.first();
        this.thenEvery = config.thenEvery();
        this.templates = pattern.map(TemplatePattern::new).orElse(null);
    }

    /** What the configuration calls it. */
    public String name() {
        return name;
    }

    /** How many records it has left out. Never decreases. */
    public long leftOut() {
        return leftOut.sum();
    }

    /** Whether it may be for records of this logger. */
    boolean isForLogger(String loggerName) {
        return logger.isEmpty()
                || loggerName.equals(logger.get())
                || (loggerName.startsWith(logger.get())
                        && loggerName.charAt(logger.get().length()) == '.');
    }

    /** Whether it is for this record, of whose logger {@link #isForLogger} holds. */
    boolean isFor(ExtLogRecord record) {
        return LogLevel.ofValue(record.getLevel().intValue()).compareTo(level) <= 0
                && (templates == null || templates.matches(String.valueOf(record.getMessage())));
    }

    /**
     * Decides about one record that the rule is for, and counts it if it is left out.
     *
     * @param second the present second, at least 1, on a clock that never goes back
     */
    boolean leavesOut(long second) {
        long number = number(second);
        if (number <= first || (thenEvery > 0 && (number - first) % thenEvery == 0)) {
            return false;
        }
        leftOut.increment();
        return true;
    }

    private long number(long second) {
        while (true) {
            long mine = window.incrementAndGet();
            // A later one is right too: another thread has looked at the clock after us.
            if (mine >>> SECOND_SHIFT >= second) {
                return mine & NUMBER_MASK;
            }
            long begun = second << SECOND_SHIFT | 1;
            if (window.compareAndSet(mine, begun)) {
                return 1;
            }
        }
    }

    /** What the summary is about: its logger, or else its pattern. */
    String subject() {
        return logger.or(() -> pattern).orElseThrow();
    }

    /** The logger in whose name the summary is written, where there is one. */
    Optional<String> logger() {
        return logger;
    }
}
