package dev.livetail.context;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.eclipse.microprofile.context.ManagedExecutor;
import org.eclipse.microprofile.context.ThreadContext;
import org.jboss.logging.Logger;

/** Logs one line for a request, after its work has gone to another thread by one of many ways. Only for tests. */
@Path("/test/matrix")
public class MatrixResource {
    private static final Logger LOG = Logger.getLogger(MatrixResource.class);

    /** A pool that knows nothing of contexts, made before any request. */
    private static final ExecutorService PLAIN =
            Executors.newFixedThreadPool(2, Thread.ofPlatform().daemon().factory());

    private final ManagedExecutor managed;
    private final ThreadContext threadContext;
    private final Vertx vertx;

    MatrixResource(ManagedExecutor managed, ThreadContext threadContext, Vertx vertx) {
        this.managed = managed;
        this.threadContext = threadContext;
        this.vertx = vertx;
    }

    /** How work gets to another thread. */
    enum Way {
        DIRECT(true),
        UNI(true),
        MULTI(true),
        EMIT_ON_DEFAULT_EXECUTOR(true),
        RUN_SUBSCRIPTION_ON_WORKER_POOL(true),
        MANAGED_EXECUTOR(true),
        COMPLETABLE_FUTURE_ON_MANAGED_EXECUTOR(true),
        VERTX_TIMER(true),
        VERTX_EXECUTE_BLOCKING(true),
        EMIT_ON_PLAIN_EXECUTOR(false),
        NEW_THREAD(false),
        VIRTUAL_THREAD(false),
        VIRTUAL_THREAD_EXECUTOR(false),
        COMMON_POOL(false),
        PARALLEL_STREAM(false),
        CONTEXTUAL_RUNNABLE_ON_A_NEW_THREAD(false);

        private final boolean reached;

        Way(boolean reached) {
            this.reached = reached;
        }

        /** Whether the platform carries the context there. */
        boolean isReached() {
            return reached;
        }
    }

    @GET
    @Path("event-loop/{way}/{id}")
    @NonBlocking
    public Uni<String> onEventLoop(@PathParam("way") Way way, @PathParam("id") String id) {
        return go(way, id);
    }

    @GET
    @Path("worker/{way}/{id}")
    @Blocking
    public Uni<String> onWorker(@PathParam("way") Way way, @PathParam("id") String id) {
        return go(way, id);
    }

    @GET
    @Path("virtual/{way}/{id}")
    @RunOnVirtualThread
    public String onVirtualThread(@PathParam("way") Way way, @PathParam("id") String id) {
        return go(way, id).await().indefinitely();
    }

    private Uni<String> go(Way way, String id) {
        Runnable bare = () -> LOG.info("matrix " + id);
        Runnable wrapped = ContextScope.capture().wrap(() -> LOG.info("wrapped " + id));
        return pass(way, () -> {
                    bare.run();
                    wrapped.run();
                })
                .replaceWith("done");
    }

    private Uni<?> pass(Way way, Runnable task) {
        return switch (way) {
            case DIRECT -> by(Runnable::run, task);
            case UNI -> Uni.createFrom().item(1).invoke(task);
            case MULTI -> Multi.createFrom().item(1).invoke(task).collect().last();
            case EMIT_ON_DEFAULT_EXECUTOR ->
                Uni.createFrom()
                        .item(1)
                        .emitOn(Infrastructure.getDefaultExecutor())
                        .invoke(task);
            case RUN_SUBSCRIPTION_ON_WORKER_POOL ->
                Uni.createFrom().item(1).invoke(task).runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
            case MANAGED_EXECUTOR -> Uni.createFrom().completionStage(managed.runAsync(task));
            case COMPLETABLE_FUTURE_ON_MANAGED_EXECUTOR -> by(managed, task);
            case VERTX_TIMER ->
                Uni.createFrom()
                        .emitter(emitter -> vertx.setTimer(1, timer -> {
                            task.run();
                            emitter.complete(1);
                        }));
            case VERTX_EXECUTE_BLOCKING ->
                Uni.createFrom()
                        .completionStage(vertx.<Integer>executeBlocking(() -> {
                                    task.run();
                                    return 1;
                                })
                                .toCompletionStage());
            case EMIT_ON_PLAIN_EXECUTOR ->
                Uni.createFrom().item(1).emitOn(PLAIN).invoke(task);
            case NEW_THREAD -> by(command -> new Thread(command).start(), task);
            case VIRTUAL_THREAD -> by(command -> Thread.ofVirtual().start(command), task);
            case VIRTUAL_THREAD_EXECUTOR -> by(Executors.newVirtualThreadPerTaskExecutor(), task);
            case COMMON_POOL -> by(ForkJoinPool.commonPool(), task);
            case PARALLEL_STREAM -> by(MatrixResource::onAnotherThreadOfAParallelStream, task);
            case CONTEXTUAL_RUNNABLE_ON_A_NEW_THREAD ->
                by(command -> new Thread(threadContext.contextualRunnable(command)).start(), task);
        };
    }

    /** The caller takes part in the work, and keeps its context; the others have none. */
    private static void onAnotherThreadOfAParallelStream(Runnable task) {
        Thread caller = Thread.currentThread();
        AtomicBoolean ran = new AtomicBoolean();
        while (!ran.get()) {
            IntStream.range(0, 1000).parallel().forEach(part -> {
                if (Thread.currentThread() != caller && ran.compareAndSet(false, true)) {
                    task.run();
                }
            });
        }
    }

    private static Uni<Void> by(Executor executor, Runnable task) {
        return Uni.createFrom().completionStage(CompletableFuture.runAsync(task, executor));
    }
}
