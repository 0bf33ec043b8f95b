package dev.livetail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process is started with: settings as {@code key=value}, options of the JVM, which begin with a dash, and files in
 * its working directory.
 */
final class Options {
    private final List<String> all = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();

    static Options of(String... options) {
        return new Options().and(options);
    }

    Options and(String... options) {
        all.addAll(List.of(options));
        return this;
    }

    /** An operation that is this command. */
    Options command(String operation, String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            // The configuration would take a dollar for the beginning of an expression.
            all.add(key(operation, "command[" + i + "]=" + arguments[i].replace("$", "$$")));
        }
        return this;
    }

    /** A setting of an operation. */
    Options operation(String operation, String setting) {
        all.add(key(operation, setting));
        return this;
    }

    /** It will do so much that code as good as the JVM can make it pays. */
    Options lasting() {
        return LivetailProcess.EXECUTABLE == null ? and("-XX:TieredStopAtLevel=4") : this;
    }

    /** A file that is in its working directory before it starts. */
    Options file(String path, String content) {
        files.put(path, content);
        return this;
    }

    private static String key(String operation, String rest) {
        return "livetail.operations." + operation + "." + rest;
    }

    List<String> all() {
        return List.copyOf(all);
    }

    Map<String, String> files() {
        return Map.copyOf(files);
    }
}
