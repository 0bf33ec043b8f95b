package dev.livetail;

import java.util.ArrayList;
import java.util.List;

/** What a process is started with: settings as {@code key=value}, and options of the JVM, which begin with a dash. */
final class Options {
    private final List<String> all = new ArrayList<>();

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

    private static String key(String operation, String rest) {
        return "livetail.operations." + operation + "." + rest;
    }

    List<String> all() {
        return List.copyOf(all);
    }
}
