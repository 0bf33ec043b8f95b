package dev.livetail.stream.format;

/**
 * Makes text safe to show: log text is anyone's, and must not be able to end a line, move a cursor or turn the
 * direction of writing.
 *
 * <p>Control characters (C0 but for the tab, DEL, C1), the line and paragraph separators, bidirectional controls and
 * noncharacters are replaced by a visible escape. The same text comes out where there is nothing to replace.
 */
final class PlainText {
    private PlainText() {}

    /** One line: line breaks become the two characters {@code \n} and {@code \r}. */
    static void appendLine(String text, StringBuilder out) {
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isUnsafe(c)) {
                out.append(text, copied, i);
                appendEscaped(c, out);
                copied = i + 1;
            }
        }
        out.append(text, copied, text.length());
    }

    static boolean isUnsafe(char c) {
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

    static void appendEscaped(char c, StringBuilder out) {
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
