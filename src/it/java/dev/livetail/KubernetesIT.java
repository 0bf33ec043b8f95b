package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What k8s/ says of Livetail is so: each overlay, as kubectl renders it, against the application with its settings. */
class KubernetesIT {
    private static final Path OVERLAYS = Path.of("k8s", "overlays");
    private static final Map<String, String> RENDERED = new LinkedHashMap<>();
    private static final Map<String, LivetailProcess> RUNNING = new LinkedHashMap<>();

    @BeforeAll
    static void startEachOverlay() throws IOException, InterruptedException {
        for (String overlay : List.of("dev", "prod")) {
            String yaml = Manifests.render(OVERLAYS.resolve(overlay));
            RENDERED.put(overlay, yaml);
            RUNNING.put(overlay, LivetailProcess.start(asDeployed(Manifests.read(yaml))));
        }
    }

    /** The container's arguments, and its settings where the working directory has them. */
    private static Options asDeployed(Manifests manifests) {
        Options options = Options.of();
        manifests.pod().getSpec().getContainers().getFirst().getArgs().forEach(options::and);
        manifests.settings().forEach((name, content) -> options.file("config/" + name, content));
        return options;
    }

    @AfterAll
    static void stop() {
        RUNNING.values().forEach(LivetailProcess::close);
    }

    private static int status(String overlay, String path) {
        return RUNNING.get(overlay).get(path).statusCode();
    }

    @Test
    void everyOverlayIsLookedAt() throws IOException {
        try (Stream<Path> overlays = Files.list(OVERLAYS)) {
            assertEquals(
                    RENDERED.keySet(),
                    overlays.map(overlay -> overlay.getFileName().toString())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void kubernetesAndTheApplicationUnderstandWhatTheOverlayMeans(String overlay) {
        assertEquals(List.of(), ManifestCheck.complaints(RENDERED.get(overlay), path -> status(overlay, path)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "prod"})
    void theApplicationStartsWithTheSettingsOfTheOverlayWithoutAWarning(String overlay) throws IOException {
        LivetailProcess livetail = RUNNING.get(overlay);
        assertFalse(livetail.output().contains("WARN"), livetail.output());
        Set<String> operations = overlay.equals("prod") ? Set.of("demo", "reindex") : Set.of("demo");
        Set<String> names = new HashSet<>();
        livetail.json("/operations")
                .forEach(operation -> names.add(operation.path("name").asText()));
        assertEquals(operations, names);
    }

    @Test
    void aSettingThatQuarkusDoesNotKnowIsWarnedOf() {
        try (LivetailProcess livetail = LivetailProcess.start(
                Options.of().file("config/application-prod.properties", "quarkus.http.limts.max-body-size=1K\n"))) {
            livetail.awaitOutput("WARN");
        }
    }

    @Test
    void theExampleOfAnOperationGetsItsSecretFromTheFileAloneAndItStandsNowhereElse() throws Exception {
        Tool.run("curl", "--version");
        List<String> asked = new CopyOnWriteArrayList<>();
        HttpServer search = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        search.createContext("/indexes/products/rebuild", exchange -> {
            asked.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("shard 1\nshard 2\n".getBytes(UTF_8));
            exchange.close();
        });
        search.start();
        Manifests prod = Manifests.read(RENDERED.get("prod"));
        // As in a pod, but for the places.
        Options options = asDeployed(prod)
                .file("reindex.sh", prod.files("/etc/livetail/operations").get("reindex.sh"))
                .file("search-authorization", "Authorization: Bearer hush\n")
                .operation("reindex", "command=sh,reindex.sh,{index}")
                .operation("reindex", "environment.AUTHORIZATION_FILE=search-authorization")
                .operation(
                        "reindex",
                        "environment.SEARCH_URL=http://127.0.0.1:"
                                + search.getAddress().getPort());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            String run = livetail.startRun("reindex", "index=products");
            livetail.awaitState(run, "succeeded");
            assertEquals(List.of("shard 1", "shard 2"), livetail.messages(run));
            assertEquals(List.of("POST Bearer hush"), asked);
            String told = livetail.run(run) + livetail.get("/logs").body() + livetail.output();
            assertFalse(told.contains("hush"), told);
        } finally {
            search.stop(0);
        }
    }

    /** Each is one mistake in a resource of prod, as kubectl has rendered it, and a part of what is told of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            # What the API server would refuse or drop
            Deployment | terminationGracePeriodSeconds: | gracePeriodSeconds: | "gracePeriodSeconds"
            Deployment | containerPort: 8080 | containerPort: "8080" | Cannot coerce String value ("8080")
            Deployment | memory: 512Mi | memory: 512Mo | Invalid quantity
            Deployment | ScheduleAnyway | ScheduleSomehow | ScheduleSomehow
            Ingress | proxy-body-size: 256k | proxy-body-size: 256 | Cannot coerce Integer value
            Ingress | pathType: Exact | pathType: Same | Same
            PodDisruptionBudget | kind: PodDisruptionBudget | kind: PodDisruptionBudgets | is none of
            PodDisruptionBudget | AlwaysAllow | Always | Always
            ServiceMonitor | interval: | every: | "every"
            PrometheusRule | severity: critical | severity: 1 | Cannot coerce Integer value
            # Selectors and references that match nothing
            Deployment | name: livetail | name: lifetail | Service: the selector
            Service | name: livetail | name: lifetail | ServiceMonitor: the selector
            NetworkPolicy | name: livetail | name: lifetail | NetworkPolicy: the selector
            PodDisruptionBudget | name: livetail | name: lifetail | PodDisruptionBudget: the selector
            HorizontalPodAutoscaler | name: livetail | name: lifetail | there is no Deployment lifetail
            ServiceAccount | name: livetail | name: lifetail | there is no ServiceAccount livetail
            Deployment | name: livetail-config | name: livetail-settings | there is no ConfigMap livetail-settings
            Deployment | - name: secrets | - name: keys | there is no volume secrets
            Deployment | optional: true | optional: false | it must be optional
            Deployment | livetail\\n        matchLabelKeys: | lifetail\\n        matchLabelKeys: | Deployment: the selector
            # Ports
            Service | targetPort: http | targetPort: web | the container has no port web
            NetworkPolicy | port: http | port: web | the container has no port web
            Deployment | port: http | port: 8081 | the container has no port 8081
            Deployment | containerPort: 8080 | containerPort: 8081 | listens on 8080
            Ingress | name: http | name: web | goes to web of livetail
            ServiceMonitor | port: http | port: web | has no port web
            # Paths
            Deployment | /q/health/started | /q/health/start | startupProbe: /q/health/start answers 404
            Deployment | /q/health/live | /health/live | livenessProbe: /health/live answers 404
            Deployment | /q/health/ready | /q/health/live | readinessProbe
            ServiceMonitor | /q/metrics | /metrics | ServiceMonitor: /metrics answers 404
            Ingress | path: /runs | path: /run | Ingress: /run answers 404
            Ingress | path: /loggers | path: /q/metrics | passes health and metrics on
            # Rights
            Deployment | runAsNonRoot: true | runAsNonRoot: false | runAsNonRoot
            Deployment | runAsUser: 10001 | runAsUser: 0 | 10001
            Deployment | RuntimeDefault | Unconfined | seccompProfile
            Deployment | allowPrivilegeEscalation: false | privileged: true | allowPrivilegeEscalation
            Deployment | - ALL | - NET_RAW | capabilities
            Deployment | readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | readOnlyRootFilesystem
            Deployment | automountServiceAccountToken: false | automountServiceAccountToken: true | automountServiceAccountToken
            Deployment | enableServiceLinks: false | hostNetwork: true | host's network
            Deployment | emptyDir:\\n          sizeLimit: 8Gi | hostPath:\\n          path: /var | a volume is neither
            # Settings
            ConfigMap | livetail.runs.keep= | livetail.runs.kept= | livetail.runs.kept
            ConfigMap | livetail.stream.max-streams= | livetail.streams.max= | livetail.streams.max
            ConfigMap | max-streams=1000 | max-streams=many | max-streams
            ConfigMap | operations/reindex.sh | operations/rebuild.sh | rebuild.sh is no program
            Deployment | defaultMode: 365 | defaultMode: 292 | reindex.sh is no program
            # Figures that contradict one another
            ConfigMap | livetail.runs.keep=100 | livetail.runs.keep=1000 | runs may take
            ConfigMap | max-streams=1000 | max-streams=10000 | of memory
            ConfigMap | livetail.stream.max-streams=1000 | livetail.shutdown.timeout=1m | its end may take
            ConfigMap | livetail.operations.reindex.parameters.index.required=true | livetail.operations.reindex.grace-period=1m | its end may take
            Deployment | sizeLimit: 8Gi | sizeLimit: 4Gi | runs may take
            Deployment | ephemeral-storage: 9Gi | ephemeral-storage: 1Gi | of ephemeral-storage
            Deployment | -Xmx320m | -Xmx420m | of memory
            Deployment | cpu: 100m | example.com/cpu: 1 | asks for no CPU
            Deployment | terminationGracePeriodSeconds: 60 | terminationGracePeriodSeconds: 30 | its end may take
            Deployment | maxUnavailable: 0 | maxUnavailable: 1 | maxUnavailable
            Deployment | image: registry.example.com/livetail:0.1.0 | image: livetail:latest | is no version
            Deployment | image: registry.example.com/livetail:0.1.0 | image: host:5000/livetail | is no version
            """)
    void aMistakeIsTold(String kind, String right, String wrong, String told) {
        String[] documents = RENDERED.get("prod").split("\n---\n", -1);
        int changed = IntStream.range(0, documents.length)
                .filter(i -> ("\n" + documents[i]).contains("\nkind: " + kind + "\n")
                        && documents[i].contains(right.translateEscapes()))
                .findFirst()
                .orElseThrow();
        documents[changed] = documents[changed].replace(right.translateEscapes(), wrong.translateEscapes());
        List<String> complaints =
                ManifestCheck.complaints(String.join("\n---\n", documents), path -> status("prod", path));
        assertTrue(complaints.stream().anyMatch(complaint -> complaint.contains(told)), complaints.toString());
    }
}
