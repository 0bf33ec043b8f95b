package dev.livetail.capture;

import dev.livetail.context.RunMarker;
import dev.livetail.event.LogLevel;
import dev.livetail.redaction.Redactor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/**
 * Takes every record that passes its logger's level, on the thread that logs it, and hands it to the drain.
 *
 * <p>It does there only what no other thread can do: it formats the message, since parameters may change afterwards, and
 * copies the MDC. It never throws, never logs, never waits (unless told to, see {@link Overflow}), and asks for no caller
 * location. Until it is activated it keeps what it gets, bounded, so that the service's first lines are not lost.
 *
 * <p>Thread-safe.
 */
final class LogCaptureHandler extends ExtHandler {
    static final int DEFAULT_MAX_MESSAGE_LENGTH = 1024 * 1024;

    private static final int NEAR_BY = 4096;
    private static final int MAX_EARLY = 16_384;
    private static final int MAX_EARLY_BELOW_WARN = MAX_EARLY - MAX_EARLY / 8;
    private static final int MAX_EARLY_CHARS = 8 * 1024 * 1024;

    /** quarkus-rest logs an error for each reader that goes away; in the journal, that would be news for all others. */
    private static final String BROKEN_STREAMS = "org.jboss.resteasy.reactive.server.handlers.PublisherResponseHandler";

    /** How many messages may be being formatted on one thread, each by a {@code toString()} that logs the next. */
    private static final int MAX_FORMATTING_DEPTH = 3;

    /** An array, since a class of our own would keep our class loader alive on threads that outlive the service. */
    private static final ThreadLocal<int[]> FORMATTING_DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final CaptureCounters counters = new CaptureCounters();
    private final List<CapturedRecord> early = new ArrayList<>();
    private long earlyChars;

    private volatile int maxMessageLength = DEFAULT_MAX_MESSAGE_LENGTH;
    private volatile Redactor redactor = new Redactor();
    private volatile LogDrain drain;

    /** Puts a new handler on {@code logger}, in the place of one that a start before this has left there. */
    static LogCaptureHandler installOn(Logger logger) {
        for (Handler handler : logger.getHandlers()) {
            // By name: after a restart in the same process it is another class of that name.
            if (handler.getClass().getName().equals(LogCaptureHandler.class.getName())) {
                logger.removeHandler(handler);
            }
        }
        LogCaptureHandler handler = new LogCaptureHandler();
        logger.addHandler(handler);
        return handler;
    }

    /** The handler on {@code logger} that waits to be activated; where there is none, a new one. */
    static LogCaptureHandler waitingOn(Logger logger) {
        for (Handler handler : logger.getHandlers()) {
            if (handler instanceof LogCaptureHandler ours && ours.drain == null) {
                return ours;
            }
        }
        return installOn(logger);
    }

    /**
     * Starts the drain with what was logged until now, in its order, and hands everything to it from now on.
     *
     * @param redactor says where a long message can be cut
     * @param wanted what of the early records is wanted; they were logged before levels were configured
     */
    void activate(LogDrain drain, Redactor redactor, int maxMessageLength, Predicate<ExtLogRecord> wanted) {
        this.maxMessageLength = maxMessageLength;
        this.redactor = redactor;
        synchronized (early) {
            early.removeIf(captured -> !wanted.test(captured.record()));
            early.forEach(captured -> counters.addCaptured());
            drain.start(early);
            early.clear();
            this.drain = drain;
        }
    }

    CaptureCounters counters() {
        return counters;
    }

    @Override
    protected void doPublish(ExtLogRecord record) {
        if (isAboutBrokenStream(record)) {
            counters.addBrokenStream();
            return;
        }
        LogDrain active = drain;
        if (active == null) {
            keep(record);
        } else if (!active.leavesOut(record)) {
            capture(record, active);
        }
    }

    private static boolean isAboutBrokenStream(ExtLogRecord record) {
        return record.getLevel().intValue() >= LogLevel.ERROR.value() && BROKEN_STREAMS.equals(record.getLoggerName());
    }

    private void capture(ExtLogRecord record, LogDrain active) {
        counters.addCaptured();
        CapturedRecord captured = null;
        LossReason reason = null;
        try {
            if (active.isThread(Thread.currentThread()) && !active.admitsOwn(record.getLoggerName())) {
                reason = LossReason.OWN;
            } else if (record.getLevel().intValue() < LogLevel.WARN.value() && active.refusesBelowWarn()) {
                reason = LossReason.QUEUE_FULL;
            } else {
                captured = prepare(record);
                reason = captured == null ? LossReason.REENTRANT : null;
            }
        } catch (Throwable t) {
            reason = LossReason.ERROR;
        }
        if (reason == null) {
            active.put(captured);
        } else {
            active.lose(new CapturedRecord(record, "", false), reason);
        }
    }

    /** Returns null if too many messages are being formatted on this thread. */
    private CapturedRecord prepare(ExtLogRecord record) {
        String message = message(record);
        if (message == null) {
            return null;
        }
        record.copyMdc();
        CapturedRecord captured =
                new CapturedRecord(record, cut(message), Thread.currentThread().isVirtual());
        if (RunMarker.isRunGoingHere() && captured.runId() == null) {
            counters.addUnattributed();
        }
        return captured;
    }

    private String message(ExtLogRecord record) {
        Object[] parameters = record.getParameters();
        if ((parameters == null || parameters.length == 0) && record.getResourceBundle() == null) {
            return String.valueOf(record.getMessage());
        }
        int[] depth = FORMATTING_DEPTH.get();
        if (depth[0] == MAX_FORMATTING_DEPTH) {
            return null;
        }
        depth[0]++;
        try {
            return format(record);
        } catch (Throwable t) {
            counters.addUnformattable();
            return record.getMessage() + " (could not be formatted: "
                    + t.getClass().getName() + ")";
        } finally {
            depth[0]--;
        }
    }

    // Deprecated for formatters, which should use a formatter's own; this is no formatter.
    @SuppressWarnings("deprecation")
    private static String format(ExtLogRecord record) {
        return String.valueOf(record.getFormattedMessage());
    }

    private String cut(String message) {
        int max = maxMessageLength;
        if (message.length() <= max) {
            return message;
        }
        counters.addTruncated();
        // Half a secret might not be recognised; but a caller has no time for more than what is near by.
        int from = Math.max(0, max - NEAR_BY);
        int end = from + redactor.seam(message.substring(from, Math.min(message.length(), max + NEAR_BY)), max - from);
        if (end > 0 && Character.isHighSurrogate(message.charAt(end - 1))) {
            end--;
        }
        return message.substring(0, end) + " … [" + (message.length() - end) + " characters cut]";
    }

    private void keep(ExtLogRecord record) {
        CapturedRecord captured = prepare(record);
        if (captured == null) {
            return;
        }
        LogDrain active = keep(captured);
        if (active != null) {
            counters.addCaptured();
            active.put(captured);
        }
    }

    /** Keeps it, unless the drain was activated a moment ago: then that is returned. */
    private LogDrain keep(CapturedRecord captured) {
        synchronized (early) {
            if (drain == null
                    && early.size() < (captured.isBelowWarn() ? MAX_EARLY_BELOW_WARN : MAX_EARLY)
                    && earlyChars + captured.message().length() <= MAX_EARLY_CHARS) {
                earlyChars += captured.message().length();
                early.add(captured);
            } else if (drain == null) {
                counters.addCaptured();
                counters.addLost(LossReason.QUEUE_FULL, captured.level());
            }
            return drain;
        }
    }
}
