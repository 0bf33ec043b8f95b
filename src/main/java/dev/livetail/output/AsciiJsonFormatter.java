package dev.livetail.output;

import dev.livetail.event.PlainText;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;

/**
 * JSON with everything escaped that is not ASCII. The syslog handler normalises what it sends to the form NFKC (Unicode
 * Standard Annex 15), in which a fullwidth quotation mark is a plain one: a message could end its own text, and go on with
 * members that nobody wrote.
 */
final class AsciiJsonFormatter extends ExtFormatter.Delegating {
    private static final char LAST_ASCII = 0x7f;

    AsciiJsonFormatter(ExtFormatter json) {
        super(json);
    }

    @Override
    public String format(ExtLogRecord record) {
        String json = delegate.format(record);
        if (json.chars().allMatch(c -> c <= LAST_ASCII)) {
            return json;
        }
        StringBuilder ascii = new StringBuilder(json.length() + 64);
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c <= LAST_ASCII) {
                ascii.append(c);
            } else {
                PlainText.appendEscaped(c, ascii);
            }
        }
        return ascii.toString();
    }
}
