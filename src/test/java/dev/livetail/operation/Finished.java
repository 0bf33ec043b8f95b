package dev.livetail.operation;

import java.util.concurrent.TimeUnit;

/** Waits for the end of runs. */
final class Finished {
    private Finished() {}

    static Run of(Run run) {
        return run.whenEnded()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
