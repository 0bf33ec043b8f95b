package dev.livetail.perf;

import dev.livetail.perf.Options.UsageException;

/** How many files a process may have open, as {@code src/perf/run} says it; a connection is one. */
final class FileLimit {
    /** Of the virtual machine and the service themselves. */
    private static final int OTHERS = 300;

    private FileLimit() {}

    /** Says what to do before thousands of connections fail one after the other. */
    static void check(int connections) {
        String limit = System.getProperty("perf.max-files", "unlimited");
        if (!limit.equals("unlimited") && Long.parseLong(limit) < connections + OTHERS) {
            throw new UsageException(connections + " connections need " + (connections + OTHERS)
                    + " open files, and this shell allows " + limit + ". Raise it first: ulimit -n "
                    + (connections + OTHERS) + " (as root, or with its hard limit raised)");
        }
    }
}
