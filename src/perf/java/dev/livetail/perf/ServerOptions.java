package dev.livetail.perf;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How to start the server.
 *
 * @param executable the packaged application: its jar, or a native executable
 * @param heap the most heap it may use, as {@code -Xmx} takes it
 * @param runtimeOptions further options of the virtual machine
 * @param settings configuration, each {@code key=value}
 */
record ServerOptions(Path executable, Optional<String> heap, List<String> runtimeOptions, List<String> settings) {
    ServerOptions {
        runtimeOptions = List.copyOf(runtimeOptions);
        settings = List.copyOf(settings);
    }

    boolean isJar() {
        return executable.toString().endsWith(".jar");
    }

    ServerOptions withHeap(String size) {
        return new ServerOptions(executable, Optional.of(size), runtimeOptions, settings);
    }
}
