package dev.livetail.capture;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.RunJournals;
import dev.livetail.redaction.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;

/**
 * The one thread that writes journals: it takes records from the queue, makes events of them, takes out what is secret,
 * and appends these to the service's journal and to the journal of the run that they name.
 *
 * <p>Threads that log put records into the queue and never meet this one. While records come, it looks for more every two
 * milliseconds, so that no caller pays for waking it and readers get what is there in one batch; when none has come for a
 * while it sleeps until a caller wakes it. What the queue could not take, and how much was left out on purpose, is written
 * into the journals as lines of their own, and a barrier lets others act after everything that was logged before it.
 *
 * <p>What a journal or a listener logs on this thread is captured as any other line, but at the most one line a second
 * from each logger: such a line leads to another append, and so perhaps to the next line.
 *
 * <p>Nothing that one record does can end this thread. Thread-safe; journals are only touched by the drain's thread.
 */
final class LogDrain {
    private static final Logger LOG = Logger.getLogger("dev.livetail.capture");
    private static final int BATCH = 1024;
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final long STAY_AWAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long OWN_LINES_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Journal service;
    private final RunJournals runs;
    private final CaptureCounters counters;
    private final Redactor redactor;
    private final Sampling sampling;
    private final CaptureQueue queue;
    private final Thread thread =
            Thread.ofPlatform().name("livetail-drain").daemon().unstarted(this::run);

    /** What runs have lost and have not been told yet; the only thing that callers and the drain both change. */
    private final Map<String, Losses> runLosses = new ConcurrentHashMap<>();

    private volatile boolean lossesToReport;
    private volatile boolean closing;
    private volatile long lastTurn;
    private volatile Duration delay = Duration.ZERO;

    // The drain's thread alone:
    private final List<SamplingSummary> summaries;
    private final Set<Journal> touched = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, Long> ownLines = new HashMap<>();
    private List<CapturedRecord> early = List.of();
    private Losses reported = new Losses();
    private LogEvent previous;
    private long lastComplaint = System.nanoTime() - OWN_LINES_NANOS;

    LogDrain(
            Journal service,
            RunJournals runs,
            CaptureCounters counters,
            Redactor redactor,
            Sampling sampling,
            int queueSize,
            Overflow overflow) {
        this.service = service;
        this.runs = runs;
        this.counters = counters;
        this.redactor = redactor;
        this.sampling = sampling;
        this.summaries = SamplingSummary.of(sampling);
        this.queue = new CaptureQueue(queueSize, overflow);
    }

    /** @param early what was logged before, and comes first */
    void start(List<CapturedRecord> early) {
        this.early = List.copyOf(early);
        // What there was no room for so early is counted, but could not be told.
        this.lossesToReport = true;
        this.lastTurn = System.nanoTime();
        thread.start();
    }

    /** Journals what is queued, and ends; false if that takes longer than {@code patience}. */
    boolean close(Duration patience) throws InterruptedException {
        if (!isStarted()) {
            return true;
        }
        closing = true;
        queue.wake();
        return thread.join(patience);
    }

    boolean isStarted() {
        return thread.getState() != Thread.State.NEW;
    }

    // ---- the threads that log ----

    /** Whether this record is left out, since there are too many like it; it is then counted, and told of in the end. */
    boolean leavesOut(ExtLogRecord record) {
        try {
            if (!sampling.leavesOut(record)) {
                return false;
            }
        } catch (Throwable t) {
            // Such as a value of the context that does not want to be text.
            return false;
        }
        counters.addSampled();
        queue.wakeIfAsleep();
        return true;
    }

    void put(CapturedRecord captured) {
        LossReason refused = queue.put(captured);
        if (refused != null) {
            lose(captured, refused);
        }
    }

    /** Whether a record of a level below WARN would be lost now. */
    boolean refusesBelowWarn() {
        return queue.refusesBelowWarn();
    }

    /** Counts a record that is given up, so that the journal will say so. */
    void lose(CapturedRecord captured, LossReason reason) {
        counters.addLost(reason, captured.level());
        String runId = captured.runId();
        if (runId != null && runs.find(runId) != null) {
            runLosses.compute(
                    runId, (id, losses) -> (losses == null ? new Losses() : losses).add(reason, captured.level(), 1));
        }
        if (reason != LossReason.OWN) {
            // Under overload all callers come here: they only read, once one of them has written.
            if (!lossesToReport) {
                lossesToReport = true;
            }
            queue.wakeIfAsleep();
        }
    }

    boolean isThread(Thread other) {
        return other == thread;
    }

    /** Whether a line that the drain's own thread logs is captured; asked on that thread. */
    boolean admitsOwn(String loggerName) {
        long now = System.nanoTime();
        Long previous = ownLines.get(loggerName);
        if (previous != null && now - previous < OWN_LINES_NANOS) {
            return false;
        }
        ownLines.put(loggerName, now);
        return true;
    }

    /** See {@link LogCapture#afterAllLogged}. */
    void afterAllLogged(Runnable action) {
        queue.put(new Queued.Barrier(action));
    }

    /** See {@link LogCapture#awaitCapacity}. */
    void awaitCapacity() throws InterruptedException {
        queue.awaitCapacity();
    }

    // ---- the drain's thread ----

    private void run() {
        queue.consume();
        early.forEach(this::accept);
        early = List.of();
        endBatch();
        long lastRecord = System.nanoTime();
        while (!closing || !queue.isEmpty()) {
            boolean any = survivingTurn();
            long now = System.nanoTime();
            lastTurn = now;
            if (any) {
                lastRecord = now;
            } else {
                rest(now - lastRecord);
            }
        }
        endBatch();
        summarise(SamplingSummary::isPending);
        flush(service);
        queue.close(last -> {
            accept(last);
            endBatch();
        });
    }

    private boolean survivingTurn() {
        try {
            return turn();
        } catch (Throwable t) {
            // Out of memory where it was not expected: the next turn may find some.
            complain("A turn of the drain failed", t);
            return false;
        }
    }

    /** Takes one batch; false if there was nothing to take. */
    private boolean turn() {
        Queued next = queue.take();
        boolean summarised = summarise(summary -> summary.isDue(sampling.second()));
        if (next == null && !lossesToReport && !summarised) {
            return false;
        }
        CapturedRecord newest = null;
        for (int i = 0; next != null; i++) {
            accept(next);
            if (next instanceof CapturedRecord captured) {
                newest = captured;
            }
            next = i < BATCH ? queue.take() : null;
        }
        endBatch();
        if (newest != null) {
            delay = Duration.between(newest.record().getInstant(), Instant.now());
        }
        return true;
    }

    private void rest(long idleNanos) {
        // An interrupt is nobody's way to end this thread, and would keep it from resting.
        Thread.interrupted();
        if (idleNanos < STAY_AWAKE_NANOS || !queue.isEmpty() || isSummaryPending()) {
            LockSupport.parkNanos(this, POLL_NANOS);
        } else {
            queue.sleepWhileEmpty(() -> !lossesToReport && !isSummaryPending() && !closing);
        }
    }

    private void accept(Queued next) {
        switch (next) {
            case CapturedRecord captured -> journal(captured);
            case Queued.Barrier(Runnable action) -> {
                endBatch();
                act(action);
            }
        }
    }

    private void act(Runnable action) {
        try {
            action.run();
        } catch (Throwable t) {
            complain("What was to happen after all was logged failed", t);
        }
    }

    private void journal(CapturedRecord captured) {
        LogEvent event;
        try {
            event = captured.toEvent(previous, redactor);
            previous = event;
            if (!service.append(event)) {
                throw new IllegalStateException("the journal has ended");
            }
        } catch (Throwable t) {
            lose(captured, LossReason.FAILED);
            return;
        }
        counters.addJournalled(1);
        String runId = event.mdc().get(MdcKeys.RUN_ID);
        if (runId != null) {
            journalForRun(runId, event);
        }
    }

    private void journalForRun(String runId, LogEvent event) {
        Journal journal = runs.find(runId);
        if (journal == null) {
            return;
        }
        try {
            journal.append(event);
            touched.add(journal);
        } catch (Throwable t) {
            counters.addRunFailure();
            complain("The journal of run " + runId + " does not take lines", t);
        }
    }

    private void endBatch() {
        if (lossesToReport) {
            // Cleared before it is read what was lost, so that what is lost meanwhile is reported next time.
            lossesToReport = false;
            reportLosses();
        }
        flush(service);
        touched.forEach(this::flush);
        touched.clear();
        queue.tellProducers();
    }

    private void flush(Journal journal) {
        try {
            journal.flush();
        } catch (Throwable t) {
            counters.addRunFailure();
            complain("A journal could not be flushed", t);
        }
    }

    private void reportLosses() {
        try {
            Losses all = counters.losses();
            Losses losses = all.since(reported);
            if (losses.total() > 0 && service.append(report(losses.describe(), Map.of()))) {
                reported = all;
                counters.addReport();
            }
            for (String runId : Set.copyOf(runLosses.keySet())) {
                reportLosses(runId, runLosses.remove(runId));
            }
        } catch (Throwable t) {
            complain("Lost records could not be reported", t);
        }
    }

    private void reportLosses(String runId, Losses losses) {
        Journal journal = runs.find(runId);
        if (journal != null) {
            journal.append(report(losses.describe(), Map.of(MdcKeys.RUN_ID, runId)));
            touched.add(journal);
        }
    }

    private boolean isSummaryPending() {
        for (SamplingSummary summary : summaries) {
            if (summary.isPending()) {
                return true;
            }
        }
        return false;
    }

    /** Tells what was left out, of the rules whose turn it is; false if that is nothing. */
    private boolean summarise(Predicate<SamplingSummary> whose) {
        boolean any = false;
        for (SamplingSummary summary : summaries) {
            if (whose.test(summary)) {
                any = true;
                tell(summary);
            }
        }
        return any;
    }

    private void tell(SamplingSummary summary) {
        try {
            LogEvent line = ownLine(Level.INFO, summary.loggerName(LOG.getName()), summary.tell(), Map.of());
            if (service.append(line)) {
                counters.addReport();
            }
        } catch (Throwable t) {
            complain("What was left out could not be summarised", t);
        }
    }

    private LogEvent report(String losses, Map<String, String> mdc) {
        return ownLine(Level.WARN, LOG.getName(), losses, mdc);
    }

    private LogEvent ownLine(Level level, String loggerName, String message, Map<String, String> mdc) {
        ExtLogRecord record =
                new ExtLogRecord(level, message, ExtLogRecord.FormatStyle.NO_FORMAT, LogDrain.class.getName());
        record.setLoggerName(loggerName);
        record.setMdc(mdc);
        return new CapturedRecord(record, record.getMessage(), false).toEvent(previous, redactor);
    }

    /** A full disk fails every line, and a console has no patience for all of them. */
    private void complain(String what, Throwable t) {
        long now = System.nanoTime();
        if (now - lastComplaint >= OWN_LINES_NANOS) {
            lastComplaint = now;
            LOG.error(what, t);
        }
    }

    // ---- anyone ----

    /**
     * Whether the drain does what it should: it sleeps because there is nothing, or its last turn is not long ago.
     *
     * @param patience how long a turn may take
     */
    boolean moves(Duration patience) {
        return thread.isAlive()
                && ((queue.isAsleep() && queue.isEmpty()) || System.nanoTime() - lastTurn < patience.toNanos());
    }

    int queued() {
        return queue.size();
    }

    int queueCapacity() {
        return queue.capacity();
    }

    /** How old the newest record of the last batch was when it had been journalled. */
    Duration delay() {
        return delay;
    }
}
