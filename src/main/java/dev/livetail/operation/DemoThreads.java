package dev.livetail.operation;

import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.eclipse.microprofile.context.ManagedExecutor;

/**
 * The threads on which a demo logs. On each, lines come in their order, for one is logged before the next is handed on;
 * and before each the log is waited for, by the thread itself or, where that must not wait, by the run's own.
 */
@ApplicationScoped
class DemoThreads {
    private final ManagedExecutor executor;
    private final ExecutorService virtual;

    DemoThreads(ManagedExecutor executor, @VirtualThreads ExecutorService virtual) {
        this.executor = executor;
        this.virtual = virtual;
    }

    /** A way to log lines. */
    interface Lane {
        /** Logs lines {@code first} to {@code last}, and returns when that is done. */
        void log(long first, long last, LongConsumer line) throws InterruptedException, ExecutionException;
    }

    /** The lane that the value {@code name} of the parameter stands for. */
    Lane lane(String name, RunContext run) {
        Lane caller = (first, last, line) -> each(first, last, line, run);
        Lane managed = on(executor, run);
        Lane virtualThread = on(virtual, run);
        Lane mutiny = (first, last, line) -> pipeline(first, last, line, run);
        return switch (name) {
            case "caller" -> caller;
            case "executor" -> managed;
            case "virtual" -> virtualThread;
            case "mutiny" -> mutiny;
            case "mixed" ->
                mixed(List.of(caller, managed, virtualThread, mutiny, this::managedFuture, eventLoop(run)), run);
            default -> throw new IllegalArgumentException("no such threads: " + name);
        };
    }

    private static void each(long first, long last, LongConsumer line, RunContext run) throws InterruptedException {
        for (long n = first; n <= last && !run.cancelled(); n++) {
            run.awaitCapacity();
            line.accept(n);
        }
    }

    private static Lane on(ExecutorService executor, RunContext run) {
        return (first, last, line) -> awaitEnd(executor.submit(() -> {
            each(first, last, line, run);
            return null;
        }));
    }

    private static void pipeline(long first, long last, LongConsumer line, RunContext run)
            throws InterruptedException, ExecutionException {
        Executor workers = Infrastructure.getDefaultWorkerPool();
        awaitEnd(Multi.createFrom()
                .items(() -> LongStream.rangeClosed(first, last).boxed())
                .runSubscriptionOn(workers)
                .emitOn(workers)
                .select()
                .where(n -> !run.cancelled())
                .onItem()
                .invoke(n -> paced(n, line, run))
                .onItem()
                .ignoreAsUni()
                .subscribeAsCompletionStage());
    }

    private static void paced(long n, LongConsumer line, RunContext run) {
        try {
            run.awaitCapacity();
            line.accept(n);
        } catch (InterruptedException e) {
            // The service is going down, and its workers with it.
            Thread.currentThread().interrupt();
        }
    }

    private void managedFuture(long first, long last, LongConsumer line)
            throws InterruptedException, ExecutionException {
        awaitEnd(executor.runAsync(() -> line.accept(first))
                .thenRunAsync(() -> LongStream.rangeClosed(first + 1, last).forEach(line)));
    }

    /**
     * Waits for the end of what other threads do, also when the run is cancelled: they notice that themselves, and a line
     * that they still log is to come before the end of the run's log.
     */
    private static void awaitEnd(Future<?> others) throws InterruptedException, ExecutionException {
        boolean interrupted = false;
        while (true) {
            try {
                others.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /** Callbacks on an event loop: that must not wait, so each line is waited for before it is sent there. */
    private static Lane eventLoop(RunContext run) {
        Context context = Vertx.currentContext();
        return (first, last, line) -> {
            for (long n = first; n <= last && !run.cancelled(); n++) {
                run.awaitCapacity();
                long number = n;
                CompletableFuture<Void> logged = new CompletableFuture<>();
                context.runOnContext(unused -> {
                    line.accept(number);
                    logged.complete(null);
                });
                awaitEnd(logged);
            }
        };
    }

    /** Each line on the next of the lanes in turn. */
    private static Lane mixed(List<Lane> lanes, RunContext run) {
        return (first, last, line) -> {
            for (long n = first; n <= last && !run.cancelled(); n++) {
                run.awaitCapacity();
                lanes.get((int) (n % lanes.size())).log(n, n, line);
            }
        };
    }
}
