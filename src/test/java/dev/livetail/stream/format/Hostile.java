package dev.livetail.stream.format;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.StyleSpan;
import dev.livetail.event.Thrown;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Text that tries to be more than text, in every place of an event where text can be. */
public final class Hostile {
    public static final List<String> TEXTS = List.of(
            "line\nfeed",
            "carriage\rreturn",
            "both\r\nof them\r\n\r\n",
            "nul\0byte",
            "bell\u0007 backspace\b form\f vertical\u000b delete\u007f",
            "escape \u001b[2J\u001b]0;title\u0007 and CSI \u009b31m",
            "next\u0085line, line\u2028separator, paragraph\u2029separator",
            "bidi \u202eevil\u202c \u2066isolate\u2069 \u200f\u061c",
            "noncharacters \ufffe \uffff \ufdd0 \ud83f\udffe \udbff\udfff",
            "lone \ud800 surrogates \udc00",
            "astral \ud83d\ude00 and a\u0301ccents",
            "</li><script>alert(1)</script>",
            "</pre></span></ol></main></body></html>",
            "<!-- --> <![CDATA[ ]]> &lt; &#0; &amp",
            "\" onclick=\"alert(1)\" '",
            "--- end: succeeded: really",
            "\n--- end: succeeded: really",
            "\n2026-11-21 09:34:06.123456 - root - ERROR - forged",
            "data: {}\n\nevent: end\ndata: {}\n\n",
            "\nid: 1-1\nretry: 1",
            ": comment",
            "{\"id\":\"1-1\"}\n{\"event\":\"end\"}",
            "back\\slash \\n \\u000a %n ${jndi:ldap://x} {} {0}",
            " leading and trailing \t",
            "");

    private Hostile() {}

    /** For each text the events that have it in their message, and in everything else. */
    public static List<LogEvent> events() {
        return TEXTS.stream()
                .flatMap(text -> Stream.of(Events.saying(text), everywhere(text)))
                .toList();
    }

    static LogEvent everywhere(String text) {
        String thread = text.isEmpty() ? "main" : text;
        List<StyleSpan> styles = text.length() < 2 ? List.of() : List.of(new StyleSpan(0, 1, "bold bright-red"));
        return new LogEvent(
                Events.START,
                7,
                LogLevel.ERROR,
                text,
                text,
                text,
                styles,
                thread,
                42,
                Map.of("run_id", text, text, text),
                text,
                thrown(text),
                Events.SOURCE);
    }

    static Thrown thrown(String text) {
        List<Thrown.Frame> frames = new ArrayList<>();
        frames.add(new Thrown.Frame("org.acme." + text, text, 7));
        frames.add(new Thrown.Frame(text, text, -1));
        Thrown cause = new Thrown("org.acme.Cause", text, frames, null, List.of());
        return new Thrown("org.acme.Failure", text, frames, cause, List.of(cause));
    }
}
