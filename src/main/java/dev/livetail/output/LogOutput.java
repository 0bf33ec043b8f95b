package dev.livetail.output;

import dev.livetail.redaction.Redactor;
import io.quarkus.arc.ClientProxy;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.ShutdownEvent;
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
import org.jboss.logmanager.handlers.AsyncHandler;
import org.jboss.logmanager.handlers.FileHandler;

/**
 * What Quarkus' own handlers write: the console, files, and whatever else is configured, of the root or of a category.
 *
 * <p>An application has no say in how these are made. So they are found when the service starts, and each gets what makes
 * it safe: a formatter that redacts and escapes, a queue in front of it, a watch over its file. What was logged before that
 * is of Quarkus and its configuration alone. Thread-safe.
 */
@ApplicationScoped
public class LogOutput {
    private static final int QUEUE = 4096;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(2);

    private final Redactor redactor;
    private final LogRuntimeConfig config;
    /** What stands in the place of each handler that was found; mostly itself, or one that it is behind. */
    private final IdentityHashMap<Handler, Handler> taken = new IdentityHashMap<>();

    /** Queues of Quarkus' that get nothing more. */
    private final List<AsyncHandler> replaced = new ArrayList<>();

    private final List<OutputQueue> queues = new CopyOnWriteArrayList<>();
    private final List<LogFile> files = new CopyOnWriteArrayList<>();

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
        replaced.forEach(Handler::close);
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            // Quarkus has a last word behind all observers.
            Runtime.getRuntime().addShutdownHook(new Thread(this::awaitWritten, "log-output"));
        }
    }

    private void take(Logger logger, List<FileHandler> unopened) {
        Handler[] handlers = logger.getHandlers();
        if (take(handlers, false, unopened)) {
            logger.setHandlers(handlers);
        }
    }

    /** Takes each of them; true if another one now stands in the place of one. */
    private boolean take(Handler[] handlers, boolean queued, List<FileHandler> unopened) {
        boolean changed = false;
        for (int i = 0; i < handlers.length; i++) {
            Handler handler = handlers[i];
            // One handler may be that of several categories.
            if (!taken.containsKey(handler)) {
                taken.put(handler, take(handler, queued, unopened));
            }
            handlers[i] = taken.get(handler);
            changed |= handlers[i] != handler;
        }
        return changed;
    }

    private Handler take(Handler handler, boolean queued, List<FileHandler> unopened) {
        if (handler instanceof ExtHandler outer) {
            Handler[] inner = outer.getHandlers();
            if (take(inner, queued || outer instanceof AsyncHandler, unopened)) {
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
            asynchronous.setCloseChildren(false);
            replaced.add(asynchronous);
            return queue(OutputQueue.inPlaceOf(asynchronous));
        }
        Formatter formatter = handler.getFormatter();
        if (formatter == null) {
            return handler;
        }
        handler.setFormatter(RedactingFormatter.around(ExtFormatter.wrap(formatter, false), redactor));
        // From now on nobody who logs waits for a console or a disk. Quarkus could have it so from the beginning, but
        // closes
        // a queue before it is empty where the start fails, and why it failed would not be written.
        return queued || LaunchMode.current() != LaunchMode.NORMAL
                ? handler
                : queue(OutputQueue.before(handler, QUEUE));
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

    /** Records that were not written because the queue before the console or a file was full. */
    public long dropped() {
        return queues.stream().mapToLong(OutputQueue::dropped).sum();
    }
}
