package dev.livetail.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;

/** Keeps what is logged to one logger, away from the console. Thread-safe. */
final class LogTrap extends ExtHandler {
    private record Line(Level level, String message) {}

    private final List<Line> lines = new ArrayList<>();
    private final Logger logger;

    LogTrap(String logger) {
        this.logger = Logger.getLogger(logger);
        this.logger.setUseParentHandlers(false);
        this.logger.addHandler(this);
    }

    @Override
    protected synchronized void doPublish(ExtLogRecord record) {
        lines.add(new Line(record.getLevel(), record.getMessage()));
    }

    synchronized List<String> messages(Level level) {
        return lines.stream()
                .filter(line -> line.level().equals(level))
                .map(Line::message)
                .toList();
    }

    @Override
    public void close() {
        logger.removeHandler(this);
        logger.setUseParentHandlers(true);
    }
}
