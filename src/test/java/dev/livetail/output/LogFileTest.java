package dev.livetail.output;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.jboss.logmanager.handlers.FileHandler;
import org.jboss.logmanager.handlers.PeriodicSizeRotatingFileHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    private final PeriodicSizeRotatingFileHandler handler = new PeriodicSizeRotatingFileHandler();
    private File file;

    @BeforeEach
    void begin() {
        file = directory.resolve("log/test.log").toFile();
        handler.setFormatter(new PatternFormatter("%s%n"));
        handler.setAppend(true);
        handler.setSuffix(".yyyy-MM-dd");
        handler.setRotateSize(1);
        handler.setMaxBackupIndex(2);
    }

    @AfterEach
    void end() {
        handler.close();
    }

    private LogFile opened(int kept) throws FileNotFoundException {
        handler.setFile(file);
        return LogFile.watch(handler, file, kept);
    }

    private void log(String message) {
        handler.publish(new ExtLogRecord(Level.INFO, message, "class"));
    }

    private Set<String> names() throws IOException {
        try (Stream<Path> files = Files.list(file.getParentFile().toPath())) {
            return files.map(path -> path.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private void earlier(String name, int day) throws IOException {
        Path path = Files.createDirectories(file.getParentFile().toPath()).resolve(name);
        Files.writeString(path, name);
        Files.setLastModifiedTime(path, FileTime.from(Instant.EPOCH.plus(Duration.ofDays(day))));
    }

    @Test
    void atTheStartTheOldestFilesOfEarlierDaysAreRemoved() throws IOException {
        earlier("test.log.1970-01-03", 3);
        earlier("test.log.1970-01-03.1", 2);
        earlier("test.log.1970-01-02.gz", 1);
        earlier("test.log.old", 0);
        earlier("other.log.1970-01-01", 0);
        opened(2);
        assertEquals(
                Set.of(
                        "test.log",
                        "test.log.1970-01-03",
                        "test.log.1970-01-03.1",
                        "test.log.old",
                        "other.log.1970-01-01"),
                names());
    }

    @Test
    void eachRotationKeepsTheirNumber() throws IOException {
        earlier("test.log.1970-01-02", 1);
        LogFile logFile = opened(2);
        assertTrue(names().contains("test.log.1970-01-02"));
        for (int i = 0; i < 5; i++) {
            log("line");
        }
        assertEquals(3, names().size(), names().toString());
        assertTrue(names().stream().noneMatch(name -> name.contains("1970")));
        assertTrue(logFile.failure().isEmpty());
    }

    @Test
    void aFileThatCannotBeOpenedAtTheStartIsWrittenOnceItCan() throws IOException {
        Files.createDirectories(file.toPath());
        LogFile logFile = LogFile.watch(handler, file, 2);
        assertTrue(logFile.failure().orElseThrow().cause().contains("Is a directory"));
        log("lost");

        Files.delete(file.toPath());
        await().atMost(LIMIT).until(() -> logFile.failure().isEmpty());
        log("kept");
        assertEquals("kept", Files.readString(file.toPath()).strip());
    }

    @Test
    void aFileThatCannotBeOpenedAnewIsWrittenOnceItCan() throws IOException {
        LogFile logFile = opened(2);
        log("before");
        Path parent = file.getParentFile().toPath();
        Files.move(parent, directory.resolve("gone"));
        Files.writeString(parent, "in its place");
        log("lost");
        assertTrue(logFile.failure().isPresent());
        log("lost too");

        Files.delete(parent);
        await().atMost(LIMIT).until(() -> logFile.failure().isEmpty());
        log("kept");
        assertEquals("kept", Files.readString(file.toPath()).strip());
    }

    @Test
    void aFileWithoutRoomFails() throws FileNotFoundException {
        // One that does not rotate: rotation would move what it is given.
        FileHandler full = new FileHandler(new PatternFormatter("%s%n"), new File("/dev/full"), true);
        LogFile logFile = LogFile.watch(full, full.getFile(), Integer.MAX_VALUE);
        assertTrue(logFile.failure().isEmpty());
        full.publish(new ExtLogRecord(Level.INFO, "lost", "class"));
        assertTrue(logFile.failure().orElseThrow().cause().contains("No space left"));
    }
}
