package dev.livetail;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import java.util.List;

/** The Pod Security Standard "restricted", field by field, and what Livetail can do without beyond that. */
final class RestrictedCheck {
    private RestrictedCheck() {}

    static void check(Manifests manifests, Complaints complaints) {
        PodSpec pod = manifests.pod().getSpec();
        Container container = pod.getContainers().getFirst();
        SecurityContext security = container.getSecurityContext();
        complaints.unless(
                pod.getContainers().size() == 1 && pod.getInitContainers().isEmpty(),
                "Deployment: one container is looked at");
        complaints.unless(
                !Boolean.TRUE.equals(pod.getHostNetwork())
                        && !Boolean.TRUE.equals(pod.getHostPID())
                        && !Boolean.TRUE.equals(pod.getHostIPC())
                        && container.getPorts().stream().allMatch(port -> port.getHostPort() == null),
                "restricted: it uses the host's network or processes");
        complaints.unless(
                pod.getVolumes().stream()
                        .allMatch(volume -> volume.getConfigMap() != null
                                || volume.getSecret() != null
                                || volume.getEmptyDir() != null),
                "restricted: a volume is neither a ConfigMap nor a Secret nor an emptyDir");
        complaints.unless(Boolean.TRUE.equals(pod.getSecurityContext().getRunAsNonRoot()), "restricted: runAsNonRoot");
        complaints.unless(
                pod.getSecurityContext().getRunAsUser() == 10001
                        && pod.getSecurityContext().getRunAsGroup() == 10001
                        && pod.getSecurityContext().getFsGroup() == 10001
                        && security.getRunAsUser() == null
                        && security.getRunAsNonRoot() == null,
                "Deployment: user and group are those of the image, 10001");
        complaints.unless(
                pod.getSecurityContext().getSeccompProfile() != null
                        && pod.getSecurityContext()
                                .getSeccompProfile()
                                .getType()
                                .equals("RuntimeDefault")
                        && security.getSeccompProfile() == null,
                "restricted: seccompProfile");
        complaints.unless(!Boolean.TRUE.equals(security.getPrivileged()), "restricted: privileged");
        complaints.unless(
                Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "restricted: allowPrivilegeEscalation");
        complaints.unless(
                security.getCapabilities() != null
                        && security.getCapabilities().getDrop().equals(List.of("ALL"))
                        && security.getCapabilities().getAdd().isEmpty(),
                "restricted: capabilities");
        complaints.unless(
                Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()), "Deployment: readOnlyRootFilesystem");
        complaints.unless(
                Boolean.FALSE.equals(pod.getAutomountServiceAccountToken())
                        && manifests.all(ServiceAccount.class).stream()
                                .allMatch(account -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken())),
                "Deployment: automountServiceAccountToken");
        complaints.unless(Boolean.FALSE.equals(pod.getEnableServiceLinks()), "Deployment: enableServiceLinks");
    }
}
