package dev.livetail.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;

/** How a line of {@code demo} and what is told of the stream look in each of the service's formats. */
enum LineFormat {
    TEXT("text/plain", " - line ") {
        @Override
        boolean isLog(byte[] bytes, int from, int to) {
            return to > from && bytes[from] != '-';
        }
    },
    NDJSON("application/x-ndjson", "\"message\":\"line ") {
        @Override
        boolean isLog(byte[] bytes, int from, int to) {
            return to - from > 2 && bytes[from + 2] == 'i';
        }
    },
    SSE("text/event-stream", "\"message\":\"line ") {
        @Override
        boolean isLog(byte[] bytes, int from, int to) {
            // Each event is four lines, of which this one has it all.
            return to - from > 8 && bytes[from] == 'd' && bytes[from + 8] == 'i';
        }
    },
    HTML("text/html", "<span>line ") {
        @Override
        boolean isLog(byte[] bytes, int from, int to) {
            return to - from > 4 && bytes[from + 1] == 'l' && bytes[from + 4] == 'i';
        }
    };

    /** What a line says that is no line of the log. */
    enum Notice {
        GAP("--- gap", "\"event\":\"gap\"", "<li class=\"gap\""),
        HEARTBEAT("--- heartbeat", "\"event\":\"heartbeat\"", "<!-- heartbeat"),
        SUCCEEDED("--- end: succeeded", "\"state\":\"succeeded\"", "<strong class=\"state succeeded\""),
        ENDED_OTHERWISE("--- end", "\"event\":\"end\"", "<strong class=\"state"),
        RECONNECT("--- reconnect", "\"event\":\"reconnect\"", "<strong class=\"state\">cut"),
        NONE;

        private final List<String> marks;

        Notice(String... marks) {
            this.marks = List.of(marks);
        }
    }

    private final String mediaType;
    private final byte[] mark;

    LineFormat(String mediaType, String mark) {
        this.mediaType = mediaType;
        this.mark = mark.getBytes(US_ASCII);
    }

    String mediaType() {
        return mediaType;
    }

    /** What every line of {@code demo} has right before its number. */
    byte[] mark() {
        return mark;
    }

    /** Whether it is a line of the log, by as few bytes as tell it from all others. */
    abstract boolean isLog(byte[] bytes, int from, int to);

    /** What a line says that is not {@link #isLog}; they are few, so this may be slow. */
    static Notice notice(byte[] bytes, int from, int to) {
        String line = new String(bytes, from, to - from, US_ASCII);
        return Arrays.stream(Notice.values())
                .filter(notice -> notice.marks.stream().anyMatch(line::contains))
                .findFirst()
                .orElse(Notice.NONE);
    }
}
