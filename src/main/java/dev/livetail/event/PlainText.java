package dev.livetail.event;

/**
 * Makes text safe to show: log text is anyone's, and must not be able to end a line, move a cursor or turn the
 * direction of writing.
 *
 * <p>Control characters (C0 but for the tab, DEL, C1), the line and paragraph separators, bidirectional controls and
 * noncharacters are replaced by a visible escape. The same text comes out where there is nothing to replace.
 */
public final class PlainText {
    private PlainText() {}

    /** One line: line breaks become the two characters {@code \n} and {@code \r}. */
    public static String line(String text) {
        return escapedFrom(text, '\0');
    }

    /** JSON that has no such character in it as it is; escaped, they mean the same to whoever reads it as JSON. */
    public static String json(String json) {
        // Below are the line breaks between its members; within text JSON does not allow them.
        return escapedFrom(json, '\u007f');
    }

    private static String escapedFrom(String text, char lowest) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= lowest && isUnsafe(c)) {
                StringBuilder out = new StringBuilder(text.length() + 16);
                append(text, lowest, out);
                return out.toString();
            }
        }
        return text;
    }

    /** Appends one line, as {@link #line} has it. */
    public static void appendLine(String text, StringBuilder out) {
        append(text, '\0', out);
    }

    private static void append(String text, char lowest, StringBuilder out) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= lowest && isUnsafe(c)) {
                out.append(text, copied, i);
                appendEscaped(c, out);
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length());
    }

    public static boolean isUnsafe(char c) {
        if (c < ' ') {
            return c != '\t';
        }
        return c >= 0x7f
                && (c <= 0x9f
                        || (c >= 0x2028 && c <= 0x202e)
                        || (c >= 0x2066 && c <= 0x2069)
                        || c == 0x200e
                        || c == 0x200f
                        || c == 0x061c
                        || (c >= 0xfdd0 && c <= 0xfdef)
                        || c >= 0xfffe);
    }

    public static void appendEscaped(char c, StringBuilder out) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(Character.forDigit(c >> shift & 0xf, 16));
                }
            }
        }
    }
}
