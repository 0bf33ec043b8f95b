package dev.livetail.operation;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.livetail.capture.LogCapture;
import dev.livetail.context.MdcKeys;
import dev.livetail.journal.RunJournals;
import dev.livetail.problem.ProblemException;
import dev.livetail.storage.DataDirectory;
import io.quarkus.runtime.Startup;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jboss.logmanager.MDC;

/**
 * All runs: those that wait or go on, and those that have ended and are kept. Here they are started, found and
 * cancelled.
 *
 * <p>The ids sort by time, so the map of all runs is also their history. A run that has not ended stands among the active
 * ones as well, until its end is public. Thread-safe.
 */
@Startup
@ApplicationScoped
public class Runs {
    private static final Logger LOG = Logger.getLogger(Runs.class);
    /** What a run that is abandoned may take for its last lines. */
    private static final Duration ENDING = Duration.ofSeconds(2);

    /** Of UUIDs, those of version 7, as they are written here. */
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    private static final List<String> REQUESTER = List.of(MdcKeys.REQUEST_ID, MdcKeys.USER_ID);

    private final Operations operations;
    private final RunsConfig config;
    private final RunJournals journals;
    private final RunStore store;
    private final Retention retention;
    private final ActiveRun.Platform platform;
    private final RunStatistics statistics = new RunStatistics();
    private final Clock clock = Clock.systemUTC();
    private final ConcurrentNavigableMap<String, Run> all = new ConcurrentSkipListMap<>();
    private final Map<String, ActiveRun> active = new ConcurrentHashMap<>();
    private final Map<String, RunQueue> queues = new ConcurrentHashMap<>();
    private volatile boolean accepting = true;

    @Inject
    Runs(
            Operations operations,
            RunsConfig config,
            DataDirectory data,
            LogCapture capture,
            RunJournals journals,
            Vertx vertx) {
        RunsConfig.check(config);
        this.operations = operations;
        this.config = config;
        this.journals = journals;
        this.store = new RunStore(data.of("runs"));
        this.retention = new Retention(config.keep(), config.keepFor());
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("run-timer").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.platform = new ActiveRun.Platform(
                (VertxInternal) vertx,
                capture,
                store,
                new RunEnding(capture, journals, store, statistics, clock),
                statistics,
                timer,
                clock);
        store.load(clock.instant()).forEach(run -> all.put(run.id(), run));
        prune();
    }

    /**
     * Starts a run, or has it wait for its turn. It goes on whatever becomes of the caller. What stands in the caller's
     * mapped diagnostic context stands in that of the run, but for what is true of the caller's HTTP exchange alone. Waits
     * for a disk.
     *
     * @param operation the name of the operation
     * @param parameters what to tell it
     * @throws ProblemException 404 if there is no such operation, 400 naming the parameter that is wrong, 429 if too
     *     many runs are waiting, 503 during shutdown
     */
    public Run start(String operation, Map<String, String> parameters) {
        Operation wanted = operations.get(operation);
        Map<String, String> values = RunParameters.check(wanted, parameters);
        RunQueue queue = queues.computeIfAbsent(operation, name -> new RunQueue(wanted));
        Map<String, String> starter = new HashMap<>(MDC.copy());
        starter.keySet().removeAll(MdcKeys.OF_THE_EXCHANGE);
        try {
            Run run = queue.admit(() -> create(wanted, values, queue, starter)).run();
            statistics.countAccepted();
            return run;
        } catch (ProblemException e) {
            statistics.countRefused();
            throw e;
        }
    }

    private ActiveRun create(
            Operation operation, Map<String, String> values, RunQueue queue, Map<String, String> starter) {
        // Asked under the queue's lock, which shutdown takes after it has said no: so it misses none.
        if (!accepting) {
            throw new ProblemException(
                    503,
                    "Shutting Down",
                    "The service is shutting down and starts nothing more.",
                    Duration.ofSeconds(10));
        }
        Map<String, String> requestedBy = new ConcurrentHashMap<>(starter);
        requestedBy.keySet().retainAll(REQUESTER);
        RunRecord record = RunRecord.queued(
                UuidCreator.getTimeOrderedEpoch().toString(), operation.name(), clock.instant(), values, requestedBy);
        Run run = store.create(record, config.maxBytesPerRun().asLongValue());
        ActiveRun activeRun = new ActiveRun(run, operation, queue, starter, platform);
        journals.put(run.id(), run.journal());
        active.put(run.id(), activeRun);
        all.put(run.id(), run);
        CompletableFuture<Run> unused = run.whenEnded()
                .whenComplete((ended, impossible) -> {
                    active.remove(run.id());
                    prune();
                })
                .toCompletableFuture();
        return activeRun;
    }

    /** Whether a run can have this id, here or in another process. */
    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    public Optional<Run> find(String id) {
        return Optional.ofNullable(all.get(id));
    }

    /**
     * The run of this id.
     *
     * @throws ProblemException 404 if there is none
     */
    public Run get(String id) {
        return find(id).orElseThrow(() -> new ProblemException(
                404,
                "Unknown Run",
                "There is no run '" + id + "' in this process, and another one's are not known to it;"
                        + " GET /runs lists those that are kept."));
    }

    /** All runs, newest first. */
    public Collection<Run> list() {
        return List.copyOf(all.descendingMap().values());
    }

    /**
     * Asks a run to stop, or takes it out of the queue; does nothing if it has ended. May wait for a disk, but not for
     * the run.
     *
     * @param reason why, for those who look at the outcome
     * @throws ProblemException 404 if there is no such run
     */
    public Run cancel(String id, String reason) {
        Run run = get(id);
        ActiveRun going = active.get(id);
        if (going != null) {
            going.cancel(new Outcome.Cancelled(reason, false));
        }
        return run;
    }

    /** How many runs there are in this state. */
    public long count(RunState state) {
        return all.values().stream().filter(run -> run.state() == state).count();
    }

    public RunStatistics statistics() {
        return statistics;
    }

    /**
     * Starts nothing more, cancels what is waiting, leaves what goes on until {@code deadline} and cancels it then. Waits
     * until all have ended: no longer than the deadline and the longest grace of an operation.
     */
    public void shutdown(Instant deadline) throws InterruptedException {
        accepting = false;
        Outcome.Cancelled reason = new Outcome.Cancelled("the service is shutting down", false);
        queues.values().forEach(queue -> queue.withdrawAll().forEach(waiting -> waiting.endUnlaunched(reason)));
        if (!awaitEnd(Duration.between(clock.instant(), deadline))) {
            LOG.infof("Cancelling the runs that have not ended in time: %s", active.keySet());
            active.values().forEach(going -> going.cancel(reason));
            if (!awaitEnd(longestGrace().plus(ENDING))) {
                LOG.warnf("These runs could not be ended, and will be lost: %s", active.keySet());
            }
        }
    }

    private Duration longestGrace() {
        return operations.list().stream()
                .filter(operation -> active.values().stream()
                        .anyMatch(going -> going.run().operation().equals(operation.name())))
                .map(operation -> operation.limits().grace())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private boolean awaitEnd(Duration limit) throws InterruptedException {
        CompletableFuture<?>[] ends = active.values().stream()
                .map(going -> going.run().whenEnded().toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(Math.max(0, limit.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void prune() {
        for (Run run : retention.expired(all.descendingMap().values(), clock.instant())) {
            if (all.remove(run.id(), run)) {
                store.delete(run.id());
            }
        }
    }

    @PreDestroy
    void close() {
        platform.timer().shutdownNow();
    }
}
