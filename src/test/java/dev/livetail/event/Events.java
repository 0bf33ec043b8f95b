package dev.livetail.event;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Events for tests, where it does not matter what most of their parts are. */
public final class Events {
    public static final Instant START = Instant.parse("2026-11-21T09:34:06.123456Z");
    public static final LogSource SOURCE = new LogSource("host", "livetail", 4711);

    private Events() {}

    /** The n-th of a sequence of events a millisecond apart, with the message {@code line n}. */
    public static LogEvent numbered(long n) {
        return at(START.plusMillis(n), LogLevel.INFO, "line " + n);
    }

    public static LogEvent saying(String message) {
        return at(START, LogLevel.INFO, message);
    }

    public static LogEvent at(Instant timestamp, LogLevel level, String message) {
        return new LogEvent(
                timestamp,
                7,
                level,
                "org.acme.Shop",
                null,
                message,
                List.of(),
                "worker-1",
                42,
                Map.of("run_id", "r1"),
                "",
                null,
                SOURCE);
    }

    public static LogEvent with(String message, Map<String, String> mdc, Thrown thrown, List<StyleSpan> styles) {
        return new LogEvent(
                START,
                7,
                LogLevel.ERROR,
                "org.acme.Shop",
                "org.acme.Facade",
                message,
                styles,
                "worker-1",
                42,
                mdc,
                "outer.inner",
                thrown,
                SOURCE);
    }
}
