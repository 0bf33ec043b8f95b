package dev.livetail.stream.format;

import dev.livetail.event.EventTime;
import dev.livetail.event.LogEvent;
import dev.livetail.event.PlainText;
import dev.livetail.event.StackTrace;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import java.nio.charset.StandardCharsets;

/**
 * {@code text/plain}: a line an event, a stack trace on the lines below its event, and what is told of the stream itself
 * on lines of their own that begin with {@code --- }.
 */
public final class TextFormatter implements StreamEncoder<byte[]> {
    private static final byte[] NOTHING = {};

    @Override
    public byte[] encode(StreamEvent event) {
        return switch (event) {
            // Sends the head of the answer, so that the reader knows at once that it is connected.
            case StreamEvent.Hello hello -> NOTHING;
            case StreamEvent.Logged logged -> lines(logged);
            case StreamEvent.Gap gap -> notice("gap: " + Phrases.of(gap.missing()));
            case StreamEvent.Heartbeat heartbeat -> notice("heartbeat " + EventTime.readable(heartbeat.at()));
            // Who reads the lines sees that no more come.
            case StreamEvent.CaughtUp caughtUp -> null;
            case StreamEvent.Ended ended -> notice("end: " + ended.state() + ": " + ended.text());
            case StreamEvent.Limited limited -> notice("end: limited: " + Phrases.of(limited));
            case StreamEvent.Reconnect reconnect -> notice("reconnect: " + Phrases.of(reconnect));
        };
    }

    private static byte[] lines(StreamEvent.Logged logged) {
        StringBuilder out = new StringBuilder(160 * logged.entries().size());
        for (JournalEntry entry : logged.entries()) {
            append(entry.event(), out);
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(LogEvent event, StringBuilder out) {
        out.append(EventTime.readable(event.timestamp())).append(" - ");
        PlainText.appendLine(event.loggerName().isEmpty() ? "root" : event.loggerName(), out);
        out.append(" - ").append(event.level().name()).append(" - ");
        PlainText.appendLine(event.message(), out);
        out.append('\n');
        if (event.thrown() != null) {
            StackTrace.append(event.thrown(), out);
        }
    }

    private static byte[] notice(String text) {
        StringBuilder out = new StringBuilder("--- ");
        PlainText.appendLine(text, out);
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }
}
