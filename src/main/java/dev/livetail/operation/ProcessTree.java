package dev.livetail.operation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A process and all that came of it.
 *
 * <p>Descendants are found by their parents. One whose parent has ended is nobody's descendant any more; on Linux it is
 * still found by a variable that it has inherited, whose value is unique to the run. A number alone proves nothing, since
 * numbers are given out again: a {@link ProcessHandle} knows when its process was started and signals no other.
 */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
    /** What the kernel may take to end a process that is killed. */
    private static final Duration KILLED = Duration.ofSeconds(3);

    private final ProcessHandle root;
    private final byte[] mark;

    /** @param mark an entry {@code NAME=value} of the root's environment that no other run has */
    ProcessTree(ProcessHandle root, String mark) {
        this.root = root;
        this.mark = mark.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Ends all of it: asks each process once (SIGTERM), and after {@code grace} kills those that are left (SIGKILL).
     *
     * @return whether nothing is left
     */
    boolean terminate(Duration grace) throws InterruptedException {
        return signal(grace, ProcessHandle::destroy) || signal(KILLED, ProcessHandle::destroyForcibly);
    }

    private boolean signal(Duration limit, Signal signal) throws InterruptedException {
        long begin = System.nanoTime();
        Set<ProcessHandle> signalled = new HashSet<>();
        while (true) {
            Set<ProcessHandle> members = members();
            if (members.isEmpty()) {
                return true;
            }
            // What forks while it is being ended is found the next time.
            members.stream().filter(signalled::add).forEach(signal::send);
            if (System.nanoTime() - begin > limit.toNanos()) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private interface Signal {
        @SuppressWarnings("UnusedReturnValue")
        boolean send(ProcessHandle process);
    }

    /** Those that are alive. */
    Set<ProcessHandle> members() {
        return Stream.of(Stream.of(root), root.descendants(), marked())
                .flatMap(stream -> stream)
                .filter(ProcessHandle::isAlive)
                .collect(Collectors.toSet());
    }

    private Stream<ProcessHandle> marked() {
        if (!Files.isDirectory(PROC)) {
            return Stream.empty();
        }
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            List<ProcessHandle> found = new ArrayList<>();
            for (Path process : processes) {
                marked(process).ifPresent(found::add);
            }
            return found.stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private Optional<ProcessHandle> marked(Path process) {
        try {
            // The handle first: it is then of the process whose environment is read, or of one that is gone.
            Optional<ProcessHandle> handle =
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()));
            return isMarked(Files.readAllBytes(process.resolve("environ"))) ? handle : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            // It has ended, or is another user's.
            return Optional.empty();
        }
    }

    private boolean isMarked(byte[] environment) {
        int begin = 0;
        for (int i = 0; i <= environment.length; i++) {
            if (i == environment.length || environment[i] == 0) {
                if (Arrays.equals(environment, begin, i, mark, 0, mark.length)) {
                    return true;
                }
                begin = i + 1;
            }
        }
        return false;
    }
}
