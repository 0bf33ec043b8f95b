package dev.livetail.requestlog;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Paths of one shape: {@code /runs/{id}}, in which {@code {id}} is any one segment, or {@code /q/*}, which is all below
 * {@code /q}. Made once, and then matched with every request, so matching makes no object. Immutable.
 */
final class PathPattern {
    /** The more specific one first, by the first segment in which they differ: a text, then {@code {any}}, then the rest. */
    static final Comparator<PathPattern> BY_SPECIFICITY =
            Comparator.comparing((PathPattern pattern) -> pattern.shape).thenComparing(pattern -> pattern.text);

    private static final Pattern WELL_FORMED =
            Pattern.compile("/|(/([^/{}*?#]+|\\{[^/{}*?#]+}))+/?|(/([^/{}*?#]+|\\{[^/{}*?#]+}))*/\\*");

    private final String text;
    /** Null where any segment will do. */
    private final List<String> segments = new ArrayList<>();

    private final boolean openEnded;
    private final String shape;

    private PathPattern(String text) {
        this.text = text;
        this.openEnded = text.endsWith("/*");
        StringBuilder shape = new StringBuilder();
        String fixed = openEnded ? text.substring(0, text.length() - 2) : text;
        for (String segment : fixed.split("/", -1)) {
            if (!segment.isEmpty()) {
                boolean any = segment.startsWith("{");
                segments.add(any ? null : segment);
                shape.append(any ? 'b' : 'a');
            }
        }
        this.shape = shape.append(openEnded ? "c" : "").toString();
    }

    static boolean isWellFormed(String text) {
        return WELL_FORMED.matcher(text).matches();
    }

    /** @throws IllegalArgumentException if it is not well-formed */
    static PathPattern of(String text) {
        if (!isWellFormed(requireNonNull(text, "text is null"))) {
            throw new IllegalArgumentException("no pattern of paths: " + text);
        }
        return new PathPattern(text);
    }

    /** @param path in the form that routes are found by: without dots or doubled slashes */
    boolean matches(String path) {
        int at = 0;
        for (int i = 0; i < segments.size(); i++) {
            if (at >= path.length() || path.charAt(at) != '/') {
                return false;
            }
            int slash = path.indexOf('/', at + 1);
            int end = slash < 0 ? path.length() : slash;
            String wanted = segments.get(i);
            int length = end - at - 1;
            if (wanted == null ? length == 0 : length != wanted.length() || !path.startsWith(wanted, at + 1)) {
                return false;
            }
            at = end;
        }
        int left = path.length() - at;
        return openEnded ? left > 0 : left == 0 || (left == 1 && path.charAt(at) == '/');
    }

    @Override
    public String toString() {
        return text;
    }
}
