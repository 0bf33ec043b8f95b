package dev.livetail.output;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.handlers.FileHandler;

/**
 * A log file: whether it can be written, and how many of its predecessors are kept.
 *
 * <p>When it cannot be opened or written, that is said once, its handler is given nothing more, and a thread tries every
 * few seconds to open it anew and write a line into it. What goes wrong on that thread meanwhile is told by the outcome of
 * its try alone.
 *
 * <p>Quarkus' rotation bounds the number of files of one day. Those of earlier days are pruned here, each time that a new
 * file is begun. Thread-safe.
 */
public final class LogFile extends ErrorManager {
    private static final Logger LOG = Logger.getLogger(LogFile.class);
    static final Duration PAUSE = Duration.ofSeconds(2);

    /** What rotation puts behind the name of a file: a date, a number, both, perhaps compressed. */
    private static final Pattern ROTATED = Pattern.compile("[-._]?\\d[-._\\d]*(\\.(gz|zip))?");

    private final FileHandler handler;
    private final File file;
    private final int kept;

    private volatile Failure failure;
    private volatile Exception lastError;
    private boolean complained;

    /**
     * Why a file is not written.
     *
     * @param since when that began
     * @param cause what the system says of it
     */
    public record Failure(Instant since, String cause) {}

    private LogFile(FileHandler handler, File file, int kept) {
        this.handler = handler;
        this.file = file;
        this.kept = kept;
    }

    /**
     * Watches over a file from now on.
     *
     * @param file what the handler should write to; it has not, if it could not open it
     * @param kept how many rotated files are kept
     */
    static LogFile watch(FileHandler handler, File file, int kept) {
        LogFile logFile = new LogFile(handler, file, kept);
        handler.setFormatter(logFile.pruning(ExtFormatter.wrap(handler.getFormatter(), false)));
        handler.setErrorManager(logFile);
        logFile.begin();
        return logFile;
    }

    private void begin() {
        if (handler.getFile() != null) {
            prune();
            return;
        }
        try {
            handler.setFile(file);
        } catch (FileNotFoundException e) {
            fail(e);
        }
    }

    public Path path() {
        return file.toPath();
    }

    /** Empty while lines are written. */
    public Optional<Failure> failure() {
        return Optional.ofNullable(failure);
    }

    @Override
    public synchronized void error(String message, Exception cause, int code) {
        // A line that has no form, and a rotation that left the file as it was, do not keep others from being written.
        if (code == FORMAT_FAILURE || code == GENERIC_FAILURE) {
            complain(message, cause);
        } else {
            fail(cause == null ? new IOException(message) : cause);
        }
    }

    private synchronized void complain(String message, Exception cause) {
        if (!complained) {
            complained = true;
            LOG.warnf("The log file %s: %s (%s). This is not said again", file, message, cause);
        }
    }

    private void fail(Exception cause) {
        lastError = cause;
        if (failure == null) {
            failure = new Failure(Instant.now(), cause.toString());
            handler.setEnabled(false);
            LOG.errorf(
                    "The log file %s cannot be written, and is tried again every %d s: %s",
                    file, PAUSE.toSeconds(), cause);
            Thread.ofVirtual()
                    .name("log-file")
                    .inheritInheritableThreadLocals(false)
                    .start(this::reopen);
        }
    }

    private void reopen() {
        try {
            do {
                Thread.sleep(PAUSE);
            } while (!isWritable());
            Instant since = failure.since();
            failure = null;
            LOG.infof("The log file %s is written again; it lacks what was logged since %s", file, since);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isWritable() {
        try {
            handler.setFile(null);
            lastError = null;
            handler.setFile(file);
        } catch (FileNotFoundException e) {
            return false;
        }
        handler.setEnabled(true);
        handler.publish(notice());
        if (lastError != null) {
            handler.setEnabled(false);
        }
        return lastError == null;
    }

    private ExtLogRecord notice() {
        ExtLogRecord notice = new ExtLogRecord(
                Level.WARN,
                "What was logged since " + failure.since() + " is not in this file: " + failure.cause(),
                FormatStyle.NO_FORMAT,
                LogFile.class.getName());
        notice.setLoggerName(LogFile.class.getName());
        return notice;
    }

    /** A formatter is asked for a head whenever a file is begun: the one thing that tells of a rotation. */
    private ExtFormatter pruning(ExtFormatter formatter) {
        return new ExtFormatter.Delegating(formatter) {
            @Override
            public String getHead(Handler handler) {
                prune();
                return super.getHead(handler);
            }
        };
    }

    private void prune() {
        String name = file.getName();
        try (Stream<Path> siblings = Files.list(file.getAbsoluteFile().toPath().getParent())) {
            List<Path> surplus = siblings.filter(
                            path -> isRotated(path.getFileName().toString(), name))
                    .sorted(Comparator.comparing(LogFile::lastModified).reversed())
                    .skip(kept)
                    .toList();
            for (Path path : surplus) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            complain("rotated files cannot be removed", e);
        }
    }

    private static boolean isRotated(String name, String of) {
        return name.startsWith(of)
                && ROTATED.matcher(name.substring(of.length())).matches();
    }

    private static long lastModified(Path path) {
        return path.toFile().lastModified();
    }
}
