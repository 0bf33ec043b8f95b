package dev.livetail.redaction;

/**
 * Reads a text once, from its beginning to its end, and finds what is secret in it.
 *
 * <p>Only a few characters can begin a secret or stand between its name and itself; at those it is asked what is there.
 * What was recognised is not read again. So the time is linear in the length of the text, whatever that is, and a text
 * without secrets costs little more than looking at its characters, and no memory. Thread-safe.
 */
final class TextScanner {
    /** By character: whether one of the questions below begins with it. */
    private static final boolean[] ASKED = new boolean[128];

    static {
        for (char c : "=:-JABb0123456789".toCharArray()) {
            ASKED[c] = true;
        }
    }

    private final NamedValues named;
    private final Credentials credentials;

    TextScanner(BuiltInRules rules, SensitiveNames names) {
        this.named = new NamedValues(names, rules.keys);
        this.credentials = new Credentials(rules);
    }

    /** The text without its secrets; the same, if there are none. */
    String redact(String text) {
        StringBuilder out = null;
        int copied = 0;
        Match match = next(text, 0);
        while (match != null) {
            if (match.isSecret()) {
                match.rule().count();
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, match.from()).append(match.replacement());
                copied = match.to();
            }
            match = next(text, match.to());
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** The last index up to {@code at} where no secret is cut into two. */
    int seam(String text, int at) {
        Match match = next(text, 0);
        while (match != null && match.to() <= at) {
            match = next(text, match.to());
        }
        return match == null || !match.isSecret() ? at : Math.min(at, match.start());
    }

    /** The first secret that begins at {@code from} or later, or null. */
    private Match next(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c < ASKED.length && ASKED[c]) {
                Match match = at(text, i, c);
                if (match != null && match.from() >= from && match.to() > i) {
                    return match;
                }
            }
        }
        return null;
    }

    private Match at(String text, int i, char c) {
        return switch (c) {
            case '=' -> named.atSeparator(text, i);
            case ':' -> {
                Match value = named.atSeparator(text, i);
                yield value == null ? credentials.atAddress(text, i) : value;
            }
            case '-' -> {
                Match block = credentials.atKeyBlock(text, i);
                yield block == null ? named.atOption(text, i) : block;
            }
            case 'J' -> credentials.atJwt(text, i);
            case 'A' -> credentials.atAwsKey(text, i);
            case 'B', 'b' -> credentials.atScheme(text, i);
            default -> credentials.atDigit(text, i);
        };
    }
}
