package dev.livetail.stream.format;

import dev.livetail.event.PlainText;

/** Text within HTML, or within a quoted attribute of it: shown as it is, never markup, never a control character. */
public final class HtmlText {
    private HtmlText() {}

    public static void append(CharSequence text, StringBuilder out) {
        append(text, 0, text.length(), out);
    }

    static void append(CharSequence text, int from, int to, StringBuilder out) {
        int copied = from;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            String entity = entity(c);
            if (entity != null) {
                out.append(text, copied, i).append(entity);
                copied = i + 1;
            } else if (c != '\n' && (PlainText.isUnsafe(c) || isOfNoncharacter(text, i))) {
                out.append(text, copied, i);
                PlainText.appendEscaped(c, out);
                copied = i + 1;
            }
        }
        out.append(text, copied, to);
    }

    /** Whether this is half of one of the pairs that end each plane of Unicode, which no page may hold. */
    private static boolean isOfNoncharacter(CharSequence text, int i) {
        int first = Character.isLowSurrogate(text.charAt(i)) ? i - 1 : i;
        return Character.isSurrogate(text.charAt(i))
                && first >= 0
                && (Character.codePointAt(text, first) & 0xfffe) == 0xfffe;
    }

    private static String entity(char c) {
        return switch (c) {
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '&' -> "&amp;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> null;
        };
    }
}
