package dev.livetail.redaction;

import dev.livetail.redaction.SensitiveNames.Kind;

/**
 * Finds what is secret because of its name: {@code name=value}, {@code name: value}, {@code "name": "value"}, the same in
 * JSON within JSON, headers, and the options of a command line.
 *
 * <p>It looks at most a constant number of characters back, and what it has looked at ahead is not looked at again, but
 * once by those who come after it; so the time is linear.
 */
final class NamedValues {
    private static final int MAX_SPACES = 8;
    private static final int MAX_NAME = 64;
    private static final String TRAILING = ",;.)]}>";
    private static final String BLOCK = "-----BEGIN ";

    private final SensitiveNames names;
    private final RedactionRule rule;

    NamedValues(SensitiveNames names, RedactionRule rule) {
        this.names = names;
        this.rule = rule;
    }

    /**
     * A name, and where its value is looked for.
     *
     * @param start where the name begins
     * @param quote what it is quoted with, or 0
     * @param depth how many backslashes its quotes have
     */
    private record Name(int start, Kind kind, char quote, int depth, int value) {
        /** A value that was a number or an object in JSON must become a string, or it is JSON no more. */
        String inQuotes() {
            String delimiter = "\\".repeat(depth) + quote;
            return delimiter + Redactor.STARS + delimiter;
        }
    }

    // ---- name=value and name: value ----

    /** What is behind the {@code =} or {@code :} at {@code separator}, or null. */
    Match atSeparator(String text, int separator) {
        char c = text.charAt(separator);
        char next = separator + 1 < text.length() ? text.charAt(separator + 1) : 0;
        if (c == ':' ? next == ':' || next == '=' || next == '/' : next == '=') {
            return null;
        }
        int last = separator - 1;
        while (last >= 0 && separator - last <= MAX_SPACES && isSpaceOrColon(text.charAt(last), c)) {
            last--;
        }
        if (last < 0) {
            return null;
        }
        char quote = 0;
        int depth = 0;
        if (Quotes.isQuote(text.charAt(last))) {
            quote = text.charAt(last);
            depth = Quotes.backslashesBefore(text, last);
            last -= depth + 1;
            if (last < 0) {
                return null;
            }
        }
        Kind kind = names.kindAt(text, last);
        if (kind == null) {
            return null;
        }
        int value = c == '=' && next == '>' ? separator + 2 : separator + 1;
        value = skipSpaces(text, value, quote != 0);
        return value >= text.length()
                ? null
                : value(text, new Name(nameStart(text, last), kind, quote, depth, value), c == ':');
    }

    /** The colon of {@code :=} too. */
    private static boolean isSpaceOrColon(char c, char separator) {
        return c == ' ' || c == '\t' || (c == ':' && separator == '=');
    }

    private static int nameStart(String text, int last) {
        int start = last;
        while (start > 0 && last - start < MAX_NAME && isNameCharacter(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '['
                || c == ']'
                || c == '%';
    }

    private static int skipSpaces(String text, int from, boolean overLines) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\t' || (overLines && (c == '\n' || c == '\r'));
            if (!space) {
                return i;
            }
            i++;
        }
        return i;
    }

    private Match value(String text, Name name, boolean colon) {
        int value = name.value();
        int backslashes = Quotes.backslashesAt(text, value);
        int opening = value + backslashes;
        if (Quotes.opens(text, opening, backslashes)) {
            return quoted(text, name, opening, backslashes);
        }
        char first = text.charAt(value);
        if (first == '{' || first == '[') {
            int to = name.quote() == '"'
                    ? Quotes.endOfStructure(text, value, name.depth())
                    : Quotes.endOfBrackets(text, value);
            if (to == value + 2) {
                // There is nothing in it
                return null;
            }
            return unquoted(name, value, name.quote() == 0 ? goOn(text, name, to) : to);
        }
        if (colon && name.quote() == 0 && name.kind() == Kind.AUTHORIZATION) {
            return replaced(text, name, value, endOfCredentials(text, value));
        }
        if (colon && name.quote() == 0 && (name.kind() == Kind.COOKIE || name.kind() == Kind.SET_COOKIE)) {
            return replaced(text, name, value, endOfCookies(text, value));
        }
        return bare(text, name);
    }

    private Match quoted(String text, Name name, int opening, int depth) {
        boolean alike = name.quote() == text.charAt(opening);
        boolean nothing = alike ? depth < name.depth() : Quotes.closes(text, opening);
        if (nothing) {
            // It is the end of the string around a value that is not there
            return null;
        }
        return replaced(text, name, opening + 1, Quotes.endOfContent(text, opening + 1, text.charAt(opening), depth));
    }

    private Match bare(String text, Name name) {
        int value = name.value();
        int end = endOfBare(text, value, name.quote() != 0);
        int card = isDigit(text.charAt(value)) ? CardNumbers.end(text, value) : -1;
        if (name.kind() == Kind.COUNTABLE && card < 0 && isCount(text, value, end)) {
            return null;
        }
        if (isScheme(text, value, end) && end < text.length() && text.charAt(end) == ' ') {
            end++;
        }
        end = Math.max(end, card);
        end = goOn(text, name, end);
        if (end == value || isStars(text, value, end)) {
            return Match.nothingUpTo(end);
        }
        return unquoted(name, value, end);
    }

    /** As far as what remains would be taken for more of the value, were it looked at again. */
    private static int goOn(String text, Name name, int from) {
        int end = from;
        int before;
        do {
            before = end;
            end = endOfBare(text, end, name.quote() != 0);
            if (name.kind() == Kind.GROUPED) {
                end = endOfGroups(text, end);
            }
        } while (end > before);
        return end;
    }

    private Match unquoted(Name name, int from, int to) {
        return name.quote() == 0
                ? Match.of(rule, name.start(), from, to)
                : new Match(name.start(), from, to, rule, name.inQuotes());
    }

    private Match replaced(String text, Name name, int from, int to) {
        if (from == to || isStars(text, from, to)) {
            return Match.nothingUpTo(to);
        }
        if (name.kind() == Kind.COOKIE || name.kind() == Kind.SET_COOKIE) {
            String cookies = text.substring(from, to);
            String left = Cookies.redact(cookies, name.kind() == Kind.SET_COOKIE);
            return left.equals(cookies) ? Match.nothingUpTo(to) : new Match(name.start(), from, to, rule, left);
        }
        if (name.kind() == Kind.COUNTABLE && isCount(text, from, to)) {
            return null;
        }
        return Match.of(rule, name.start(), from, to);
    }

    /**
     * A value without quotes ends with a space, or where what it stands in goes on; punctuation at its end is not its own. In
     * doubt it is longer, so that no part of a secret stays.
     *
     * @param from where to look from, within it
     */
    private static int endOfBare(String text, int from, boolean json) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c <= ' ' || (json && (c == ',' || c == '}' || c == ']'))) {
                break;
            }
            if (Quotes.isQuote(c) && Quotes.mayClose(text, i)) {
                return i - Math.min(i - from, Quotes.backslashesBefore(text, i));
            }
            if (c == '&' && isNextParameter(text, i + 1)) {
                break;
            }
            if (c == '-' && text.startsWith(BLOCK, i) && KeyBlocks.isBegin(text, i)) {
                i = KeyBlocks.end(text, i);
            } else {
                i++;
            }
        }
        int end = i;
        while (end > from && TRAILING.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }

    private static boolean isNextParameter(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < MAX_NAME && isNameCharacter(text.charAt(i))) {
            i++;
        }
        return i > from && i < text.length() && text.charAt(i) == '=';
    }

    /** A scheme and a token, or several words; but not what is beyond the string that it stands in. */
    private static int endOfCredentials(String text, int from) {
        boolean digest = text.regionMatches(true, from, "digest ", 0, 7);
        int depth = -1;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                return i;
            }
            if (digest && Quotes.isQuote(c)) {
                int backslashes = Quotes.backslashesBefore(text, i);
                if (backslashes < depth) {
                    return i - backslashes;
                }
                depth = depth < 0 ? backslashes : depth;
            } else if (!digest && (Quotes.isQuote(c) || c == '\\')) {
                return i;
            }
        }
        return text.length();
    }

    private static int endOfCookies(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean closed = Quotes.isQuote(c)
                    && Quotes.mayClose(text, i)
                    && (i + 1 == text.length() || text.charAt(i + 1) != ';');
            if (c == '\n' || c == '\r' || c == '\\' || closed) {
                return i;
            }
        }
        return text.length();
    }

    private static int endOfGroups(String text, int from) {
        int end = from;
        while (end + 1 < text.length() && text.charAt(end) == ' ') {
            int i = end + 1;
            while (i < text.length() && i - end <= MAX_SPACES && isGroupCharacter(text.charAt(i))) {
                i++;
            }
            boolean group = i > end + 1 && (i == text.length() || !isNameCharacter(text.charAt(i)));
            if (!group) {
                return end;
            }
            end = i;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isGroupCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isCount(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return isWord(text, from, to, "true")
                        || isWord(text, from, to, "false")
                        || isWord(text, from, to, "null");
            }
        }
        return true;
    }

    private static boolean isScheme(String text, int from, int to) {
        return isWord(text, from, to, "bearer")
                || isWord(text, from, to, "basic")
                || isWord(text, from, to, "token")
                || isWord(text, from, to, "digest")
                || isWord(text, from, to, "negotiate")
                || isWord(text, from, to, "apikey");
    }

    private static boolean isWord(String text, int from, int to, String word) {
        return to - from == word.length() && text.regionMatches(true, from, word, 0, word.length());
    }

    private static boolean isStars(String text, int from, int to) {
        return isWord(text, from, to, Redactor.STARS);
    }

    // ---- --name value ----

    /** What is behind the option that begins with the dash at {@code dash}, or null. */
    Match atOption(String text, int dash) {
        if (dash > 0 && !isBeforeOption(text.charAt(dash - 1))) {
            return null;
        }
        int begin = dash + 1;
        if (begin < text.length() && text.charAt(begin) == '-') {
            begin++;
        }
        int end = begin;
        while (end < text.length() && end - begin < MAX_NAME && isOptionCharacter(text.charAt(end))) {
            end++;
        }
        if (end == begin || end == text.length()) {
            return null;
        }
        int value = beyondOption(text, end);
        if (value < 0 || value >= text.length() || names.kindAt(text, end - 1) == null) {
            return null;
        }
        char first = text.charAt(value);
        boolean option = first == '-' && value + 1 < text.length() && isOptionCharacter(text.charAt(value + 1));
        if (option && !KeyBlocks.isBegin(text, value)) {
            // Another option
            return null;
        }
        // A list of arguments may hold anything in brackets: that is text here.
        return argument(text, new Name(begin, Kind.VALUE, (char) 0, 0, value));
    }

    private Match argument(String text, Name name) {
        int backslashes = Quotes.backslashesAt(text, name.value());
        int opening = name.value() + backslashes;
        if (Quotes.opens(text, opening, backslashes)) {
            return quoted(text, name, opening, backslashes);
        }
        return bare(text, name);
    }

    private static boolean isBeforeOption(char c) {
        return c <= ' ' || Quotes.isQuote(c) || c == '[' || c == '(' || c == ',';
    }

    private static boolean isOptionCharacter(char c) {
        return isNameCharacter(c) && c != '[' && c != ']' && c != '%';
    }

    /** Behind {@code --name value}, and behind {@code "--name", "value"} in a list. */
    private static int beyondOption(String text, int end) {
        int i = end + Quotes.backslashesAt(text, end);
        if (i < text.length() && Quotes.isQuote(text.charAt(i))) {
            i++;
        }
        if (i < text.length() && text.charAt(i) == ',') {
            i++;
        } else if (i > end) {
            return -1;
        }
        int value = skipSpaces(text, i, false);
        return value == end ? -1 : value;
    }
}
