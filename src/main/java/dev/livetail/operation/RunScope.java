package dev.livetail.operation;

import dev.livetail.context.MdcKeys;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.vertx.core.impl.ContextInternal;
import io.vertx.core.impl.VertxInternal;
import java.util.Map;
import org.jboss.logmanager.MDC;

/**
 * Makes the calling thread one of a run, until it is closed.
 *
 * <p>In Quarkus the mapped diagnostic context lives in the current Vert.x context where there is one. So a run has a
 * Vert.x context of its own, which nothing else shares, current on its thread: whatever carries Vert.x contexts along
 * (managed executors, virtual threads, Mutiny, timers, event loops) then carries the names of the run as well.
 */
final class RunScope implements AutoCloseable {
    private final ContextInternal context;
    private final ContextInternal previous;

    private RunScope(ContextInternal context) {
        this.context = context;
        this.previous = context.beginDispatch();
    }

    /**
     * Opens the scope of a new run.
     *
     * @param starter what the run keeps of the mapped diagnostic context of the thread that started it
     */
    static RunScope open(VertxInternal vertx, Run run, Map<String, String> starter) {
        ContextInternal context = vertx.createEventLoopContext().duplicate();
        VertxContextSafetyToggle.setContextSafe(context, true);
        RunScope scope = new RunScope(context);
        starter.forEach(MDC::put);
        MDC.put(MdcKeys.RUN_ID, run.id());
        MDC.put(MdcKeys.OPERATION, run.operation());
        return scope;
    }

    /** The task, in the scope of the run whose thread calls this, whichever thread it will run on. */
    static Runnable carry(Runnable task) {
        ContextInternal current = ContextInternal.current();
        if (current == null) {
            return task;
        }
        return () -> {
            RunScope scope = new RunScope(current);
            try {
                task.run();
            } finally {
                scope.close();
            }
        };
    }

    @Override
    public void close() {
        context.endDispatch(previous);
    }
}
