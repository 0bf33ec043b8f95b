package dev.livetail.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** A secret that the configuration describes by a regular expression. Linear in time, as all of RE2. Thread-safe. */
final class ConfiguredPattern {
    /** The group that is taken out, where there is one of this name, rather than the whole match. */
    private static final String SECRET = "secret";

    private final RedactionRule rule;
    private final Pattern pattern;
    private final boolean grouped;

    ConfiguredPattern(String name, String pattern) {
        this.rule = new RedactionRule(name);
        this.pattern = Pattern.compile(pattern);
        this.grouped = this.pattern.namedGroups().containsKey(SECRET);
    }

    RedactionRule rule() {
        return rule;
    }

    String redact(String text) {
        StringBuilder out = null;
        int copied = 0;
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            int from = grouped ? matcher.start(SECRET) : matcher.start();
            int to = grouped ? matcher.end(SECRET) : matcher.end();
            if (from >= 0 && to > from && !text.substring(from, to).equals(Redactor.STARS)) {
                rule.count();
                out = out == null ? new StringBuilder(text.length()) : out;
                out.append(text, copied, from).append(Redactor.STARS);
                copied = to;
            }
        }
        return out == null ? text : out.append(text, copied, text.length()).toString();
    }

    /** The last index up to {@code at} where no secret is cut into two. */
    int seam(String text, int at) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find() && matcher.start() < at) {
            if (matcher.end() > at) {
                return matcher.start();
            }
        }
        return at;
    }
}
