package dev.livetail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;

/** A limit of memory as a container has it: a control group of its own, of version 1 or 2. */
final class MemoryLimit implements AutoCloseable {
    private static final Path HIERARCHIES = Path.of("/sys/fs/cgroup");

    private final Path group;
    private final String events;

    private MemoryLimit(Path group, String events) {
        this.group = group;
        this.events = events;
    }

    /** The test is skipped where it cannot be had. */
    static MemoryLimit of(long bytes) throws IOException {
        boolean first = Files.exists(HIERARCHIES.resolve("memory"));
        Path parent = first ? HIERARCHIES.resolve("memory" + ownGroup()) : HIERARCHIES;
        MemoryLimit limit = new MemoryLimit(
                parent.resolve("livetail-it-" + ProcessHandle.current().pid()),
                first ? "memory.oom_control" : "memory.events");
        Path maximum = limit.group.resolve(first ? "memory.limit_in_bytes" : "memory.max");
        assumeTrue(
                limit.made() && Files.exists(maximum),
                "skipped: run this test as root where control groups for memory can be made"
                        + " (of Docker: --privileged --cgroupns=host)");
        Files.writeString(maximum, Long.toString(bytes));
        return limit;
    }

    private static String ownGroup() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
                .filter(line -> line.contains(":memory:"))
                .map(line -> line.split(":", 3)[2])
                .findFirst()
                .orElse("");
    }

    private boolean made() {
        try {
            Files.createDirectory(group);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Who writes 0 into this file is in it, and so are all that come of it. */
    Path members() {
        return group.resolve("cgroup.procs");
    }

    /** How many processes have been killed since there was no memory left. */
    int kills() throws IOException {
        return Files.readAllLines(group.resolve(events)).stream()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToInt(line -> Integer.parseInt(line.substring("oom_kill ".length())))
                .sum();
    }

    @Override
    public void close() {
        // It is in use until the last of its processes is gone altogether.
        Awaitility.await("it is empty").atMost(LivetailProcess.LIMIT).until(() -> {
            try {
                Files.deleteIfExists(group);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
    }
}
