package dev.livetail.capture;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import dev.livetail.journal.RunJournals;
import dev.livetail.redaction.Redactor;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;

/** A whole capture on a log context of its own, without a container. */
final class Captured implements AutoCloseable {
    final LogContext context = LogContext.create();
    final Logger root = context.getLogger("");
    final Logger log = context.getLogger("test");
    final Redactor redactor = new Redactor();
    final RunJournals runs = new RunJournals();
    final LogCaptureHandler handler = LogCaptureHandler.installOn(root);
    final CaptureCounters counters = handler.counters();
    final Journal service;
    final LogDrain drain;

    Captured(Journal service, int queueSize, Overflow overflow) {
        this(service, Sampling.off(), queueSize, overflow);
    }

    Captured(Journal service, Sampling sampling, int queueSize, Overflow overflow) {
        this.service = service;
        this.drain = new LogDrain(service, runs, counters, redactor, sampling, queueSize, overflow);
        root.setLevel(Level.ALL);
    }

    static Captured started() {
        return started(new RingJournal(1, 1 << 20, Long.MAX_VALUE), 1 << 14, Overflow.DISCARD);
    }

    static Captured started(Journal service, int queueSize, Overflow overflow) {
        Captured captured = new Captured(service, queueSize, overflow);
        captured.activate();
        return captured;
    }

    void activate() {
        handler.activate(
                drain,
                redactor,
                LogCaptureHandler.DEFAULT_MAX_MESSAGE_LENGTH,
                record -> context.getLogger(record.getLoggerName()).isLoggable(record.getLevel()));
    }

    void awaitAllJournalled() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        drain.afterAllLogged(done::countDown);
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new AssertionError("the drain does not come to what was logged");
        }
    }

    List<LogEvent> events() throws InterruptedException {
        awaitAllJournalled();
        return events(service);
    }

    static List<LogEvent> events(Journal journal) {
        return journal.read(1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(JournalEntry::event)
                .toList();
    }

    List<String> messages() throws InterruptedException {
        return events().stream().map(LogEvent::message).toList();
    }

    static List<String> messages(Journal journal) {
        return events(journal).stream().map(LogEvent::message).toList();
    }

    boolean end() throws InterruptedException {
        root.removeHandler(handler);
        return drain.close(Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        try {
            end();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
