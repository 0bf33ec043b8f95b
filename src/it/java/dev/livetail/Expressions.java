package dev.livetail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds in expressions of Prometheus what the metrics of a running application do not have. */
final class Expressions {
    /** What Prometheus adds to each sample by where it comes from. */
    private static final Set<String> TARGET_LABELS = Set.of("namespace", "pod", "job", "instance");

    private static final Set<String> OPERATORS =
            Set.of("and", "or", "unless", "on", "ignoring", "group_left", "group_right", "bool", "offset");

    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)(=|!=|=~|!~)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    /** A name that is no function, which a parenthesis would follow, with its selector. */
    private static final Pattern METRIC = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*+)(?!\\s*\\()(?:\\{([^}]*)})?");

    private final Map<String, List<Map<String, String>>> samples = new HashMap<>();

    /** @param metrics what {@code /q/metrics} has answered */
    Expressions(String metrics) {
        metrics.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                samples.computeIfAbsent(sample.group(1), name -> new ArrayList<>())
                        .add(labels(sample.group(2)));
            }
        });
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        LABEL.matcher(text == null ? "" : text).results().forEach(label -> labels.put(label.group(1), label.group(3)));
        return labels;
    }

    /** What this expression asks for that is not there, one sentence each. */
    List<String> complaints(String expression) {
        Complaints complaints = new Complaints();
        List<String> groupings = new ArrayList<>();
        String plain = GROUPING.matcher(RANGE.matcher(expression).replaceAll(""))
                .replaceAll(grouping -> {
                    groupings.addAll(Arrays.asList(grouping.group(1).split("\\s*,\\s*", -1)));
                    return "";
                });
        List<Map<String, String>> all = new ArrayList<>();
        complaints.unless(METRIC.matcher(plain).find(), "it asks for no metric");
        METRIC.matcher(plain)
                .results()
                .filter(metric -> !OPERATORS.contains(metric.group(1)))
                .forEach(metric -> {
                    List<Map<String, String>> of = samples.getOrDefault(metric.group(1), List.of());
                    complaints.unless(!of.isEmpty(), "there is no metric " + metric.group(1));
                    all.addAll(of);
                    LABEL.matcher(metric.group(2) == null ? "" : metric.group(2))
                            .results()
                            .filter(label -> !TARGET_LABELS.contains(label.group(1)))
                            .flatMap(label -> Stream.of(label.group(3).split("\\|", -1))
                                    .map(value -> Map.entry(label.group(1), value)))
                            .filter(label -> of.stream()
                                    .noneMatch(sample -> label.getValue().equals(sample.get(label.getKey()))))
                            .forEach(label -> complaints.add("%s has no sample with %s \"%s\""
                                    .formatted(metric.group(1), label.getKey(), label.getValue())));
                });
        groupings.stream()
                .filter(label -> !TARGET_LABELS.contains(label))
                .filter(label -> all.stream().noneMatch(sample -> sample.containsKey(label)))
                .forEach(label -> complaints.add("nothing has the label " + label));
        return complaints.all();
    }
}
