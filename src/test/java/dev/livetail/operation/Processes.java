package dev.livetail.operation;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Finds processes that tests have started. */
final class Processes {
    private Processes() {}

    /** Those that a run has left behind. */
    static ProcessTree marked(RunContext run) throws InterruptedException {
        return marked(CommandRun.RUN_ID + "=" + run.runId());
    }

    /** Those that bear this mark, whose root has ended. */
    static ProcessTree marked(String mark) throws InterruptedException {
        try {
            Process root = new ProcessBuilder("true").start();
            root.waitFor();
            return new ProcessTree(root.toHandle(), mark);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
