package dev.livetail.operation;

import dev.livetail.capture.LogCapture;
import dev.livetail.context.RunMarker;
import dev.livetail.redaction.Redactor;
import io.vertx.core.impl.VertxInternal;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * A run that has not ended: its thread, and what may be asked of it.
 *
 * <p>Once launched, two sides compete for the right to end it: its own thread, when the operation returns or throws, and
 * the timer, when the operation was asked to stop and did not within its grace. Whoever takes that right first, under
 * the lock of this object, does the ending and frees the place in the queue; the other does nothing. A request to stop
 * interrupts the thread only as long as nobody has that right, so that an interrupt never hits an ending.
 */
final class ActiveRun {
    private static final Logger LOG = Logger.getLogger(ActiveRun.class);
    private static final int SHORT_ID = 8;

    /** What all runs share. */
    record Platform(
            VertxInternal vertx,
            LogCapture capture,
            RunStore store,
            RunEnding ending,
            RunStatistics statistics,
            ScheduledThreadPoolExecutor timer,
            Redactor redactor,
            Clock clock) {}

    private final Run run;
    private final Operation operation;
    private final Map<String, String> parameters;
    private final RunQueue queue;
    private final Map<String, String> starter;
    private final Platform platform;

    private Thread thread;
    private Outcome.Stopped stop;
    private boolean ending;
    private volatile boolean cancelled;

    /** @param parameters what the operation is told; the run itself holds them without secrets */
    ActiveRun(
            Run run,
            Operation operation,
            Map<String, String> parameters,
            RunQueue queue,
            Map<String, String> starter,
            Platform platform) {
        this.run = run;
        this.operation = operation;
        this.parameters = parameters;
        this.queue = queue;
        this.starter = starter;
        this.platform = platform;
    }

    Run run() {
        return run;
    }

    synchronized void launch() {
        // Here, and not on its thread, so that whoever started it sees it running at once, and not waiting for its
        // turn.
        run.start(platform.clock().instant());
        String name = "run-%s-%s"
                .formatted(run.operation(), run.id().substring(run.id().length() - SHORT_ID));
        // A daemon: an operation that does not heed its interrupt must not keep the process from ending.
        thread = Thread.ofPlatform().daemon().name(name).start(this::work);
    }

    /** Ends it if it is waiting for its turn, or else asks it to stop. */
    void cancel(Outcome.Cancelled reason) {
        if (queue.withdraw(this)) {
            endUnlaunched(reason);
        } else {
            stop(reason);
        }
    }

    /** Asks it to stop; what was asked first decides what the end is called. */
    private void stop(Outcome.Stopped reason) {
        synchronized (this) {
            if (ending || stop != null) {
                return;
            }
            stop = reason;
            cancelled = true;
            thread.interrupt();
        }
        ScheduledFuture<?> unused =
                schedule(this::abandon, operation.limits().grace().toMillis());
    }

    /** Withdrawn from the queue, and so without a thread: ends it on this one. */
    void endUnlaunched(Outcome.Stopped reason) {
        platform.ending().end(run, reason);
    }

    private void work() {
        RunScope scope = RunScope.open(platform.vertx(), run, starter);
        RunMarker marker = RunMarker.open(run.id());
        try {
            ScheduledFuture<?> timeout = schedule(
                    () -> stop(new Outcome.TimedOut(operation.limits().timeout(), false)),
                    operation.limits().timeout().toMillis());
            Outcome outcome = outcome();
            timeout.cancel(false);
            if (takeEnding()) {
                platform.ending().end(run, stop == null ? outcome : stop);
                queue.release();
            } else {
                platform.statistics().abandonedThreadEnded();
            }
        } finally {
            marker.close();
            scope.close();
        }
    }

    @SuppressWarnings("Interruption") // the end of a thread of our own: nobody is left to be told
    private Outcome outcome() {
        try {
            platform.store().save(run.snapshot());
            RunContext context = new Context();
            if (operation instanceof CommandOperation command) {
                return command.execute(context);
            }
            operation.run(context);
            return new Outcome.Completed();
        } catch (Throwable thrown) {
            tell(thrown);
            return Outcome.Threw.of(thrown, platform.redactor());
        }
    }

    /** Into the run's own log, where whoever watches it looks for the stack trace. */
    private void tell(Throwable thrown) {
        if (!cancelled) {
            LOG.error("The run failed", thrown);
        } else if (!(thrown instanceof InterruptedException)) {
            LOG.warnf(
                    thrown,
                    "The run was asked to stop and did so with %s",
                    thrown.getClass().getName());
        }
    }

    private synchronized boolean takeEnding() {
        if (ending) {
            return false;
        }
        ending = true;
        boolean unused = Thread.interrupted();
        return true;
    }

    private void abandon() {
        synchronized (this) {
            if (ending) {
                return;
            }
            ending = true;
        }
        platform.statistics().threadAbandoned();
        // Not on the timer's one thread: an ending waits for a disk.
        Thread.ofVirtual().name("abandon-" + run.id()).start(() -> {
            LOG.warnf("The run %s of %s did not stop when asked; its thread is abandoned", run.id(), run.operation());
            platform.ending().end(run, stop.unheeded());
            queue.release();
        });
    }

    private ScheduledFuture<?> schedule(Runnable task, long millis) {
        return platform.timer().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    private final class Context implements RunContext {
        @Override
        public String runId() {
            return run.id();
        }

        @Override
        public Map<String, String> parameters() {
            return parameters;
        }

        @Override
        public void progress(long done, long total) {
            run.progress(new Progress(done, total));
        }

        @Override
        public boolean cancelled() {
            return cancelled;
        }

        @Override
        public void awaitCapacity() throws InterruptedException {
            platform.capture().awaitCapacity();
        }

        @Override
        public void awaitLogged() throws InterruptedException {
            CountDownLatch logged = new CountDownLatch(1);
            platform.capture().afterAllLogged(logged::countDown);
            logged.await();
        }
    }
}
