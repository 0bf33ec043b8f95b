package dev.livetail.filter;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import java.util.List;
import java.util.Set;

/**
 * Which events a reader wants.
 *
 * <p>Filters are values: two that select the same by the same means are equal, and readers with equal filters share the
 * work of filtering. Immutable and thread-safe; each takes time linear in the size of the event.
 */
public sealed interface EventFilter {
    /** The filter that every event passes. */
    static EventFilter all() {
        return new AllOf(List.of());
    }

    boolean matches(LogEvent event);

    /** Whether this filter lets every event pass, so that counting can take the place of looking. */
    default boolean matchesAll() {
        return false;
    }

    /** Events that every one of the filters wants. */
    record AllOf(List<EventFilter> filters) implements EventFilter {
        public AllOf {
            filters = List.copyOf(filters);
        }

        @Override
        public boolean matches(LogEvent event) {
            for (EventFilter filter : filters) {
                if (!filter.matches(event)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean matchesAll() {
            return filters.isEmpty();
        }
    }

    /** Events of a level or above. */
    record MinimumLevel(LogLevel level) implements EventFilter {
        public MinimumLevel {
            requireNonNull(level, "level is null");
        }

        @Override
        public boolean matches(LogEvent event) {
            return event.level().isAtLeast(level);
        }
    }

    /** Events of any of the loggers, or of loggers below them: {@code org.acme} also means {@code org.acme.Shop}. */
    record OfLogger(Set<String> names) implements EventFilter {
        public OfLogger {
            names = Set.copyOf(names);
        }

        @Override
        public boolean matches(LogEvent event) {
            String logger = event.loggerName();
            for (String name : names) {
                if (logger.startsWith(name)
                        && (logger.length() == name.length() || logger.charAt(name.length()) == '.')) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Events with the text in their message or their exception's own message, case ignored. */
    record Containing(String text) implements EventFilter {
        public Containing {
            text = folded(text);
        }

        @Override
        public boolean matches(LogEvent event) {
            int[] borders = borders();
            return isIn(event.message(), borders)
                    || (event.thrown() != null && isIn(event.thrown().summary(), borders));
        }

        /**
         * The search of Knuth, Morris and Pratt: a text and a message of nothing but {@code a} would make comparing at
         * every place cost their product.
         */
        private boolean isIn(String haystack, int[] borders) {
            int matched = 0;
            for (int i = 0; i < haystack.length() && matched < text.length(); i++) {
                char c = folded(haystack.charAt(i));
                while (matched > 0 && text.charAt(matched) != c) {
                    matched = borders[matched - 1];
                }
                if (text.charAt(matched) == c) {
                    matched++;
                }
            }
            return matched == text.length();
        }

        /** For each beginning of the text, how long its longest proper beginning is that is its end too. */
        private int[] borders() {
            int[] borders = new int[text.length()];
            int matched = 0;
            for (int i = 1; i < text.length(); i++) {
                while (matched > 0 && text.charAt(matched) != text.charAt(i)) {
                    matched = borders[matched - 1];
                }
                if (text.charAt(matched) == text.charAt(i)) {
                    matched++;
                }
                borders[i] = matched;
            }
            return borders;
        }

        private static String folded(String text) {
            char[] chars = text.toCharArray();
            for (int i = 0; i < chars.length; i++) {
                chars[i] = folded(chars[i]);
            }
            return new String(chars);
        }

        /** Two cases of one letter become the same; what is ASCII, and most is, takes the short way. */
        private static char folded(char c) {
            if (c < 128) {
                return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            }
            return Character.toLowerCase(Character.toUpperCase(c));
        }
    }

    /**
     * Events whose message, or whose exception's own message, has a match of the expression.
     *
     * <p>The expressions are those of RE2, which match in time linear in the text whatever the expression: a reader
     * cannot stop the service by asking for {@code (a+)+$}.
     */
    record Matching(Pattern pattern) implements EventFilter {
        public Matching {
            requireNonNull(pattern, "pattern is null");
        }

        @Override
        public boolean matches(LogEvent event) {
            return pattern.matcher(event.message()).find()
                    || (event.thrown() != null
                            && pattern.matcher(event.thrown().summary()).find());
        }
    }

    /** Events whose diagnostic context has exactly this value under this key. */
    record WithContext(String key, String value) implements EventFilter {
        public WithContext {
            requireNonNull(key, "key is null");
            requireNonNull(value, "value is null");
        }

        @Override
        public boolean matches(LogEvent event) {
            return value.equals(event.mdc().get(key));
        }
    }
}
