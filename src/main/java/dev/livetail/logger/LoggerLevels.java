package dev.livetail.logger;

import dev.livetail.event.LogLevel;
import dev.livetail.problem.ProblemException;
import io.quarkus.runtime.configuration.DurationConverter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jboss.logging.Logger;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;

/**
 * The levels of the loggers of this process, read and set while it runs.
 *
 * <p>A change for a time remembers what was set before the first of such changes, and goes back to that when the time of
 * the last one is over. A change without a time stays, and ends what was remembered. Thread-safe.
 */
final class LoggerLevels {
    private static final Logger LOG = Logger.getLogger(LoggerLevels.class);
    private static final String ROOT = "ROOT";
    private static final String ACCEPTED = "OFF, FATAL, ERROR, WARN, INFO, DEBUG, TRACE, ALL";
    private static final int MAX_NAME = 255;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final LogContext context;
    private final InstantSource clock;
    private final RevertTimer timer;
    private final Map<String, Revert> reverts = new HashMap<>();

    LoggerLevels(LogContext context, InstantSource clock, RevertTimer timer) {
        this.context = context;
        this.clock = clock;
        this.timer = timer;
    }

    private record Revert(java.util.logging.Level original, Instant at, Runnable cancel) {}

    /** All loggers, by name, the root first. */
    synchronized List<LoggerState> all() {
        TreeSet<String> names = new TreeSet<>(Collections.list(context.getLoggerNames()));
        names.addAll(reverts.keySet());
        names.add("");
        return names.stream().map(this::state).toList();
    }

    /** One logger; if there is none of that name yet, what it would let through. */
    synchronized LoggerState one(String name) {
        return state(nodeName(name));
    }

    synchronized LoggerState change(String name, LevelChange change) {
        String node = nodeName(name);
        java.util.logging.Level level = change.level() == null ? null : level(change.level());
        Optional<Duration> duration = Optional.ofNullable(change.duration()).map(LoggerLevels::duration);
        if (node.isEmpty() && level == null) {
            throw new ProblemException(
                    400, "Invalid Level", "The root logger has none above it; 'level' takes one of " + ACCEPTED + ".");
        }
        org.jboss.logmanager.Logger logger = context.getLogger(node);
        Revert previous = reverts.remove(node);
        if (previous != null) {
            previous.cancel().run();
        }
        java.util.logging.Level original = previous == null ? logger.getLevel() : previous.original();
        duration.ifPresent(time -> revertLater(node, original, time));
        logger.setLevel(level);
        LoggerState state = state(node);
        // At WARN, since it changes what the log says from here on; who reads the log must see it.
        LOG.warnf(
                "Logger %s lets through %s%s",
                state.name(), state.effectiveLevel(), state.revertsAt() == null ? "" : " until " + state.revertsAt());
        return state;
    }

    private void revertLater(String node, java.util.logging.Level original, Duration time) {
        Instant at = clock.instant().plus(time);
        Runnable cancel = timer.start(time, () -> revert(node, at));
        reverts.put(node, new Revert(original, at, cancel));
    }

    /** A timer that was replaced may fire nevertheless, when it was just about to: its time is not that of the last. */
    private synchronized void revert(String node, Instant at) {
        Revert revert = reverts.get(node);
        if (revert == null || !revert.at().equals(at)) {
            return;
        }
        reverts.remove(node);
        context.getLogger(node).setLevel(revert.original());
        LOG.warnf(
                "Logger %s lets through %s again",
                node.isEmpty() ? ROOT : node, state(node).effectiveLevel());
    }

    private LoggerState state(String node) {
        org.jboss.logmanager.Logger nearest = nearest(node);
        java.util.logging.Level level = nearest.getName().equals(node) ? nearest.getLevel() : null;
        Revert revert = reverts.get(node);
        return new LoggerState(
                node.isEmpty() ? ROOT : node,
                level == null ? null : level.getName(),
                effectiveLevel(nearest),
                revert == null ? null : revert.at());
    }

    /** The logger of that name, or else the next above it: asking for a name must not make a logger that stays. */
    private org.jboss.logmanager.Logger nearest(String node) {
        String name = node;
        org.jboss.logmanager.Logger logger = context.getLoggerIfExists(name);
        while (logger == null) {
            name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
            logger = context.getLoggerIfExists(name);
        }
        return logger;
    }

    /** Asked of the logger itself, which knows of the least level that was fixed when this service was built, too. */
    private static String effectiveLevel(org.jboss.logmanager.Logger logger) {
        for (LogLevel level : LogLevel.values()) {
            if (logger.isLoggable(toJboss(level))) {
                return level.name();
            }
        }
        return "OFF";
    }

    private static String nodeName(String name) {
        if (name.equals(ROOT)) {
            return "";
        }
        if (name.isBlank() || name.length() > MAX_NAME || name.chars().anyMatch(c -> c <= ' ' || c == 127)) {
            throw new ProblemException(
                    400,
                    "Invalid Logger",
                    "A logger's name has 1 to " + MAX_NAME + " characters and no spaces; " + ROOT + " names the root.");
        }
        return name;
    }

    private static java.util.logging.Level level(String name) {
        return switch (name.trim().toUpperCase(Locale.ROOT)) {
            case "OFF" -> Level.OFF;
            case "ALL" -> Level.ALL;
            default ->
                LogLevel.parse(name)
                        .map(LoggerLevels::toJboss)
                        .orElseThrow(() -> new ProblemException(
                                400,
                                "Invalid Level",
                                "'level' is '" + name + "', but it takes one of " + ACCEPTED + ", or null."));
        };
    }

    private static Duration duration(String text) {
        try {
            Duration duration = DurationConverter.parseDuration(text.trim());
            if (duration != null && duration.isPositive() && duration.compareTo(LONGEST) <= 0) {
                return duration;
            }
        } catch (IllegalArgumentException e) {
            // Answered below, like one that is too long.
        }
        throw new ProblemException(
                400,
                "Invalid Duration",
                "'for' is '" + text + "', but it takes a duration such as 90s, 5m, 1h30m or PT5M, of at most 30 days.");
    }

    private static java.util.logging.Level toJboss(LogLevel level) {
        return switch (level) {
            case TRACE -> Level.TRACE;
            case DEBUG -> Level.DEBUG;
            case INFO -> Level.INFO;
            case WARN -> Level.WARN;
            case ERROR -> Level.ERROR;
            case FATAL -> Level.FATAL;
        };
    }
}
