package dev.livetail.filter;

import static java.util.Objects.requireNonNull;

import com.google.re2j.Pattern;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import java.util.List;
import java.util.Locale;
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
            text = text.toLowerCase(Locale.ROOT);
        }

        @Override
        public boolean matches(LogEvent event) {
            return contains(event.message())
                    || (event.thrown() != null && contains(event.thrown().summary()));
        }

        private boolean contains(String haystack) {
            int last = haystack.length() - text.length();
            for (int start = 0; start <= last; start++) {
                if (haystack.regionMatches(true, start, text, 0, text.length())) {
                    return true;
                }
            }
            return false;
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
