package dev.livetail.redaction;

import java.nio.charset.StandardCharsets;
import java.util.function.BiPredicate;

/** The fields of a form, or of the query of an address, which has the same form. */
final class Fields {
    private Fields() {}

    /**
     * Has the values taken out of which {@code secret} says so, given the name and the value without their escapes. All else
     * stays as it was sent.
     */
    static String redact(String fields, BiPredicate<String, String> secret) {
        StringBuilder out = null;
        int copied = 0;
        int from = 0;
        while (from <= fields.length()) {
            int ampersand = fields.indexOf('&', from);
            int end = ampersand < 0 ? fields.length() : ampersand;
            int equals = fields.indexOf('=', from, end);
            int value = equals < 0 ? from : equals + 1;
            String name = value == from ? "" : decode(fields.substring(from, value - 1));
            if (value < end
                    && !fields.substring(value, end).equals(Redactor.STARS)
                    && secret.test(name, decode(fields.substring(value, end)))) {
                out = out == null ? new StringBuilder(fields.length()) : out;
                out.append(fields, copied, value).append(Redactor.STARS);
                copied = end;
            }
            from = end + 1;
        }
        return out == null
                ? fields
                : out.append(fields, copied, fields.length()).toString();
    }

    /** Never fails: what is no escape is text. */
    static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int count = 0;
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length && bytes[i] == '%' ? Character.digit(bytes[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
            if (low >= 0) {
                bytes[count++] = (byte) (high << 4 | low);
                i += 2;
            } else {
                bytes[count++] = bytes[i] == '+' ? (byte) ' ' : bytes[i];
            }
        }
        return new String(bytes, 0, count, StandardCharsets.UTF_8);
    }
}
