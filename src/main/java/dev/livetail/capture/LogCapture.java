package dev.livetail.capture;

import dev.livetail.journal.RingJournal;
import dev.livetail.journal.RunJournals;
import dev.livetail.redaction.Redactor;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.LogContext;

/**
 * The capture of this service's log: begun at the very start, given its journals when the service starts, ended last.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class LogCapture {
    private static final Logger LOG = Logger.getLogger(LogCapture.class);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final CaptureConfig config;
    private final Redactor redactor;
    private final Sampling sampling;
    private final LogCaptureHandler handler;
    private final LogDrain drain;

    LogCapture(CaptureConfig config, RingJournal service, RunJournals runs, Redactor redactor) {
        CaptureConfig.check(config);
        this.config = config;
        this.redactor = redactor;
        this.sampling = new Sampling(config.sampling());
        // Where no main method has installed one, as in tests, it begins here.
        this.handler = LogCaptureHandler.waitingOn(root());
        this.drain = new LogDrain(
                service, runs, handler.counters(), redactor, sampling, config.queueSize(), config.overflow());
    }

    /** Begins to keep what is logged; to be called as early as possible, before anything is configured. */
    public static void installEarly() {
        LogCaptureHandler.installOn(root());
    }

    private static org.jboss.logmanager.Logger root() {
        return LogContext.getLogContext().getLogger("");
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        handler.activate(drain, redactor, config.maxMessageLength(), LogCapture::passesItsLogger);
    }

    private static boolean passesItsLogger(ExtLogRecord record) {
        String name = record.getLoggerName();
        return LogContext.getLogContext().getLogger(name == null ? "" : name).isLoggable(record.getLevel());
    }

    /** Behind all others, who may still have something to say while they end; but for who forwards it. */
    void stop(@Observes @Priority(Integer.MAX_VALUE - 2) ShutdownEvent event) throws InterruptedException {
        root().removeHandler(handler);
        if (!drain.close(PATIENCE_AT_THE_END)) {
            LOG.warnf("%d captured records could not be journalled before the end", drain.queued());
        }
    }

    /**
     * Has {@code action} run, on the drain's thread, after everything that was logged before this call is journalled and
     * flushed; so it must be quick.
     *
     * <p>Waits while the queue is full, and so must never be called on an event loop; nor, for the same reason, by an
     * action (which gets an {@link IllegalStateException}). After the service's end it is run by the caller.
     */
    public void afterAllLogged(Runnable action) {
        drain.afterAllLogged(action);
    }

    /**
     * Returns at once while the queue to the drain is less than half full, and else waits until it is. For those who can
     * log faster than the drain can follow, and wish to lose nothing; never to be called on an event loop.
     */
    public void awaitCapacity() throws InterruptedException {
        drain.awaitCapacity();
    }

    public CaptureCounters counters() {
        return handler.counters();
    }

    /** By which lines are left out, in the order in which they are tried; empty, if all are kept. */
    public List<SamplingRule> samplingRules() {
        return sampling.rules();
    }

    /** How many records wait for the drain. */
    public int queued() {
        return drain.queued();
    }

    public int queueCapacity() {
        return drain.queueCapacity();
    }

    /** How old the newest record of the drain's last batch was when it had been journalled. */
    public Duration drainDelay() {
        return drain.delay();
    }

    /** Whether the drain has been started. */
    public boolean isStarted() {
        return drain.isStarted();
    }

    /**
     * Whether the drain does what it should: it sleeps because there is nothing to do, or its last turn is not long ago.
     *
     * @param patience how long a turn may take
     */
    public boolean drainMoves(Duration patience) {
        return drain.moves(patience);
    }
}
