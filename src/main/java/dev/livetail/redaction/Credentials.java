package dev.livetail.redaction;

/** Finds secrets by their own form, whatever they are called. Each looks ahead no further than its secret may reach. */
final class Credentials {
    private static final int AWS_KEY_PREFIX = 4;
    private static final int AWS_KEY = 20;
    private static final int SHORTEST_JWT_HEADER = 10;
    private static final int SHORTEST_TOKEN = 6;
    private static final int LONGEST_WORD = 16;
    private static final int LONGEST_SCHEME = 32;
    private static final int FAR = 256;
    private static final int MAX_SPACES = 8;

    private final BuiltInRules rules;

    Credentials(BuiltInRules rules) {
        this.rules = rules;
    }

    /** What follows {@code Bearer} or {@code Basic} at {@code from}, if that begins there; or null. */
    Match atScheme(String text, int from) {
        if (from > 0 && isWord(text.charAt(from - 1)) && !isEscape(text, from - 1)) {
            return null;
        }
        boolean bearer = text.regionMatches(true, from, "bearer ", 0, 7);
        if (!bearer && !text.regionMatches(true, from, "basic ", 0, 6)) {
            return null;
        }
        int begin = from + (bearer ? 7 : 6);
        while (begin < text.length() && text.charAt(begin) == ' ') {
            begin++;
        }
        int end = begin;
        while (end < text.length() && isToken(text.charAt(end))) {
            end++;
        }
        if (bearer) {
            while (end > begin && text.charAt(end - 1) == '.') {
                end--;
            }
            return isBearerToken(text, begin, end) ? Match.of(rules.bearer, from, begin, end) : null;
        }
        return BasicCredentials.isSo(text, begin, end) ? Match.of(rules.basic, from, begin, end) : null;
    }

    /** People write of bearer tokens, too: one word in small letters is none. */
    private static boolean isBearerToken(String text, int from, int to) {
        if (to - from < SHORTEST_TOKEN) {
            return false;
        }
        if (text.charAt(to - 1) == '=' && to < text.length() && Quotes.isQuote(text.charAt(to))) {
            // Bearer realm="..."
            return false;
        }
        for (int i = from + 1; i < to; i++) {
            char c = text.charAt(i);
            if (c < 'a' || c > 'z') {
                return true;
            }
        }
        return to - from >= LONGEST_WORD;
    }

    /** A JSON Web Token, of whose beginning {@code eyJ} the last letter is at {@code last}; or null. */
    Match atJwt(String text, int last) {
        int from = last - 2;
        if (from < 0 || text.charAt(from) != 'e' || text.charAt(last - 1) != 'y') {
            return null;
        }
        if (from > 0 && isBase64Url(text.charAt(from - 1)) && !isEscape(text, from - 1)) {
            return null;
        }
        int dot = endOfBase64Url(text, last);
        if (dot - from < SHORTEST_JWT_HEADER || dot == text.length() || text.charAt(dot) != '.') {
            return null;
        }
        int end = endOfBase64Url(text, dot + 1);
        if (end == dot + 1 && (end == text.length() || text.charAt(end) != '.')) {
            return null;
        }
        while (end + 1 < text.length()
                && text.charAt(end) == '.'
                && (isBase64Url(text.charAt(end + 1)) || text.charAt(end + 1) == '.')) {
            end = endOfBase64Url(text, end + 1);
        }
        return Match.of(rules.jwt, from, from, end);
    }

    /** The id of an access key of AWS at {@code from}, or null. */
    Match atAwsKey(String text, int from) {
        int to = from + AWS_KEY;
        boolean begins = text.startsWith("AKIA", from) || text.startsWith("ASIA", from);
        if (!begins || to > text.length()) {
            return null;
        }
        if (from > 0 && isWord(text.charAt(from - 1)) && !isEscape(text, from - 1)) {
            return null;
        }
        for (int i = from + AWS_KEY_PREFIX; i < to; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                return null;
            }
        }
        return to < text.length() && isWord(text.charAt(to)) ? null : Match.of(rules.awsKey, from, from, to);
    }

    /** A private key that begins at {@code from}, or null. */
    Match atKeyBlock(String text, int from) {
        return KeyBlocks.isBegin(text, from) ? Match.of(rules.privateKey, from, from, KeyBlocks.end(text, from)) : null;
    }

    /** The number of a card that begins at {@code from}, or null. */
    Match atDigit(String text, int from) {
        int end = CardNumbers.end(text, from);
        return end < 0 ? null : new Match(from, from, end, rules.card, starsForNumber(text, from, end));
    }

    /** A number in JSON must become a string, or it is JSON no more. */
    private static String starsForNumber(String text, int from, int to) {
        int before = skipSpacesBack(text, from - 1);
        int after = skipSpaces(text, to);
        boolean ends = after < text.length() && ",]}".indexOf(text.charAt(after)) >= 0;
        boolean begins = before >= 0 && ":[,".indexOf(text.charAt(before)) >= 0;
        if (!begins || !ends || !isPlain(text, from, to)) {
            return Redactor.STARS;
        }
        int quote = before;
        while (quote >= 0 && before - quote < FAR && text.charAt(quote) != '"') {
            quote--;
        }
        if (quote < 0 || text.charAt(quote) != '"') {
            return text.charAt(0) == '[' || text.charAt(0) == '{' ? quoted(0) : Redactor.STARS;
        }
        // Behind the quote that ends a string something else follows than behind one that begins one.
        int next = skipSpaces(text, quote + 1);
        boolean ended = text.charAt(before) == ':' ? next == before : ",:]}".indexOf(text.charAt(next)) >= 0;
        return ended ? quoted(Quotes.backslashesBefore(text, quote)) : Redactor.STARS;
    }

    private static int skipSpaces(String text, int from) {
        int i = from;
        while (i < text.length() && i - from < MAX_SPACES && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private static int skipSpacesBack(String text, int from) {
        int i = from;
        while (i >= 0 && from - i < MAX_SPACES && text.charAt(i) <= ' ') {
            i--;
        }
        return i;
    }

    private static String quoted(int backslashes) {
        String delimiter = "\\".repeat(backslashes) + '"';
        return delimiter + Redactor.STARS + delimiter;
    }

    private static boolean isPlain(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The password in {@code scheme://user:password@host}, whose slashes follow the colon at {@code colon}; or null. */
    Match atAddress(String text, int colon) {
        if (colon == 0 || !isWord(text.charAt(colon - 1)) || !text.startsWith("//", colon + 1)) {
            return null;
        }
        int user = colon + 3;
        int password = -1;
        int at = -1;
        int i = user;
        while (i < text.length() && isAuthority(text.charAt(i))) {
            char c = text.charAt(i);
            if (c == ':' && password < 0) {
                password = i + 1;
            } else if (c == '@' && password >= 0) {
                at = i;
            }
            i++;
        }
        if (at < 0 || at == password) {
            return null;
        }
        if (text.startsWith(Redactor.STARS, password)) {
            return null;
        }
        // With the @, without which it could not be recognised.
        return new Match(schemeStart(text, colon), password, at + 1, rules.urlPassword, Redactor.STARS + "@");
    }

    private static int schemeStart(String text, int colon) {
        int start = colon;
        while (start > 0 && colon - start < LONGEST_SCHEME && isWord(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static boolean isAuthority(char c) {
        return c > ' ' && c != '/' && c != '?' && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\';
    }

    private static int endOfBase64Url(String text, int from) {
        int i = from;
        while (i < text.length() && isBase64Url(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBase64Url(char c) {
        return isWord(c) || c == '-';
    }

    private static boolean isToken(char c) {
        return isBase64Url(c) || c == '.' || c == '~' || c == '+' || c == '/' || c == '=';
    }

    private static boolean isWord(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    /** The n of a line break that is written as \n */
    private static boolean isEscape(String text, int i) {
        char c = text.charAt(i);
        return (c == 'n' || c == 'r' || c == 't') && i > 0 && text.charAt(i - 1) == '\\';
    }
}
