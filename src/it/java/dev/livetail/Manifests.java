package dev.livetail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The resources of an overlay, as Kubernetes' own types. */
record Manifests(List<HasMetadata> resources) {
    /** The version that the preStop action of the pods needs in the cluster, so whoever deploys them has it. */
    private static final int KUBECTL_MINOR_VERSION = 30;

    private static final Pattern VERSION = Pattern.compile("\"gitVersion\": \"v1\\.(\\d+)\\.");

    private static final Map<String, Class<? extends HasMetadata>> TYPES = Stream.of(
                    ConfigMap.class,
                    Deployment.class,
                    HorizontalPodAutoscaler.class,
                    Ingress.class,
                    NetworkPolicy.class,
                    PodDisruptionBudget.class,
                    PrometheusRule.class,
                    Secret.class,
                    Service.class,
                    ServiceAccount.class,
                    ServiceMonitor.class)
            .collect(Collectors.toMap(
                    type -> HasMetadata.getApiVersion(type) + "/" + HasMetadata.getKind(type), Function.identity()));

    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
            .annotationIntrospector(new KnownFieldsOnly())
            .build();

    /** The types would take every field: what they do not know they keep aside. */
    private static final class KnownFieldsOnly extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return false;
        }
    }

    /** What {@code kubectl apply -k} would send; the test is skipped where there is no kubectl that could. */
    static String render(Path directory) throws IOException, InterruptedException {
        String version = String.join("\n", Tool.run("kubectl", "version", "--client", "--output=json"));
        Matcher minor = VERSION.matcher(version);
        assumeTrue(
                minor.find() && Integer.parseInt(minor.group(1)) >= KUBECTL_MINOR_VERSION,
                "skipped: install kubectl 1." + KUBECTL_MINOR_VERSION + " or newer to run this test");
        return String.join("\n", Tool.run("kubectl", "kustomize", directory.toString()));
    }

    /** Fails on whatever the API server would refuse or drop: fields that do not exist, values of a wrong type. */
    static Manifests read(String yaml) throws IOException {
        List<HasMetadata> resources = new ArrayList<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            for (JsonNode document : documents.readAll()) {
                String type = document.path("apiVersion").asText() + "/"
                        + document.path("kind").asText();
                if (!TYPES.containsKey(type)) {
                    throw new NoSuchElementException(type + " is none of " + TYPES.keySet());
                }
                resources.add(YAML.treeToValue(document, TYPES.get(type)));
            }
        }
        return new Manifests(List.copyOf(resources));
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
        return all(type).stream()
                .filter(resource -> resource.getMetadata().getName().equals(name))
                .findFirst();
    }

    Deployment deployment() {
        return all(Deployment.class).getFirst();
    }

    PodTemplateSpec pod() {
        return deployment().getSpec().getTemplate();
    }

    /** What is mounted; null where there is no such volume. */
    Volume volume(VolumeMount mount) {
        return pod().getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst()
                .orElse(null);
    }

    /** The files in {@code config} of the working directory, which Quarkus reads. */
    Map<String, String> settings() {
        return files("/opt/livetail/config");
    }

    /** The files of the volume that is mounted there; none where it is no ConfigMap, or one that may be missing. */
    Map<String, String> files(String mountPath) {
        return pod().getSpec().getContainers().getFirst().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(mountPath))
                .map(this::volume)
                .filter(volume -> volume != null && volume.getConfigMap() != null)
                .flatMap(volume -> find(ConfigMap.class, volume.getConfigMap().getName()).stream())
                .flatMap(configMap -> configMap.getData().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
