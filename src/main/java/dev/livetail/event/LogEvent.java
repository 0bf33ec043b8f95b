package dev.livetail.event;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One log line: what was logged, where, by which thread, in which context. Immutable.
 *
 * @param timestamp when it was logged
 * @param recordSequence the number that the logging framework gave the record; not the number of a journal
 * @param level how severe it is
 * @param loggerName the logger, or an empty string for the root logger
 * @param loggerClassName the class of the logging facade that was called, or null
 * @param message the text without colour codes; may hold line breaks and, being anyone's text, any character
 * @param styles the colours that the text had, ascending and without overlap
 * @param threadName the thread, never empty
 * @param threadId its number
 * @param mdc the mapped diagnostic context at the moment of logging
 * @param ndc the nested diagnostic context, or an empty string
 * @param thrown the exception that was logged with it, or null
 * @param source the process that logged it
 */
public record LogEvent(
        Instant timestamp,
        long recordSequence,
        LogLevel level,
        String loggerName,
        String loggerClassName,
        String message,
        List<StyleSpan> styles,
        String threadName,
        long threadId,
        Map<String, String> mdc,
        String ndc,
        Thrown thrown,
        LogSource source) {

    public LogEvent {
        requireNonNull(timestamp, "timestamp is null");
        requireNonNull(level, "level is null");
        requireNonNull(loggerName, "loggerName is null");
        requireNonNull(message, "message is null");
        requireNonNull(threadName, "threadName is null");
        requireNonNull(ndc, "ndc is null");
        requireNonNull(source, "source is null");
        styles = List.copyOf(styles);
        mdc = Mdc.copyOf(mdc);
    }

    /** Roughly how many bytes of heap this event takes; for bounding buffers, not for accounting. */
    public int estimatedBytes() {
        int bytes = 160 + message.length() + loggerName.length() + 32 * styles.size();
        bytes += 64 * mdc.size() + Mdc.copyOf(mdc).totalLength();
        return thrown == null ? bytes : bytes + thrown.estimatedBytes();
    }

    /** An event of this process, for what the pipeline itself has to say. */
    public static LogEvent of(
            Instant timestamp,
            LogLevel level,
            String loggerName,
            String message,
            Map<String, String> mdc,
            LogSource source) {
        Thread thread = Thread.currentThread();
        return new LogEvent(
                timestamp,
                0,
                level,
                loggerName,
                null,
                message,
                List.of(),
                thread.getName().isEmpty() ? "thread-" + thread.threadId() : thread.getName(),
                thread.threadId(),
                mdc,
                "",
                null,
                source);
    }
}
