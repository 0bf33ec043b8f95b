package dev.livetail.redaction;

import dev.livetail.event.Thrown;
import dev.livetail.redaction.SensitiveNames.Kind;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes out of text what must never be kept: passwords, tokens, keys, card numbers; {@code ***} stands in their place.
 * What holds none comes out as the same object. Thread-safe.
 */
// No proxy, so that it does its work until the very last line, when there is no container any more.
@Singleton
public final class Redactor {
    static final String STARS = "***";

    private static final int SHORTEST_KNOWN = 4;

    private final boolean enabled;
    private final List<RedactionRule> rules;
    private final SensitiveNames names;
    private final TextScanner scanner;
    private final RedactionRule keys;
    private final List<ConfiguredPattern> patterns;

    /** One with the rules that there always are. */
    public Redactor() {
        this(true, List.of(), Map.of());
    }

    @Inject
    Redactor(RedactionConfig config) {
        this(config.enabled(), checked(config).keys().orElse(List.of()), config.patterns());
    }

    private Redactor(boolean enabled, List<String> moreNames, Map<String, String> patterns) {
        this.enabled = enabled;
        BuiltInRules builtIn = new BuiltInRules();
        this.keys = builtIn.keys;
        this.names = new SensitiveNames(moreNames);
        this.scanner = new TextScanner(builtIn, names);
        this.patterns = new TreeMap<>(patterns)
                .entrySet().stream()
                        .map(entry -> new ConfiguredPattern(entry.getKey(), entry.getValue()))
                        .toList();
        List<RedactionRule> all = new ArrayList<>(builtIn.all());
        this.patterns.forEach(pattern -> all.add(pattern.rule()));
        this.rules = List.copyOf(all);
    }

    private static RedactionConfig checked(RedactionConfig config) {
        RedactionConfig.check(config);
        return config;
    }

    /** One that leaves everything as it is. */
    public static Redactor off() {
        return new Redactor(false, List.of(), Map.of());
    }

    /** All rules, and what each has found. */
    public List<RedactionRule> rules() {
        return rules;
    }

    /** Free text: a message, a line of output, the message of an exception. */
    public String text(String text) {
        if (!enabled || text == null) {
            return text;
        }
        String redacted = scanner.redact(text);
        for (ConfiguredPattern pattern : patterns) {
            redacted = pattern.redact(redacted);
        }
        return redacted;
    }

    /**
     * The last index up to {@code at} where {@code text} can be cut with no secret halved, which could then be recognised
     * no more; 0, if one reaches from the beginning to there.
     */
    public int seam(String text, int at) {
        if (!enabled) {
            return at;
        }
        int seam = scanner.seam(text, at);
        for (ConfiguredPattern pattern : patterns) {
            seam = Math.min(seam, pattern.seam(text, at));
        }
        return seam;
    }

    /**
     * For the lines of one output, where a secret may take several of them, or stand without its name.
     *
     * @param given what the one who writes them was given, by name; what has a secret name is looked for in each line,
     *     unless it is so short that it would be found everywhere
     */
    public OutputLines lines(List<Map<String, String>> given) {
        List<String> known = given.stream()
                .flatMap(values -> values.entrySet().stream())
                .filter(entry ->
                        entry.getValue().length() >= SHORTEST_KNOWN && isSecret(entry.getKey(), entry.getValue()))
                .map(Map.Entry::getValue)
                .distinct()
                // One may be part of another.
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
        return new OutputLines(enabled, known, keys);
    }

    /** The value of something that has a name: an entry of the MDC, a parameter, a field of a form. */
    public String value(String name, String value) {
        if (!enabled || value == null || value.isEmpty() || value.equals(STARS)) {
            return value;
        }
        if (isSecret(name, value)) {
            keys.count();
            return STARS;
        }
        return text(value);
    }

    private boolean isSecret(String name, String value) {
        Kind kind = names.kindOf(name);
        return kind != null && !(kind == Kind.COUNTABLE && value.chars().allMatch(c -> c >= '0' && c <= '9'));
    }

    /** The same for each of many. */
    public Map<String, String> values(Map<String, String> values) {
        return values(values, Map.of());
    }

    /**
     * The same for each of many, of which most are often as they were a moment ago.
     *
     * @param earlier what an earlier call returned: what is equal to it has been looked at
     */
    public Map<String, String> values(Map<String, String> values, Map<String, String> earlier) {
        Map<String, String> redacted = null;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            String raw = entry.getValue();
            String value = raw != null && raw.equals(earlier.get(entry.getKey())) ? raw : value(entry.getKey(), raw);
            // The very same object is what says that nothing was found.
            if (!same(value, raw)) {
                redacted = redacted == null ? new LinkedHashMap<>(values) : redacted;
                redacted.put(entry.getKey(), value);
            }
        }
        return redacted == null ? values : Collections.unmodifiableMap(redacted);
    }

    /** The query of an address, as it was sent and without the question mark. */
    public String query(String query) {
        return form(query);
    }

    /** The value of an HTTP header; in {@code Cookie} and {@code Set-Cookie} each cookie on its own. */
    public String header(String name, String value) {
        Kind kind = enabled && value != null ? names.kindOf(name) : null;
        if (kind != Kind.COOKIE && kind != Kind.SET_COOKIE) {
            return value(name, value);
        }
        String redacted = Cookies.redact(value, kind == Kind.SET_COOKIE);
        if (!same(redacted, value)) {
            keys.count();
        }
        return redacted;
    }

    /** A body in JSON, which may have been cut anywhere. */
    public String json(String body) {
        return text(body);
    }

    /** A body of {@code application/x-www-form-urlencoded}, which may have been cut anywhere. */
    public String form(String body) {
        if (!enabled || body == null) {
            return body;
        }
        return Fields.redact(body, (name, value) -> !same(value(name, value), value));
    }

    /** An exception, its causes and what it suppressed: the texts of their messages. */
    public Thrown thrown(Thrown thrown) {
        if (!enabled || thrown == null) {
            return thrown;
        }
        String message = text(thrown.message());
        Thrown cause = thrown(thrown.cause());
        List<Thrown> suppressed = thrown.suppressed().stream().map(this::thrown).toList();
        boolean clean = same(message, thrown.message()) && same(cause, thrown.cause());
        for (int i = 0; clean && i < suppressed.size(); i++) {
            clean = same(suppressed.get(i), thrown.suppressed().get(i));
        }
        return clean ? thrown : new Thrown(thrown.type(), message, thrown.frames(), cause, suppressed);
    }

    @SuppressWarnings("ReferenceEquality") // what holds nothing comes out as the same object
    private static boolean same(Object redacted, Object original) {
        return redacted == original;
    }
}
