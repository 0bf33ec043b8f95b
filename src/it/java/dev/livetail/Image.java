package dev.livetail;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The image that a Dockerfile describes, made without a container engine, and a way to start processes in it.
 *
 * <p>Its root holds what the Dockerfile copies and what the base image has: here some programs of this machine, and the
 * libraries that {@code ldd} names for all of these. A process gets namespaces of its own for mounts and processes, that
 * root read-only, the volume, {@code /proc} and a few devices; the user, the working directory, the environment and the
 * command of the Dockerfile; and no capability. It shares the network, so that a test can reach it.
 */
final class Image implements LivetailProcess.Launcher, AutoCloseable {
    /** What the base images have of the system, as far as a test needs it. */
    private static final List<String> PROGRAMS = List.of("sh", "env", "mkfifo", "touch", "sleep");

    private static final Pattern LIBRARY = Pattern.compile("(/\\S+) \\(0x[0-9a-f]+\\)");
    private static final String BUILT = "/build/";

    /** Runs as the first process of the new namespaces, and in the end becomes the application. */
    private static final String SETUP = """
            members=$1 root=$2 java=$3 data=$4 volume=$5 config=$6 directory=$7 user=$8
            shift 8
            [ -z "$members" ] || echo 0 >"$members"
            mount --bind "$root" "$root"
            mount --bind "$data" "$root$volume"
            mount --bind -o ro "$config" "$root$directory/config"
            [ -z "$java" ] || mount --bind -o ro "$java" "$root$java"
            mount -t proc proc "$root/proc"
            mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
            mount -t tmpfs -o mode=755 tmpfs "$root/dev"
            for device in null zero full random urandom; do
                touch "$root/dev/$device"
                mount --bind "/dev/$device" "$root/dev/$device"
            done
            mount -o remount,bind,ro "$root"
            exec setpriv --no-new-privs --bounding-set=-all,+setuid,+setgid,+sys_chroot \\
                chroot --userspec="$user" --groups= "$root" env -i -C "$directory" "$@"
            """;

    private final Dockerfile file;
    private final Path root;
    private Dockerfile.Copy volume;
    private Path members;

    private Image(Dockerfile file, Path root) {
        this.file = file;
        this.root = root;
    }

    /**
     * Makes the image of the application that is there, native or for a JVM. The test is skipped where this machine cannot
     * run it.
     *
     * @param missing programs that the base image shall not have
     */
    static Image build(String... missing) throws IOException, InterruptedException {
        assumeTrue(
                mayIsolate(), "skipped: run this test as root where namespaces can be made (of Docker: --privileged)");
        String kind = LivetailProcess.EXECUTABLE == null ? "jvm" : "native";
        Image image = new Image(
                Dockerfile.read(Path.of("src", "main", "docker", "Dockerfile." + kind)),
                Files.createTempDirectory("livetail-image-"));
        image.fill(List.of(missing));
        return image;
    }

    private static boolean mayIsolate() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "--pid", "--fork", "mount", "-t", "tmpfs", "none", "/mnt")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    Dockerfile file() {
        return file;
    }

    private void fill(List<String> missing) throws IOException, InterruptedException {
        Tool.run("chmod", "755", root.toString());
        for (String name : List.of("bin", "sbin", "lib", "lib64")) {
            Files.createDirectories(root.resolve("usr/" + name));
            Files.createSymbolicLink(root.resolve(name), Path.of("usr", name));
        }
        for (String name : List.of("proc", "sys/fs/cgroup", "dev", "tmp")) {
            Files.createDirectories(root.resolve(name));
        }
        Tool.run("chmod", "1777", inside("/tmp").toString());

        Set<Path> programs = new LinkedHashSet<>();
        for (String program : PROGRAMS) {
            if (!missing.contains(program)) {
                Path installed = installed(program);
                Tool.run(
                        "cp",
                        "-L",
                        installed.toString(),
                        inside("/usr/bin/" + program).toString());
                programs.add(installed);
            }
        }
        for (Dockerfile.Copy copy : file.copies()) {
            copy(copy);
        }
        programs.addAll(programsOfTheApplication());
        for (Path program : programs) {
            copyLibraries(program);
        }
        Files.createDirectories(inside(file.directory()).resolve("config"));
    }

    private List<Path> programsOfTheApplication() throws IOException {
        Path java = LivetailProcess.JAVA_HOME;
        if (LivetailProcess.EXECUTABLE != null) {
            return List.of(Path.of(LivetailProcess.EXECUTABLE));
        }
        Files.createDirectories(inside(java.toString()));
        Files.createSymbolicLink(inside("/usr/bin/java"), java.resolve("bin/java"));
        return List.of(
                java.resolve("bin/java"), java.resolve("lib/jspawnhelper"), java.resolve("lib/server/libjvm.so"));
    }

    private static Path installed(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private void copy(Dockerfile.Copy copy) throws IOException, InterruptedException {
        Path target = inside(copy.destination());
        if (!copy.source().startsWith(BUILT)) {
            // A library of the builder's: here it is for ldd to say which are needed.
            return;
        }
        Files.createDirectories(target.getParent());
        String source = copy.source().substring(BUILT.length());
        if (source.equals("livetail")) {
            Tool.run("cp", LivetailProcess.EXECUTABLE, target.toString());
        } else if (copy.destination().equals(file.volume())) {
            Files.createDirectory(target);
            volume = copy;
        } else {
            Tool.run("cp", "-r", source, target.toString());
        }
        own(target, copy);
    }

    private static void own(Path path, Dockerfile.Copy as) throws IOException, InterruptedException {
        Tool.run("chown", "-R", as.owner(), path.toString());
        if (as.mode() != null) {
            Tool.run("chmod", "-R", as.mode(), path.toString());
        }
    }

    private void copyLibraries(Path program) throws IOException, InterruptedException {
        for (String line : Tool.run("ldd", program.toString())) {
            Matcher library = LIBRARY.matcher(line);
            if (library.find() && !library.group(1).startsWith(LivetailProcess.JAVA_HOME.toString())) {
                Path target = inside(library.group(1));
                Files.createDirectories(target.getParent());
                Tool.run("cp", "-L", library.group(1), target.toString());
            }
        }
    }

    private Path inside(String path) {
        return root.resolve(path.substring(1));
    }

    /** Processes that are started from now on have no more memory than this. */
    void limit(MemoryLimit memory) {
        members = memory.members();
    }

    @Override
    public ProcessBuilder command(Path directory, List<String> options) throws IOException {
        Path data = directory.resolve(LivetailProcess.DATA);
        Path config = Files.createDirectories(directory.resolve("config"));
        if (!Files.exists(data)) {
            Files.createDirectory(data);
            giveAway(data);
        }
        List<String> settings = new ArrayList<>(options);
        settings.add("quarkus.http.port=0");
        Files.write(
                config.resolve("application.properties"),
                settings.stream().map(setting -> setting.replace("\\", "\\\\")).toList());

        List<String> command = new ArrayList<>(
                List.of("unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-euc", SETUP, "setup"));
        command.add(members == null ? "" : members.toString());
        command.add(root.toString());
        command.add(LivetailProcess.EXECUTABLE == null ? LivetailProcess.JAVA_HOME.toString() : "");
        command.add(data.toString());
        command.add(file.volume());
        command.add(config.toString());
        command.add(file.directory());
        command.add(file.user());
        file.environment().forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(file.entrypoint());
        return new ProcessBuilder(command);
    }

    /** As an engine does with a new volume, which begins as the directory that the image has there. */
    private void giveAway(Path data) throws IOException {
        try {
            own(data, volume);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The one child of the process that made the namespaces, if it is there yet. */
    @Override
    public ProcessHandle application(Process started) {
        return started.children().findFirst().orElseGet(started::toHandle);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
