package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alerts and the dashboard ask for what the application really exposes, and the alerts fire when they should. */
class MonitoringIT {
    private static final Path COMPONENT = Path.of("k8s", "components", "monitoring");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern ALERT = Pattern.compile("alertname=\"(\\w+)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^### (Livetail\\w+)$");

    private static PrometheusRule rules;
    private static JsonNode dashboard;
    private static Expressions expressions;

    @TempDir
    private Path directory;

    @BeforeAll
    static void readMetricsAndWhatAsksForThem() throws IOException {
        rules = Manifests.read(Files.readString(COMPONENT.resolve("rules.yaml")))
                .all(PrometheusRule.class)
                .getFirst();
        dashboard = LivetailProcess.parse(Files.readString(COMPONENT.resolve("livetail.json")));
        try (LivetailProcess livetail = LivetailProcess.start("livetail.forward.archive.url=http://localhost:9/");
                LogStream reader = livetail.stream("/logs/stream")) {
            livetail.awaitState(livetail.startRun("demo", "lines=1", "interval=0"), "succeeded");
            reader.readLine();
            expressions = new Expressions(livetail.get("/q/metrics").body());
        }
    }

    private static List<Rule> alerts() {
        return rules.getSpec().getGroups().stream()
                .flatMap(group -> group.getRules().stream())
                .toList();
    }

    private static Set<String> names() {
        return alerts().stream().map(Rule::getAlert).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the panels show, by their title and letter, with Grafana's variables filled in. */
    private static Map<String, String> queries() {
        Map<String, String> queries = new LinkedHashMap<>();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                String query = target.path("expr")
                        .asText()
                        .replace("$__rate_interval", "5m")
                        .replace("$pod", ".*");
                queries.put(
                        panel.path("title").asText() + " "
                                + target.path("refId").asText(),
                        query);
            }
        }
        return queries;
    }

    @Test
    void everyAlertAsksForMetricsThatThereAre() {
        Map<String, List<String>> complaints = new LinkedHashMap<>();
        alerts().forEach(alert -> complaints.put(
                alert.getAlert(), expressions.complaints(alert.getExpr().getStrVal())));
        complaints.values().removeIf(List::isEmpty);
        assertEquals(Map.of(), complaints);
    }

    @Test
    void everyPanelShowsMetricsThatThereAre() {
        Map<String, List<String>> complaints = new LinkedHashMap<>();
        queries().forEach((panel, query) -> complaints.put(panel, expressions.complaints(query)));
        assertTrue(complaints.size() > 10, complaints.toString());
        complaints.values().removeIf(List::isEmpty);
        assertEquals(Map.of(), complaints);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            increase(livetail_capture_faild_total[5m]) > 0 ; there is no metric livetail_capture_faild_total
            sum(rate(livetail_runs_ended_total{state="lots"}[5m])) ; livetail_runs_ended_total has no sample with state "lots"
            livetail_capture_dropped_total{level=~"warn|eror"} ; livetail_capture_dropped_total has no sample with level "eror"
            sum by (pod, stat) (livetail_runs_kept) / up ; there is no metric up, nothing has the label stat
            vector(1) ; it asks for no metric
            """)
    void anExpressionThatAsksForWhatIsNotThereIsTold(String expression, String told) {
        assertEquals(told, String.join(", ", expressions.complaints(expression)));
    }

    @Test
    void prometheusTakesEveryExpression() throws IOException, InterruptedException {
        Tool.run(
                "promtool",
                "check",
                "rules",
                writeRules("rules.yaml", rules.getSpec()).toString());
        List<Map<String, String>> records = queries().values().stream()
                .map(query -> Map.of("record", "panel", "expr", query))
                .distinct()
                .toList();
        Tool.run(
                "promtool",
                "check",
                "rules",
                writeRules("panels.yaml", groups(records)).toString());
        String broken = writeRules("broken.yaml", groups(List.of(Map.of("record", "panel", "expr", "sum(rate(x))"))))
                .toString();
        try (Tool promtool = Tool.start("promtool", "check", "rules", broken)) {
            promtool.readLines();
            assertNotEquals(0, promtool.exitCode());
        }
    }

    private static Object groups(List<Map<String, String>> ofRules) {
        return Map.of("groups", List.of(Map.of("name", "panels", "rules", ofRules)));
    }

    private Path writeRules(String name, Object content) throws IOException {
        return Files.writeString(directory.resolve(name), YAML.writeValueAsString(content));
    }

    @Test
    void everyAlertFiresWhenItShouldAndOnlyThen() throws IOException, InterruptedException {
        writeRules("rules-only.yaml", rules.getSpec());
        Path cases = Files.copy(COMPONENT.resolve("rules-test.yaml"), directory.resolve("rules-test.yaml"));
        Tool.run("promtool", "test", "rules", cases.toString());
        assertEquals(names(), found(ALERT, Files.readString(cases)));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyAlertSaysHowUrgentItIsAndWhatToDo() throws IOException {
        for (Rule alert : alerts()) {
            assertTrue(Set.of("critical", "warning").contains(alert.getLabels().get("severity")), alert.getAlert());
            assertTrue(alert.getAnnotations().keySet().containsAll(Set.of("summary", "description")), alert.getAlert());
            assertEquals(
                    "src/docs/production/monitoring.md#" + alert.getAlert().toLowerCase(Locale.ROOT),
                    alert.getAnnotations().get("runbook"));
        }
        assertEquals(names(), found(HEADING, Files.readString(Path.of("src", "docs", "production", "monitoring.md"))));
    }

    @Test
    void everyPanelHasAPlaceOfItsOwn() {
        Set<String> cells = new LinkedHashSet<>();
        Set<Integer> ids = new LinkedHashSet<>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertTrue(ids.add(panel.path("id").asInt()), panel.toString());
            JsonNode place = panel.path("gridPos");
            for (int x = place.path("x").asInt();
                    x < place.path("x").asInt() + place.path("w").asInt();
                    x++) {
                for (int y = place.path("y").asInt();
                        y < place.path("y").asInt() + place.path("h").asInt();
                        y++) {
                    assertTrue(
                            x < 24 && cells.add(x + "/" + y),
                            panel.path("title").asText());
                }
            }
        }
    }
}
