package dev.livetail.operation;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.livetail.journal.FileJournal;
import dev.livetail.journal.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The runs on disk. Each has a directory of its own, named by its id, with its log in {@code log.ndjson} and all else in
 * {@code run.json}, which is replaced as a whole, so that a crash leaves the old one or the new one. Thread-safe for
 * different runs.
 */
final class RunStore {
    private static final Logger LOG = Logger.getLogger(RunStore.class);
    private static final String LOG_FILE = "log.ndjson";
    private static final String RECORD_FILE = "run.json";

    // Not the mapper of the HTTP interface: its settings are the application's to change, but old files must stay
    // legible.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Path root;

    /** @param root a directory that is there */
    RunStore(Path root) {
        this.root = root;
    }

    /** A new run, and its log, which may become as large as {@code maxBytes}. */
    Run create(RunRecord record, long maxBytes) {
        Path directory = root.resolve(record.id());
        try {
            Files.createDirectory(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + directory, e);
        }
        save(record);
        return new Run(record, FileJournal.create(directory.resolve(LOG_FILE), epoch(record), maxBytes));
    }

    void save(RunRecord record) {
        Path file = root.resolve(record.id()).resolve(RECORD_FILE);
        Path next = file.resolveSibling(RECORD_FILE + ".next");
        try {
            Files.write(next, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(record));
            // Without this a power cut can leave the new name on an empty file.
            try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * All runs that an earlier process has left, none of which goes on any more. What cannot be read is left alone for a
     * person to look at.
     *
     * @param now when those are found to be lost whose end is not known
     */
    List<Run> load(Instant now) {
        List<Run> runs = new ArrayList<>();
        try (Stream<Path> directories = Files.list(root)) {
            directories
                    .filter(Files::isDirectory)
                    .forEach(directory -> load(directory, now).ifPresent(runs::add));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + root, e);
        }
        return runs;
    }

    private Optional<Run> load(Path directory, Instant now) {
        try {
            RunRecord record = JSON.readValue(directory.resolve(RECORD_FILE).toFile(), RunRecord.class);
            if (!directory.endsWith(record.id())) {
                throw new IOException("it is of the run " + record.id());
            }
            FileJournal journal = FileJournal.open(directory.resolve(LOG_FILE), epoch(record));
            return Optional.of(new Run(record.state().ended() ? record : lost(record, journal, now), journal));
        } catch (IOException | RuntimeException e) {
            LOG.warnf("Skipping the run in %s, which cannot be read: %s", directory, e.getMessage());
            return Optional.empty();
        }
    }

    private RunRecord lost(RunRecord record, FileJournal journal, Instant now) {
        String reason = record.state() == RunState.QUEUED
                ? "the service ended while the run was waiting for its turn"
                : "the service ended while the run was going on";
        RunRecord lost = record.decided(new Outcome.Lost(reason), now)
                .measured(record.progress(), lines(journal), journal.refused())
                .ended();
        save(lost);
        return lost;
    }

    /** A crash may have come between the run and its log. */
    private static long lines(FileJournal journal) {
        try {
            return journal.last();
        } catch (JournalException e) {
            LOG.warnf("A lost run's log cannot be read: %s", e.getMessage());
            return 0;
        }
    }

    void delete(String id) {
        Path directory = root.resolve(id);
        try {
            Files.deleteIfExists(directory.resolve(LOG_FILE));
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            LOG.warnf("Cannot delete %s: %s", directory, e);
        }
    }

    private static long epoch(RunRecord record) {
        return record.createdAt().toEpochMilli();
    }
}
