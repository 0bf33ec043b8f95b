package dev.livetail.stream.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livetail.event.EventId;
import dev.livetail.event.EventTime;
import dev.livetail.event.LogEvent;
import dev.livetail.event.StackTrace;
import dev.livetail.event.StyleSpan;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
import dev.livetail.journal.JournalEntry;
import java.util.Locale;

/**
 * {@code text/html}: the rest of a page whose beginning is {@link HtmlPage}, growing by an item of its list for each
 * event while a browser shows it, without any script; closed properly at the end.
 */
public final class HtmlFormatter implements StreamEncoder<byte[]> {

    @Override
    public byte[] encode(StreamEvent event) {
        StringBuilder out = new StringBuilder();
        switch (event) {
            case StreamEvent.Hello hello -> {
                // Nothing, but an item: the page's beginning goes out with it.
            }
            case StreamEvent.Logged logged -> {
                for (JournalEntry entry : logged.entries()) {
                    append(entry, out);
                }
            }
            case StreamEvent.Gap gap -> {
                out.append("<li class=\"gap\">");
                HtmlText.append(Phrases.of(gap.missing()), out);
                out.append("</li>\n");
            }
            // A comment shows nothing, and yet tells a connection that is gone from one that is only quiet.
            case StreamEvent.Heartbeat heartbeat -> out.append("<!-- heartbeat -->\n");
            case StreamEvent.CaughtUp caughtUp -> {
                return null;
            }
            case StreamEvent.Ended ended -> {
                out.append("</ol>\n<p class=\"end\" role=\"status\"><strong class=\"state ");
                HtmlText.append(ended.state(), out);
                out.append("\">");
                HtmlText.append(ended.state().replace('_', ' '), out);
                out.append("</strong> ");
                HtmlText.append(ended.text(), out);
                out.append("</p>\n").append(HtmlPage.EPILOGUE);
            }
            case StreamEvent.Limited limited -> appendGoOn("limited", Phrases.of(limited), limited.passed(), out);
            case StreamEvent.Reconnect reconnect -> appendGoOn("cut", reconnect.reason(), reconnect.passed(), out);
        }
        return out.toString().getBytes(UTF_8);
    }

    /** The end of this page, and the way to the one that goes on behind {@code passed}. */
    private static void appendGoOn(String state, String reason, EventId passed, StringBuilder out) {
        out.append("</ol>\n<p class=\"end\" role=\"status\"><strong class=\"state\">")
                .append(state)
                .append("</strong> ");
        HtmlText.append(reason, out);
        out.append(" <button form=\"again\" name=\"after\" value=\"")
                .append(passed)
                .append("\">Go on from here</button></p>\n")
                .append(HtmlPage.EPILOGUE);
    }

    private static void append(JournalEntry entry, StringBuilder out) {
        LogEvent event = entry.event();
        String level = event.level().name();
        out.append("<li id=\"L").append(entry.sequence()).append("\" class=\"");
        out.append(level.toLowerCase(Locale.ROOT)).append("\"><time datetime=\"");
        // The standard knows no more than milliseconds; people may see it all.
        out.append(EventTime.iso(event.timestamp()), 0, "2026-11-21T09:34:06.123".length())
                .append("Z\">")
                .append(EventTime.readable(event.timestamp()))
                .append("</time> <b>")
                .append(level)
                .append("</b> <i>");
        HtmlText.append(event.loggerName().isEmpty() ? "root" : event.loggerName(), out);
        out.append("</i> <span>");
        appendMessage(event, out);
        out.append("</span>");
        if (event.thrown() != null) {
            StringBuilder trace = new StringBuilder();
            StackTrace.append(event.thrown(), trace);
            out.append("<pre>");
            HtmlText.append(trace, out);
            out.append("</pre>");
        }
        out.append("</li>\n");
    }

    private static void appendMessage(LogEvent event, StringBuilder out) {
        String message = event.message();
        int shown = 0;
        for (StyleSpan span : event.styles()) {
            // What an older file says of its styles need not fit its message.
            if (span.start() >= shown && span.end() <= message.length()) {
                HtmlText.append(message, shown, span.start(), out);
                out.append("<em class=\"");
                HtmlText.append(span.style(), out);
                out.append("\">");
                HtmlText.append(message, span.start(), span.end(), out);
                out.append("</em>");
                shown = span.end();
            }
        }
        HtmlText.append(message, shown, message.length(), out);
    }
}
