package dev.livetail.requestlog;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which rule is a request's. Immutable. */
final class RouteRules {
    private final List<PathPattern> excluded = new ArrayList<>();
    private final List<RouteRule> rules = new ArrayList<>();
    private final RouteRule standard;

    RouteRules(RequestLogConfig config) {
        config.exclude().orElse(List.of()).forEach(path -> excluded.add(PathPattern.of(path)));
        // By name where nothing else tells them apart, so that it is always the same one that is found.
        config.routes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> RouteRule.of(entry.getValue(), config))
                .forEach(rules::add);
        rules.sort(Comparator.comparing(RouteRule::path, PathPattern.BY_SPECIFICITY)
                .thenComparing(rule -> rule.method() == null));
        standard = RouteRule.standard(config);
    }

    boolean excludes(String path) {
        for (int i = 0; i < excluded.size(); i++) {
            if (excluded.get(i).matches(path)) {
                return true;
            }
        }
        return false;
    }

    /** The most specific one. */
    RouteRule of(String method, String path) {
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).matches(method, path)) {
                return rules.get(i);
            }
        }
        return standard;
    }

    boolean anyShowsBodies() {
        return rules.stream().anyMatch(RouteRule::bodies);
    }
}
