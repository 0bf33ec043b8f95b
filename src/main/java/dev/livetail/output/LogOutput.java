package dev.livetail.output;

import dev.livetail.redaction.Redactor;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.logging.LogMetricsHandler;
import io.quarkus.runtime.logging.LogRuntimeConfig;
import io.quarkus.runtime.logging.LogRuntimeConfig.FileConfig;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.FileHandler;
import org.jboss.logmanager.handlers.SyslogHandler;

/**
 * What Quarkus' own handlers write: the console, files, and whatever else is configured, of the root or of a category.
 *
 * <p>An application has no say in how these are made. So they are found when the service starts, and each gets what makes
 * it safe: a formatter that redacts and escapes (or {@link RedactingHandler}, where it has none), a queue in front of it, a
 * watch over its file. What was logged before that is of Quarkus and its configuration alone. Thread-safe.
 */
@ApplicationScoped
public class LogOutput {
    private static final int QUEUE = 4096;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final Redactor redactor;
    private final LogRuntimeConfig config;

    /** What stands in the place of each handler that was found; mostly itself, or one that it is behind. */
    private final IdentityHashMap<Handler, Handler> taken = new IdentityHashMap<>();

    private final List<OutputQueue> queues = new CopyOnWriteArrayList<>();
    private final List<LogFile> files = new CopyOnWriteArrayList<>();

    /** Where a handler stands. */
    private enum Place {
        /** On the root logger. Quarkus has one there, for all that are configured; others are of code, as the capture is. */
        ROOT,
        CONFIGURED,
        BEHIND_QUEUE
    }

    LogOutput(Redactor redactor, LogRuntimeConfig config) {
        // Itself, for its proxy ends before the last line.
        this.redactor = ClientProxy.unwrap(redactor);
        this.config = config;
    }

    /** Before a port is opened or anything else is started: when that fails, what is said of it must be written. */
    void start(@Observes @Priority(0) Router router) {
        List<FileHandler> unopened = new ArrayList<>();
        LogContext context = LogContext.getLogContext();
        take(context.getLogger(""), unopened);
        for (String name : Collections.list(context.getLoggerNames())) {
            Logger logger = context.getLoggerIfExists(name);
            if (logger != null) {
                take(logger, unopened);
            }
        }
        watchUnopened(unopened);
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            // Quarkus has a last word behind all observers.
            Runtime.getRuntime().addShutdownHook(new Thread(this::awaitWritten, "log-output"));
        }
    }

    private void take(Logger logger, List<FileHandler> unopened) {
        Handler[] handlers = logger.getHandlers();
        Place place = logger.getParent() == null ? Place.ROOT : Place.CONFIGURED;
        if (take(handlers, place, unopened)) {
            logger.setHandlers(handlers);
        }
    }

    /** Takes each of them; true if another one now stands in the place of one. */
    private boolean take(Handler[] handlers, Place place, List<FileHandler> unopened) {
        boolean changed = false;
        for (int i = 0; i < handlers.length; i++) {
            Handler handler = handlers[i];
            // One handler may be that of several categories.
            if (!taken.containsKey(handler)) {
                taken.put(handler, take(handler, place, unopened));
            }
            handlers[i] = taken.get(handler);
            changed |= handlers[i] != handler;
        }
        return changed;
    }

    private Handler take(Handler handler, Place place, List<FileHandler> unopened) {
        if (handler instanceof ExtHandler outer) {
            Handler[] inner = outer.getHandlers();
            boolean queued = place == Place.BEHIND_QUEUE || outer instanceof AsyncHandler;
            if (take(inner, queued ? Place.BEHIND_QUEUE : Place.CONFIGURED, unopened)) {
                outer.setHandlers(inner);
            }
        }
        if (handler instanceof FileHandler file) {
            if (file.getFile() == null) {
                unopened.add(file);
            } else {
                watch(file, file.getFile());
            }
        }
        if (handler instanceof AsyncHandler asynchronous) {
            // Quarkus' own queue gets nothing more, and still writes what it has. It is not closed, for that would
            // interrupt its thread, and a handler that is just then connecting to a receiver would never again try to.
            return queue(OutputQueue.inPlaceOf(asynchronous, this::redact));
        }
        if (handler.getFormatter() == null) {
            return place != Place.ROOT && makesItsOwn(handler)
                    ? queued(RedactingHandler.before(handler, redactor), place)
                    : handler;
        }
        if (place != Place.BEHIND_QUEUE) {
            redact(handler);
        }
        return queued(handler, place);
    }

    /** Whether it makes something of its own of a record, and neither leads to others nor only counts. */
    private static boolean makesItsOwn(Handler handler) {
        boolean leads = handler instanceof ExtHandler outer && outer.getHandlers().length > 0;
        return LaunchMode.current() == LaunchMode.NORMAL && !leads && !(handler instanceof LogMetricsHandler);
    }

    /**
     * From now on nobody who logs waits for a console, a disk or a receiver. Quarkus could have it so from the beginning,
     * but closes a queue before it is empty where the start fails, and why it failed would not be written.
     */
    private Handler queued(Handler handler, Place place) {
        return place == Place.BEHIND_QUEUE || LaunchMode.current() != LaunchMode.NORMAL
                ? handler
                : queue(OutputQueue.before(handler, QUEUE));
    }

    private void redact(Handler handler) {
        Formatter formatter = handler.getFormatter();
        if (formatter != null) {
            ExtFormatter redacting = RedactingFormatter.around(ExtFormatter.wrap(formatter, false), redactor);
            boolean normalised = handler instanceof SyslogHandler && formatter instanceof JsonFormatter;
            handler.setFormatter(normalised ? new AsciiJsonFormatter(redacting) : redacting);
        }
    }

    private OutputQueue queue(OutputQueue queue) {
        queues.add(queue);
        return queue;
    }

    private void watch(FileHandler handler, File file) {
        int kept = fileConfigs().stream()
                .filter(candidate -> candidate.path().equals(file))
                .filter(candidate -> candidate.rotation().enabled())
                .findFirst()
                .map(candidate -> candidate.rotation().maxBackupIndex())
                .orElse(Integer.MAX_VALUE);
        files.add(LogFile.watch(handler, file, kept));
    }

    /** A handler that could not open its file has forgotten which; it is one that no other has. */
    private void watchUnopened(List<FileHandler> handlers) {
        Iterator<File> left = fileConfigs().stream()
                .filter(FileConfig::enabled)
                .map(FileConfig::path)
                .filter(path -> files.stream().noneMatch(open -> open.path().equals(path.toPath())))
                .toList()
                .iterator();
        for (FileHandler handler : handlers) {
            if (left.hasNext()) {
                watch(handler, left.next());
            }
        }
    }

    private List<FileConfig> fileConfigs() {
        List<FileConfig> configs = new ArrayList<>();
        configs.add(config.file());
        configs.addAll(config.fileHandlers().values());
        return configs;
    }

    void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
        awaitWritten();
    }

    private void awaitWritten() {
        queues.forEach(queue -> queue.awaitWritten(PATIENCE_AT_THE_END));
    }

    /** The log files there are, in no order. */
    public List<LogFile> files() {
        return files;
    }

    /** Records that were not written because the queue before the console, a file or a receiver was full. */
    public long dropped() {
        return queues.stream().mapToLong(OutputQueue::dropped).sum();
    }
}
