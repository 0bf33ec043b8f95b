package dev.livetail.redaction;

/**
 * The lines of one output, one after the other. A private key is many lines, of which only the first and the last tell what
 * they are: so from the first on each is taken out, until the last or until there are more than a key has.
 *
 * <p>Not thread-safe.
 */
public final class OutputLines {
    /** A key of RSA with 16384 bits has less than half of it. */
    private static final int LONGEST_KEY = 500;

    private final boolean enabled;
    private int left;

    OutputLines(boolean enabled) {
        this.enabled = enabled;
    }

    /** What is left of the next line. What is secret by itself is still in it. */
    public String next(String line) {
        if (!enabled) {
            return line;
        }
        if (left > 0) {
            return withinKey(line);
        }
        if (KeyBlocks.unended(line) >= 0) {
            left = LONGEST_KEY;
        }
        return line;
    }

    private String withinKey(String line) {
        int end = KeyBlocks.endMarker(line, 0);
        left = end < 0 ? left - 1 : 0;
        return end < 0 ? Redactor.STARS : Redactor.STARS + next(line.substring(end));
    }
}
