package dev.livetail.metrics;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.livetail.metrics.LogMetricsConfig.Rule;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Refuses rules that cannot work, in words for whoever wrote them. */
final class LogMetricsCheck {
    private static final String KEY = "livetail.log-metrics.";
    private static final Pattern METRIC = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");
    private static final Pattern TAG = Pattern.compile("[a-zA-Z][a-zA-Z0-9_.-]*");
    private static final String PATTERN_TAKES = "a regular expression in the syntax of RE2";

    /** Those that Prometheus gives a meaning of its own. */
    private static final Set<String> RESERVED_TAGS = Set.of("le", "quantile", "job", "instance");

    private LogMetricsCheck() {}

    /** @param taken the names of the meters that there are */
    static void check(LogMetricsConfig config, Collection<String> taken) {
        Map<String, String> owners = new HashMap<>();
        taken.forEach(name -> owners.put(exposed(name), "there is a metric " + name + " already"));
        new TreeMap<>(config.rules()).forEach((name, rule) -> {
            String key = KEY + "\"" + name + "\"";
            checkName(key, name, owners);
            Set<String> groups = groups(key, rule);
            rule.tags().forEach((tag, source) -> checkTag(key + ".tags." + tag, tag, source, groups));
            checkValue(key, rule, groups);
            if (rule.maxSeries() < 1 || rule.maxSeries() > 100_000) {
                throw refused(key + ".max-series", String.valueOf(rule.maxSeries()), "a number from 1 to 100000");
            }
        });
    }

    private static void checkName(String key, String name, Map<String, String> owners) {
        if (!METRIC.matches(name)) {
            throw refused(
                    key, name, "a name of letters, digits, dots, dashes and underscores that begins with a letter");
        }
        if (exposed(name).startsWith("livetail_")) {
            throw refused(key, name, "another name: those that begin with livetail are the service's own");
        }
        String owner = owners.putIfAbsent(exposed(name), "the rule " + name + " has it in Prometheus");
        if (owner != null) {
            throw refused(key, name, "another name: " + owner);
        }
    }

    /** What Prometheus calls it, without the endings that depend on its type. */
    private static String exposed(String name) {
        return name.replaceAll("[^a-zA-Z0-9]", "_").replaceAll("_(total|seconds)$", "");
    }

    private static Set<String> groups(String key, Rule rule) {
        if (rule.pattern().isEmpty()) {
            return Set.of();
        }
        try {
            return Pattern.compile(rule.pattern().get()).namedGroups().keySet();
        } catch (PatternSyntaxException e) {
            throw refused(key + ".pattern", rule.pattern().get(), PATTERN_TAKES + " (" + e.getDescription() + ")");
        }
    }

    private static void checkTag(String key, String tag, String source, Set<String> groups) {
        if (!TAG.matches(tag) || RESERVED_TAGS.contains(tag)) {
            throw refused(
                    key,
                    source,
                    "another name of the tag: letters, digits, dots, dashes and underscores, and none of "
                            + String.join(", ", RESERVED_TAGS.stream().sorted().toList()));
        }
        checkSource(key, source, groups, "group:<name>, mdc:<key> or text:<literal>");
    }

    private static void checkValue(String key, Rule rule, Set<String> groups) {
        if (rule.type() == LogMetricsConfig.Type.TIMER && rule.value().isEmpty()) {
            throw new ConfigurationException(
                    key + " is a timer without a value, but it takes one in " + key + ".value", Set.of(key));
        }
        rule.value().ifPresent(source -> {
            String takes = "group:<name> or mdc:<key>, of a timer";
            if (rule.type() == LogMetricsConfig.Type.COUNTER || source.startsWith("text:")) {
                throw refused(key + ".value", source, takes);
            }
            checkSource(key + ".value", source, groups, takes);
        });
    }

    private static void checkSource(String key, String text, Set<String> groups, String takes) {
        switch (LogMetricSource.parse(text).orElseThrow(() -> refused(key, text, takes))) {
            case LogMetricSource.Group(String name) -> {
                if (!groups.contains(name)) {
                    throw refused(key, text, "a group that the rule's pattern has by name");
                }
            }
            case LogMetricSource.Context context -> {
                // Any key may come.
            }
            case LogMetricSource.Text literal -> {
                // Any text will do.
            }
        }
    }

    private static ConfigurationException refused(String key, String value, String takes) {
        return new ConfigurationException("%s is '%s', but it takes %s".formatted(key, value, takes), Set.of(key));
    }
}
