package dev.livetail;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.ToIntFunction;

/**
 * What Kubernetes would take without a word and that could not work, or not as it is meant: references to nothing, paths
 * that nobody answers, settings that nobody reads, figures that contradict one another, rights that nobody needs.
 */
final class ManifestCheck {
    private final Manifests manifests;
    private final ToIntFunction<String> status;
    private final PodSpec pod;
    private final Container container;
    private final Complaints complaints;

    private ManifestCheck(Manifests manifests, ToIntFunction<String> status, Complaints complaints) {
        this.manifests = manifests;
        this.status = status;
        this.complaints = complaints;
        this.pod = manifests.pod().getSpec();
        this.container = pod.getContainers().getFirst();
    }

    /**
     * What is wrong, one sentence each.
     *
     * @param status what the running application answers to a GET of this path
     */
    static List<String> complaints(String yaml, ToIntFunction<String> status) {
        Complaints complaints = new Complaints();
        try {
            Manifests manifests = Manifests.read(yaml);
            ManifestCheck check = new ManifestCheck(manifests, status, complaints);
            check.words();
            check.selectors();
            check.ports();
            check.paths();
            check.volumes();
            check.rollout();
            RestrictedCheck.check(manifests, complaints);
            FiguresCheck.check(manifests, complaints);
        } catch (IOException | IllegalArgumentException | NoSuchElementException | ConfigValidationException e) {
            complaints.add(e.getMessage());
        }
        return complaints.all();
    }

    /** The API takes any text for these, and refuses what it does not know only when it is asked. */
    private void words() {
        pod.getTopologySpreadConstraints()
                .forEach(spread -> word(spread.getWhenUnsatisfiable(), "DoNotSchedule", "ScheduleAnyway"));
        for (Ingress ingress : manifests.all(Ingress.class)) {
            paths(ingress).forEach(path -> word(path.getPathType(), "Exact", "Prefix"));
        }
        for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
            policy.getSpec().getPolicyTypes().forEach(type -> word(type, "Ingress", "Egress"));
        }
        for (PodDisruptionBudget budget : manifests.all(PodDisruptionBudget.class)) {
            word(budget.getSpec().getUnhealthyPodEvictionPolicy(), "AlwaysAllow", "IfHealthyBudget");
        }
    }

    private void word(String value, String... known) {
        complaints.unless(List.of(known).contains(value), value + " is none of " + List.of(known));
    }

    private void selectors() {
        podSelector(manifests.deployment(), manifests.deployment().getSpec().getSelector());
        pod.getTopologySpreadConstraints()
                .forEach(spread -> podSelector(manifests.deployment(), spread.getLabelSelector()));
        for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
            podSelector(policy, policy.getSpec().getPodSelector());
        }
        for (PodDisruptionBudget budget : manifests.all(PodDisruptionBudget.class)) {
            podSelector(budget, budget.getSpec().getSelector());
        }
        for (Service service : manifests.all(Service.class)) {
            podSelector(service, new LabelSelector(List.of(), service.getSpec().getSelector()));
        }
        for (HorizontalPodAutoscaler autoscaler : manifests.all(HorizontalPodAutoscaler.class)) {
            var target = autoscaler.getSpec().getScaleTargetRef();
            Deployment deployment = manifests.deployment();
            complaints.unless(
                    target.getApiVersion().equals(deployment.getApiVersion())
                            && target.getKind().equals(deployment.getKind())
                            && target.getName().equals(deployment.getMetadata().getName()),
                    "HorizontalPodAutoscaler: there is no %s %s".formatted(target.getKind(), target.getName()));
        }
        complaints.unless(
                manifests
                        .find(ServiceAccount.class, pod.getServiceAccountName())
                        .isPresent(),
                "Deployment: there is no ServiceAccount %s".formatted(pod.getServiceAccountName()));
    }

    private void podSelector(HasMetadata of, LabelSelector selector) {
        selects(of, selector, manifests.pod().getMetadata().getLabels());
    }

    private boolean selects(HasMetadata of, LabelSelector selector, Map<String, String> labels) {
        // An empty selector matches everything, also what is not ours.
        boolean matches = selector.getMatchExpressions().isEmpty()
                && !selector.getMatchLabels().isEmpty()
                && labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
        complaints.unless(
                matches, "%s: the selector %s matches nothing".formatted(of.getKind(), selector.getMatchLabels()));
        return matches;
    }

    private void ports() {
        for (Service service : manifests.all(Service.class)) {
            service.getSpec().getPorts().forEach(port -> containerPort(service, port.getTargetPort()));
        }
        for (NetworkPolicy policy : manifests.all(NetworkPolicy.class)) {
            policy.getSpec().getIngress().stream()
                    .flatMap(rule -> rule.getPorts().stream())
                    .forEach(port -> containerPort(policy, port.getPort()));
        }
        for (Probe probe : probes()) {
            containerPort(manifests.deployment(), probe.getHttpGet().getPort());
        }
        for (Ingress ingress : manifests.all(Ingress.class)) {
            for (HTTPIngressPath path : paths(ingress)) {
                String name = path.getBackend().getService().getName();
                ServiceBackendPort port = path.getBackend().getService().getPort();
                complaints.unless(
                        manifests.find(Service.class, name).stream()
                                .flatMap(service -> service.getSpec().getPorts().stream())
                                .anyMatch(served -> Objects.equals(served.getName(), port.getName())
                                        || served.getPort().equals(port.getNumber())),
                        "Ingress: %s goes to %s of %s, which is not there"
                                .formatted(path.getPath(), port.getName(), name));
            }
        }
        for (ServiceMonitor monitor : manifests.all(ServiceMonitor.class)) {
            Service service = manifests.all(Service.class).getFirst();
            if (selects(
                    monitor,
                    monitor.getSpec().getSelector(),
                    service.getMetadata().getLabels())) {
                monitor.getSpec()
                        .getEndpoints()
                        .forEach(endpoint -> complaints.unless(
                                service.getSpec().getPorts().stream()
                                        .anyMatch(port -> port.getName().equals(endpoint.getPort())),
                                "ServiceMonitor: the Service has no port %s".formatted(endpoint.getPort())));
            }
        }
        complaints.unless(
                container.getPorts().stream()
                        .map(ContainerPort::getContainerPort)
                        .anyMatch(port -> port == 8080),
                "Deployment: Livetail listens on 8080");
    }

    private void containerPort(HasMetadata of, IntOrString port) {
        complaints.unless(
                container.getPorts().stream()
                        .anyMatch(open -> open.getName().equals(port.getStrVal())
                                || open.getContainerPort().equals(port.getIntVal())),
                "%s: the container has no port %s".formatted(of.getKind(), port.getValue()));
    }

    private List<Probe> probes() {
        return List.of(container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe());
    }

    private static List<HTTPIngressPath> paths(Ingress ingress) {
        return ingress.getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .toList();
    }

    private void paths() {
        answers("startupProbe", container.getStartupProbe().getHttpGet().getPath(), "/q/health/started");
        answers("livenessProbe", container.getLivenessProbe().getHttpGet().getPath(), "/q/health/live");
        answers("readinessProbe", container.getReadinessProbe().getHttpGet().getPath(), "/q/health/ready");
        for (ServiceMonitor monitor : manifests.all(ServiceMonitor.class)) {
            monitor.getSpec()
                    .getEndpoints()
                    .forEach(endpoint -> answers("ServiceMonitor", endpoint.getPath(), "/q/metrics"));
        }
        for (Ingress ingress : manifests.all(Ingress.class)) {
            for (HTTPIngressPath path : paths(ingress)) {
                int answer = status.applyAsInt(example(path.getPath()));
                complaints.unless(answer < 400, "Ingress: %s answers %d".formatted(path.getPath(), answer));
                complaints.unless(
                        !path.getPath().startsWith("/q")
                                && !(path.getPath().equals("/")
                                        && path.getPathType().equals("Prefix")),
                        "Ingress: %s passes health and metrics on to everybody".formatted(path.getPath()));
            }
        }
    }

    /** Something below it, where the path itself is nothing. */
    private static String example(String path) {
        return path.equals("/static") ? "/static/bundle/app.css" : path;
    }

    private void answers(String who, String path, String meant) {
        int answer = status.applyAsInt(path);
        complaints.unless(path.equals(meant) && answer == 200, "%s: %s answers %d".formatted(who, path, answer));
    }

    private void volumes() {
        for (VolumeMount mount : container.getVolumeMounts()) {
            complaints.unless(
                    manifests.volume(mount) != null,
                    "Deployment: there is no volume %s to mount".formatted(mount.getName()));
        }
        for (Volume volume : pod.getVolumes()) {
            String name = volume.getName();
            complaints.unless(
                    container.getVolumeMounts().stream()
                            .anyMatch(mount -> mount.getName().equals(name)),
                    "Deployment: the volume %s is mounted nowhere".formatted(name));
            if (volume.getConfigMap() != null) {
                complaints.unless(
                        Boolean.TRUE.equals(volume.getConfigMap().getOptional())
                                || manifests
                                        .find(
                                                ConfigMap.class,
                                                volume.getConfigMap().getName())
                                        .isPresent(),
                        "Deployment: there is no ConfigMap %s"
                                .formatted(volume.getConfigMap().getName()));
            }
            if (volume.getSecret() != null) {
                complaints.unless(
                        Boolean.TRUE.equals(volume.getSecret().getOptional()),
                        "Deployment: nothing here makes the Secret %s, so it must be optional"
                                .formatted(volume.getSecret().getSecretName()));
            }
        }
        complaints.unless(manifests.all(Secret.class).isEmpty(), "Secret: there is one among the manifests");
        complaints.unless(
                container.getEnv().isEmpty() && container.getEnvFrom().isEmpty(),
                "Deployment: settings belong into the ConfigMap, and secrets into files");
    }

    private void rollout() {
        var rolling = manifests.deployment().getSpec().getStrategy().getRollingUpdate();
        complaints.unless(
                Integer.valueOf(0).equals(rolling.getMaxUnavailable().getIntVal()),
                "Deployment: maxUnavailable is not 0");
        String image = container.getImage();
        complaints.unless(
                image.matches(".*:[^:/]+") && !image.endsWith(":latest"), "Deployment: " + image + " is no version");
        boolean scaled = !manifests.all(HorizontalPodAutoscaler.class).isEmpty();
        complaints.unless(
                !scaled || manifests.deployment().getSpec().getReplicas() == null,
                "Deployment: the autoscaler and each apply would both set replicas");
        complaints.unless(
                scaled == !manifests.all(PodDisruptionBudget.class).isEmpty(),
                "PodDisruptionBudget: it is for those that have several pods, and only for them");
    }
}
