package dev.livetail.capture;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A pattern for the messages of a program, of which there are few as long as parameters are not yet in them: what was
 * found out about one is kept, so that a log call mostly pays for a look into a table, and for no memory.
 *
 * <p>The table is of fixed size, and a message takes the place of another one. Looked at are the first {@value #NEAR}
 * characters, so that a call's time is bounded. Thread-safe, without a lock.
 */
final class TemplatePattern {
    static final int NEAR = 1024;

    private static final int PLACES = 256;

    private final Pattern pattern;
    private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(PLACES);

    private record Known(String template, boolean matches) {}

    TemplatePattern(String pattern) {
        this.pattern = Pattern.compile(requireNonNull(pattern, "pattern is null"));
    }

    boolean matches(String template) {
        if (template.length() > NEAR) {
            // A place for each of these would be much memory, and the hash of a long text much time.
            return find(template.substring(0, NEAR));
        }
        int hash = template.hashCode();
        int place = (hash ^ hash >>> 16) & (PLACES - 1);
        Known there = known.get(place);
        if (there == null || !there.template.equals(template)) {
            there = new Known(template, find(template));
            known.set(place, there);
        }
        return there.matches;
    }

    private boolean find(String text) {
        return pattern.matcher(text).find();
    }
}
