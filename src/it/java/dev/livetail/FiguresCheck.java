package dev.livetail;

import dev.livetail.lifecycle.ShutdownConfig;
import dev.livetail.operation.OperationsConfig;
import dev.livetail.operation.RunsConfig;
import dev.livetail.stream.StreamConfig;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;

/** The settings that are mounted, and what the pod must have so that they can hold: disk, memory, time to end. */
final class FiguresCheck {
    private static final long MIB = 1024 * 1024;
    /** A reader that does not read holds a piece of log, and the same again on its way to the socket. */
    private static final long BYTES_OF_A_STALLED_READER = 128 * 1024;
    /** Code, stacks, metaspace, what Netty holds ready. */
    private static final long BYTES_OUTSIDE_OF_THE_HEAP = 60 * MIB;
    /** Of the built-in demo, the one operation that is in no file. */
    private static final int RUNS_OF_THE_DEMO = 200;
    /** CommandOperation's AFTER_GRACE, Runs' ENDING and GracefulShutdown's LAST_CALL. */
    private static final Duration AFTER_SIGKILL = Duration.ofSeconds(10 + 2 + 3);
    /** Of a command for which nothing else is said, and of the demo. */
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);
    /** For the capture queue and for Quarkus' own end. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Manifests manifests;
    private final Complaints complaints;
    private final PodSpec pod;
    private final Container container;

    private FiguresCheck(Manifests manifests, Complaints complaints) {
        this.manifests = manifests;
        this.complaints = complaints;
        this.pod = manifests.pod().getSpec();
        this.container = pod.getContainers().getFirst();
    }

    static void check(Manifests manifests, Complaints complaints) {
        new FiguresCheck(manifests, complaints).run();
    }

    private void run() {
        Map<String, String> files = manifests.settings();
        complaints.unless(files.containsKey("application.properties"), "Deployment: no settings are mounted");
        Settings settings = new Settings(files);
        Map<String, OperationsConfig.Command> operations =
                settings.of(OperationsConfig.class).commands();
        operations.values().forEach(operation -> program(operation.command().getFirst()));
        roomForRuns(settings.of(RunsConfig.class), operations);
        roomInMemory(settings.of(StreamConfig.class));
        timeToEnd(settings.of(ShutdownConfig.class), operations);
    }

    private void program(String path) {
        for (VolumeMount mount : container.getVolumeMounts()) {
            if (path.startsWith(mount.getMountPath() + "/")) {
                String file = path.substring(mount.getMountPath().length() + 1);
                Volume volume = manifests.volume(mount);
                complaints.unless(
                        manifests.files(mount.getMountPath()).containsKey(file)
                                && volume.getConfigMap().getDefaultMode() != null
                                && (volume.getConfigMap().getDefaultMode() & 0111) == 0111,
                        "ConfigMap: %s is no program".formatted(path));
            }
        }
    }

    private void roomForRuns(RunsConfig runs, Map<String, OperationsConfig.Command> operations) {
        long going = operations.values().stream()
                .mapToLong(OperationsConfig.Command::maxConcurrent)
                .reduce(RUNS_OF_THE_DEMO, Long::sum);
        long most = (runs.keep() + going) * runs.maxBytesPerRun().asLongValue();
        long room = sizeLimit("/data");
        complaints.unless(
                most <= room, "Deployment: runs may take %d MiB, /data has %d MiB".formatted(most / MIB, room / MIB));
        long asked = bytes(container.getResources().getRequests().get("ephemeral-storage"));
        complaints.unless(
                asked >= room + sizeLimit("/tmp"),
                "Deployment: its volumes may take more than the %d MiB of ephemeral-storage that it asks for"
                        .formatted(asked / MIB));
    }

    private long sizeLimit(String mountPath) {
        EmptyDirVolumeSource volume = container.getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(mountPath))
                .map(manifests::volume)
                .filter(Objects::nonNull)
                .map(Volume::getEmptyDir)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Deployment: nothing can be written to " + mountPath));
        return bytes(volume.getSizeLimit());
    }

    private static long bytes(Quantity quantity) {
        return Quantity.getAmountInBytes(quantity).longValueExact();
    }

    private void roomInMemory(StreamConfig streams) {
        long heap = container.getArgs().stream()
                .filter(argument -> argument.matches("-Xmx\\d+m"))
                .mapToLong(argument -> Long.parseLong(argument.replaceAll("\\D", "")) * MIB)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("Deployment: no -Xmx in MiB"));
        long most = heap + BYTES_OUTSIDE_OF_THE_HEAP + streams.maxStreams() * BYTES_OF_A_STALLED_READER;
        long limit = bytes(container.getResources().getLimits().get("memory"));
        complaints.unless(
                most <= limit,
                "Deployment: it may take %d MiB of memory, and has %d MiB".formatted(most / MIB, limit / MIB));
        complaints.unless(
                !container.getResources().getLimits().containsKey("cpu"),
                "Deployment: a limit of the CPU delays lines");
        complaints.unless(container.getResources().getRequests().containsKey("cpu"), "Deployment: it asks for no CPU");
        complaints.unless(
                container.getResources().getRequests().containsKey("memory"), "Deployment: it asks for no memory");
    }

    private void timeToEnd(ShutdownConfig shutdown, Map<String, OperationsConfig.Command> operations) {
        Duration grace = operations.values().stream()
                .map(OperationsConfig.Command::gracePeriod)
                .reduce(DEFAULT_GRACE, (a, b) -> a.compareTo(b) > 0 ? a : b);
        Duration needed = Duration.ofSeconds(
                        container.getLifecycle().getPreStop().getSleep().getSeconds())
                .plus(shutdown.timeout())
                .plus(grace)
                .plus(AFTER_SIGKILL)
                .plus(MARGIN);
        Duration given = Duration.ofSeconds(pod.getTerminationGracePeriodSeconds());
        complaints.unless(
                needed.compareTo(given) <= 0,
                "Deployment: its end may take %d s, and terminationGracePeriodSeconds is %d"
                        .formatted(needed.toSeconds(), given.toSeconds()));
    }
}
