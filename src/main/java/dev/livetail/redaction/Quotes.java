package dev.livetail.redaction;

/**
 * Quotes and the backslashes in front of them. JSON may stand in a JSON string, and that in another one: in the n-th the
 * quotes that delimit have 0, 1, 3, 7 ... backslashes, and those that are text have more.
 */
final class Quotes {
    private static final int MAX_SPACES = 16;

    private Quotes() {}

    static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }

    /** How many backslashes are directly before {@code i}. */
    static int backslashesBefore(String text, int i) {
        int at = i;
        while (at > 0 && text.charAt(at - 1) == '\\') {
            at--;
        }
        return i - at;
    }

    /** How many backslashes begin at {@code i}. */
    static int backslashesAt(String text, int i) {
        int at = i;
        while (at < text.length() && text.charAt(at) == '\\') {
            at++;
        }
        return at - i;
    }

    /** Whether there is a quote at {@code i} that can open a string: of backslashes, it has all that its depth needs. */
    static boolean opens(String text, int i, int backslashes) {
        return i < text.length() && isQuote(text.charAt(i)) && (backslashes & (backslashes + 1)) == 0;
    }

    /**
     * How deep a quote stands that has so many backslashes before it: in the n-th string within a string, it has that many ones
     * at the end of their number, written in binary. What is above that are backslashes that are text.
     */
    static int level(int backslashes) {
        return Integer.numberOfTrailingZeros(~backslashes);
    }

    /**
     * The index behind the content of a quoted string; that is where its closing quote begins, with its backslashes. One
     * that is not closed ends with the string around it, or with the text.
     *
     * @param from where the content begins
     * @param depth how many backslashes its opening quote has
     */
    static int endOfContent(String text, int from, char quote, int depth) {
        boolean withinJson = quote != '"' && isJson(text);
        int level = level(depth);
        int backslashes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                backslashes++;
            } else {
                if (c == quote && level(backslashes) < level) {
                    return i - backslashes;
                }
                if (c == quote && level(backslashes) == level) {
                    return i - depth;
                }
                if (c == '"' && withinJson && mayClose(text, i)) {
                    return i - backslashes;
                }
                backslashes = 0;
            }
        }
        return text.length();
    }

    /**
     * The index behind an object or array, or of the quote that ends the string around it, or of the end.
     *
     * @param from its opening bracket
     * @param depth how many backslashes the quotes in it have
     */
    static int endOfStructure(String text, int from, int depth) {
        int level = level(depth);
        boolean quoted = false;
        int open = 0;
        int backslashes = 0;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                backslashes++;
                continue;
            }
            if (c == '"' && level(backslashes) < level) {
                return i - backslashes;
            }
            if (c == '"' && level(backslashes) == level) {
                quoted = !quoted;
            } else if (!quoted && (c == '{' || c == '[')) {
                open++;
            } else if (!quoted && (c == '}' || c == ']')) {
                open--;
                if (open == 0) {
                    return i + 1;
                }
            }
            backslashes = 0;
        }
        return text.length();
    }

    /** The index behind something in brackets that is not JSON, or the end of its line. */
    static int endOfBrackets(String text, int from) {
        boolean withinJson = isJson(text);
        int open = 0;
        int i = from;
        for (; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{' || c == '[') {
                open++;
            } else if (c == '}' || c == ']') {
                open--;
                if (open == 0) {
                    return i + 1;
                }
            } else if (c == '\n' || c == '\r') {
                return i;
            } else if (c == '"' && withinJson && mayClose(text, i)) {
                return i - backslashesBefore(text, i);
            }
        }
        return i;
    }

    /** Whether the quote at {@code i}, behind a name, ends the string that the name is in, rather than begins a value. */
    static boolean closes(String text, int i) {
        int next = i + 1;
        while (next < text.length() && next - i <= MAX_SPACES && text.charAt(next) <= ' ') {
            next++;
        }
        return next == text.length() || ",]}".indexOf(text.charAt(next)) >= 0;
    }

    /** Whether the whole text is JSON, by its first few characters: in it, what has no quotes ends with the string. */
    private static boolean isJson(String text) {
        for (int i = 0; i < text.length() && i < MAX_SPACES; i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i > 0;
            }
            if (c > ' ' && c != '{' && c != '[') {
                return false;
            }
        }
        return false;
    }

    /**
     * Whether the quote at {@code i} may end what it is in: in JSON, in a program's arguments and in prose, something
     * other than a letter follows.
     */
    static boolean mayClose(String text, int i) {
        return i + 1 == text.length() || text.charAt(i + 1) <= ' ' || ",;:)]}>\\|".indexOf(text.charAt(i + 1)) >= 0;
    }
}
