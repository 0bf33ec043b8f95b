package dev.livetail.context;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import org.jboss.logmanager.MDC;

/**
 * Carries the logging context, and so the run and the request that lines belong to, to where the platform does not:
 * a bare {@code new Thread}, a plain executor, a virtual thread, the common pool.
 *
 * <pre>{@code
 * ContextScope scope = ContextScope.capture();   // in the run or request
 * new Thread(scope.wrap(() -> log.info("names the run"))).start();
 * Executor executor = scope.executor(plain);     // all that it is given names the run
 * }</pre>
 *
 * <p>Event loops, {@code Uni}, {@code Multi}, {@code ManagedExecutor} and {@code @RunOnVirtualThread} need nothing of
 * this. On a Vert.x context the context belongs to whatever else works on that same (duplicated) one, so while a wrapped
 * task is there, that is what all of it logs with.
 *
 * <p>Immutable, so one may be shared among threads.
 */
public final class ContextScope {
    private final Map<String, Object> context;

    private ContextScope(Map<String, Object> context) {
        this.context = context;
    }

    /** The context of the calling thread, as it is now. */
    public static ContextScope capture() {
        return new ContextScope(MDC.copyObject());
    }

    /**
     * Gives the calling thread this context and no other, until what is returned is closed, on the same thread; that
     * restores exactly what was there.
     */
    public static Opened open(Map<String, String> context) {
        return replace(Map.copyOf(context));
    }

    public Runnable wrap(Runnable task) {
        requireNonNull(task, "task is null");
        return () -> {
            Opened opened = replace(context);
            try {
                task.run();
            } finally {
                opened.close();
            }
        };
    }

    public <T> Callable<T> wrap(Callable<T> task) {
        requireNonNull(task, "task is null");
        return () -> {
            Opened opened = replace(context);
            try {
                return task.call();
            } finally {
                opened.close();
            }
        };
    }

    /** An executor that runs with this context what it is given, by means of {@code executor}. */
    public Executor executor(Executor executor) {
        requireNonNull(executor, "executor is null");
        return task -> executor.execute(wrap(task));
    }

    private static Opened replace(Map<String, ?> context) {
        Map<String, Object> previous = MDC.copyObject();
        set(context);
        return () -> set(previous);
    }

    private static void set(Map<String, ?> context) {
        MDC.clear();
        context.forEach(MDC::putObject);
    }

    /** Restores on close what was there when it was opened. */
    @FunctionalInterface
    public interface Opened extends AutoCloseable {
        @Override
        void close();
    }
}
