package dev.livetail.storage;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that {@code livetail.data.directory} names: the one place that the service writes to. Whoever asks for a
 * part of it gets a directory that is there and can be written; where that cannot be had, the start fails and says which
 * key to change.
 *
 * <p>It belongs to one process at a time: a second one would take the runs of the first for lost. The lock ends with the
 * process, however that ends.
 */
@ApplicationScoped
public class DataDirectory {
    private static final String KEY = "livetail.data.directory";

    private final Path root;
    private final FileChannel lock;

    public DataDirectory(StorageConfig config) {
        this.root = config.directory().toAbsolutePath().normalize();
        this.lock = lock();
    }

    private FileChannel lock() {
        try {
            Files.createDirectories(root);
            FileChannel file =
                    FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(file)) {
                file.close();
                throw new ConfigurationException(
                        "%s must be a directory that no other process uses, and one uses %s".formatted(KEY, root),
                        Set.of(KEY));
            }
            return file;
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            return file.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    @PreDestroy
    void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The directory of one feature's files, made if it is not there. */
    public Path of(String feature) {
        Path directory = root.resolve(feature);
        try {
            Files.createDirectories(directory);
            // Asking for permission is not enough: a full or read-only file system shows only when it is written.
            Files.delete(Files.createTempFile(directory, ".writable", null));
            return directory;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    /** As {@link #of}, for what is of use to one process alone: what an earlier one left there is removed. */
    public Path emptied(String feature) {
        Path directory = of(feature);
        try (Stream<Path> left = Files.walk(directory)) {
            List<Path> deepestFirst = left.filter(path -> !path.equals(directory))
                    .sorted(Comparator.reverseOrder())
                    .toList();
            for (Path path : deepestFirst) {
                Files.delete(path);
            }
            return directory;
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private static ConfigurationException unusable(Path directory, IOException cause) {
        return new ConfigurationException(
                "%s must be a directory that can be written, and %s cannot: %s".formatted(KEY, directory, cause),
                cause,
                Set.of(KEY));
    }
}
