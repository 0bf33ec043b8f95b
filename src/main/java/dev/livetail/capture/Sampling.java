package dev.livetail.capture;

import dev.livetail.context.MdcKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jboss.logmanager.ExtLogRecord;

/**
 * Decides which records are left out because there are too many like them.
 *
 * <p>Threads that log ask it before they do anything else for a record, so it takes no lock, and no memory once it knows a
 * logger and a message. Of the rules that are for a record, the first by name decides. What belongs to a run is always
 * kept, since a run's log is whole. Thread-safe.
 */
final class Sampling {
    static final int MAX_KNOWN_LOGGERS = 4096;
    private static final SamplingRule[] NONE = new SamplingRule[0];

    private final SamplingRule[] rules;
    private final LongSupplier nanoTime;
    private final long began;

    /** By logger name, the rules that may be for it. Bounded: names can be made of anything. */
    private final Map<String, SamplingRule[]> byLogger = new ConcurrentHashMap<>();

    Sampling(Map<String, SamplingConfig> rules) {
        this(rules, System::nanoTime);
    }

    Sampling(Map<String, SamplingConfig> rules, LongSupplier nanoTime) {
        this.rules = new TreeMap<>(rules)
                .entrySet().stream()
                        .map(rule -> new SamplingRule(rule.getKey(), rule.getValue()))
                        .toArray(SamplingRule[]::new);
        this.nanoTime = nanoTime;
        this.began = nanoTime.getAsLong();
    }

    static Sampling off() {
        return new Sampling(Map.of());
    }

    List<SamplingRule> rules() {
        return List.of(rules);
    }

    /** Whether this record is left out; it is then counted by its rule. */
    boolean leavesOut(ExtLogRecord record) {
        if (rules.length == 0) {
            return false;
        }
        for (SamplingRule rule : rulesFor(Objects.requireNonNullElse(record.getLoggerName(), ""))) {
            if (rule.isFor(record)) {
                return record.getMdc(MdcKeys.RUN_ID) == null && rule.leavesOut(second());
            }
        }
        return false;
    }

    private SamplingRule[] rulesFor(String loggerName) {
        SamplingRule[] known = byLogger.get(loggerName);
        if (known != null) {
            return known;
        }
        SamplingRule[] found =
                rules().stream().filter(rule -> rule.isForLogger(loggerName)).toArray(SamplingRule[]::new);
        if (byLogger.size() < MAX_KNOWN_LOGGERS) {
            byLogger.put(loggerName, found.length == 0 ? NONE : found);
        }
        return found;
    }

    /** How many loggers it remembers. */
    int knownLoggers() {
        return byLogger.size();
    }

    /** The present second, from 1. */
    long second() {
        return 1 + TimeUnit.NANOSECONDS.toSeconds(nanoTime.getAsLong() - began);
    }
}
