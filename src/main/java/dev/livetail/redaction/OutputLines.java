package dev.livetail.redaction;

import java.util.List;

/**
 * The lines of one output, one after the other. A private key is many lines, of which only the first and the last tell what
 * they are: so from the first on each is taken out, until the last or until there are more than a key has. And what whoever
 * writes the output was given as a secret is taken out as it is, with no name beside it.
 *
 * <p>Not thread-safe.
 */
public final class OutputLines {
    /** A key of RSA with 16384 bits has less than half of it. */
    private static final int LONGEST_KEY = 500;

    private final boolean enabled;
    private final List<String> known;
    private final RedactionRule rule;
    private int left;

    /**
     * @param known secrets that are taken out wherever they stand
     * @param rule what counts them
     */
    OutputLines(boolean enabled, List<String> known, RedactionRule rule) {
        this.enabled = enabled;
        this.known = known;
        this.rule = rule;
    }

    /** What is left of the next line. What is secret by itself is still in it. */
    public String next(String line) {
        return enabled ? withoutKey(withoutKnown(line)) : line;
    }

    private String withoutKnown(String line) {
        String left = line;
        for (String secret : known) {
            if (left.contains(secret)) {
                left = left.replace(secret, Redactor.STARS);
                rule.count();
            }
        }
        return left;
    }

    private String withoutKey(String line) {
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
        return end < 0 ? Redactor.STARS : Redactor.STARS + withoutKey(line.substring(end));
    }
}
