package dev.livetail.forward.shape;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.livetail.event.EventJson;
import dev.livetail.event.PlainText;

/** What an aggregator gives as its reason, as one short line that can be written to a file or shown. */
public final class Reason {
    private static final int MAX_LENGTH = 500;

    private Reason() {}

    /** The first 500 characters of a text, as one line without control characters. */
    public static String of(String text) {
        boolean isLong = text.length() > MAX_LENGTH;
        String start = isLong ? text.substring(0, MAX_LENGTH) : text;
        return PlainText.line(EventJson.wellFormed(start.strip())) + (isLong ? " …" : "");
    }

    /** The same of the body of an answer, whatever it is. */
    public static String of(byte[] body) {
        // A character takes four bytes at most, and one more tells that there is more.
        return of(new String(body, 0, Math.min(body.length, 4 * MAX_LENGTH + 4), UTF_8));
    }
}
