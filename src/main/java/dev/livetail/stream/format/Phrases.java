package dev.livetail.stream.format;

import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.Missing;
import java.time.Duration;
import java.util.Locale;

/** What is told of a stream in words, the same in all formats that people read. */
final class Phrases {
    private Phrases() {}

    static String of(Missing missing) {
        String lines = missing.count().isEmpty()
                ? "lines from " + missing.first() + " on cannot be had"
                : missing.count().getAsLong() == 1
                        ? "1 line is missing (" + missing.first() + ")"
                        : missing.count().getAsLong() + " lines are missing (" + missing.first() + " to "
                                + missing.last() + ")";
        return lines + ": " + missing.reason().explanation();
    }

    static String of(StreamEvent.Reconnect reconnect) {
        return reconnect.reason() + "; connect again in " + seconds(reconnect.delay()) + " to go on after "
                + reconnect.passed();
    }

    static String of(StreamEvent.Limited limited) {
        return "these were as many lines as asked for; there may be more after " + limited.passed();
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
