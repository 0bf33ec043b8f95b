package dev.livetail.client;

import java.util.ArrayList;
import java.util.List;

/**
 * One server-sent event, as a browser would hand it to a page.
 *
 * @param lastEventId the id to resume with, as the stream has set it last
 * @param type {@code message} where the stream names none
 * @param data the lines of data, joined by line feeds
 */
public record SseEvent(String lastEventId, String type, String data) {

    /** Reads a stream as the standard says (WHATWG HTML, 9.2.6); an event that is not closed by an empty line is none. */
    public static List<SseEvent> parse(String stream) {
        Parser parser = new Parser();
        List<SseEvent> events = new ArrayList<>();
        // The last piece is either empty or a line that has not ended yet.
        String[] lines = stream.split("\r\n|\r|\n", -1);
        for (int i = 0; i < lines.length - 1; i++) {
            SseEvent event = parser.line(lines[i]);
            if (event != null) {
                events.add(event);
            }
        }
        return events;
    }

    /** Reads a stream line by line. Not thread-safe. */
    public static final class Parser {
        private String id = "";
        private String type = "";
        private StringBuilder data = new StringBuilder();
        private long retryMillis = -1;

        /** Takes a line, without its end; answers the event that it completes, or null. */
        public SseEvent line(String line) {
            if (line.isEmpty()) {
                return dispatch();
            }
            int colon = line.indexOf(':');
            if (colon != 0) {
                String field = colon < 0 ? line : line.substring(0, colon);
                String rest = colon < 0 ? "" : line.substring(colon + 1);
                field(field, rest.startsWith(" ") ? rest.substring(1) : rest);
            }
            return null;
        }

        /** What the stream has said last of how long to wait before connecting again; negative if it has not. */
        public long retryMillis() {
            return retryMillis;
        }

        private void field(String name, String value) {
            switch (name) {
                case "id" -> id = value.indexOf('\0') < 0 ? value : id;
                case "event" -> type = value;
                case "data" -> data.append(value).append('\n');
                case "retry" -> retryMillis = Long.parseLong(value);
                default -> throw new AssertionError("a field that no server-sent event has: " + name);
            }
        }

        private SseEvent dispatch() {
            SseEvent event = null;
            if (!data.isEmpty()) {
                data.setLength(data.length() - 1);
                event = new SseEvent(id, type.isEmpty() ? "message" : type, data.toString());
            }
            type = "";
            data = new StringBuilder();
            return event;
        }
    }
}
