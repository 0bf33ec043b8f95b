package dev.livetail.redaction;

/** Private keys in PEM: from {@code -----BEGIN ... PRIVATE KEY-----} to the end that belongs to it. */
final class KeyBlocks {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int MAX_LABEL = 64;

    private KeyBlocks() {}

    /** Whether one begins at {@code from}. */
    static boolean isBegin(String text, int from) {
        return text.startsWith(BEGIN, from) && labelEnd(text, from + BEGIN.length()) >= 0;
    }

    /** The index of the first that begins in {@code text} and does not end there, or -1. */
    static int unended(String text) {
        int from = text.indexOf(BEGIN);
        while (from >= 0) {
            if (isBegin(text, from)) {
                int end = text.indexOf(END, from);
                if (end < 0) {
                    return from;
                }
                from = end;
            }
            from = text.indexOf(BEGIN, from + 1);
        }
        return -1;
    }

    /** The index behind the dashes that end the label which begins at {@code from}, if it is a private key's, or -1. */
    private static int labelEnd(String text, int from) {
        int dashes = from;
        while (dashes < text.length() && dashes - from <= MAX_LABEL && text.charAt(dashes) != '-') {
            dashes++;
        }
        int key = text.indexOf("PRIVATE KEY", from, Math.min(text.length(), dashes));
        return key >= 0 && text.startsWith(DASHES, dashes) ? dashes + DASHES.length() : -1;
    }

    /**
     * The index behind the block that begins at {@code from}. One without its end goes on to the end of the string that it
     * is in, since there are no quotes in a key, or of the text.
     */
    static int end(String text, int from) {
        for (int i = from + BEGIN.length(); i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '-' && text.startsWith(END, i)) {
                return endMarker(text, i);
            }
            if (Quotes.isQuote(c)) {
                return i - Quotes.backslashesBefore(text, i);
            }
        }
        return text.length();
    }

    /** The index behind the first end marker from here on, or -1. */
    static int endMarker(String text, int from) {
        int end = text.indexOf(END, from);
        if (end < 0) {
            return -1;
        }
        int dashes = text.indexOf(DASHES, end + END.length());
        return dashes < 0 ? text.length() : dashes + DASHES.length();
    }
}
