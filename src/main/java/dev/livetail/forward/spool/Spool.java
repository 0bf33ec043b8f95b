package dev.livetail.forward.spool;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One sink's batches on disk, oldest first.
 *
 * <p>Batches are records in segment files. A segment is only ever appended to, by the process that has begun it, and deleted
 * when all of it was removed or must make room; so nothing is ever rewritten, and nothing that is there can be harmed by
 * what is written later. A file of its own says how far the reader is.
 *
 * <p><b>What survives.</b> Once {@link #append} has returned, the batch survives {@code kill -9}; whether a loss of power,
 * {@link Fsync} says. A record that was not written to its end is taken for none. Damage to a payload costs that batch,
 * damage to a record's header also those that follow in its segment, and to a segment's header that segment; each such line
 * is counted. A batch that was removed may be seen once more after {@code kill -9}, and no other.
 *
 * <p>Batches expire in each call; where there are none, {@link #maintain} is to be called now and then. No threads of its
 * own. The directory is for one process at a time. Thread-safe: one thread appends, one reads and removes, any looks at the
 * statistics. Calls wait for the disk, and for each other.
 */
public final class Spool implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long NONE = -1;

    private final SpoolSettings settings;
    private final InstantSource clock;
    private final Path directory;
    private final Segments segments;
    private final PositionFile positionFile;
    private final ReentrantLock lock = new ReentrantLock();

    private volatile SpoolStatistics statistics;

    // Under the lock. The writer is null where the next batch begins a segment, the head where it was not read yet.
    private Position position;
    private SegmentWriter writer;
    private RecordHeader head;
    private long peeked = NONE;
    private Instant forced;
    private boolean closed;

    /**
     * The spool in this directory, with what an earlier process has left there. Reads the headers of all records, but no
     * payload.
     *
     * @param directory made where it is missing, and readable by its owner alone from now on
     * @param settings how much it keeps
     * @param clock what tells the age of batches
     * @throws IOException where the directory cannot be used, or was written by a newer version
     */
    public static Spool open(Path directory, SpoolSettings settings, InstantSource clock) throws IOException {
        OwnerOnly.createDirectory(directory);
        PositionFile positionFile = new PositionFile(directory.resolve("position"));
        try {
            return new Spool(directory, settings, clock, positionFile);
        } catch (IOException e) {
            positionFile.close();
            throw e;
        }
    }

    private Spool(Path directory, SpoolSettings settings, InstantSource clock, PositionFile positionFile)
            throws IOException {
        this.settings = requireNonNull(settings, "settings is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.directory = directory;
        this.positionFile = positionFile;
        this.segments = new Segments(directory);
        Optional<Position> known = positionFile.read();
        Optional<Long> firstLine = segments.recover(known.map(Position::head).orElse(0L));
        Position start = known.orElseGet(() -> Position.startingAt(firstLine.orElse(0L)));
        this.position = start.appendedTo(Math.max(start.appended(), segments.endLine()));
        this.forced = clock.instant();
        expire();
        this.statistics = look();
    }

    /**
     * Appends a batch. Where there is no room for it by the settings, the oldest segments are dropped.
     *
     * @throws IllegalArgumentException where the batch with its header is larger than all that the spool may take
     * @throws IOException where the disk is full or broken: nothing was appended then, nothing that was there is harmed, and
     *     the next call tries again
     */
    public void append(SpooledBatch batch) throws IOException {
        locked(() -> {
            RecordHeader record = RecordHeader.of(batch, position.appended(), clock.millis());
            long needed = SegmentHeader.BYTES + record.size();
            if (needed > Math.min(settings.maxBytes(), Integer.MAX_VALUE)) {
                throw new IllegalArgumentException(
                        "a batch of " + record.length() + " bytes does not fit into " + settings.maxBytes());
            }
            upkeep();
            while (!segments.isEmpty() && segments.bytes() + needed > settings.maxBytes()) {
                dropOldest(Fate.EXPIRED_BY_SIZE);
            }
            if (writer != null && writer.segment.whole + record.size() > settings.segmentBytes()) {
                seal();
            }
            write(record, batch.payload());
            return null;
        });
    }

    /** The oldest batch that was not removed, or nothing where there is none: the same again until it is removed. */
    public Optional<SpooledBatch> peek() throws IOException {
        return locked(() -> {
            upkeep();
            while (head() != null) {
                Optional<byte[]> payload = segments.readPayload(head);
                if (payload.isPresent()) {
                    peeked = head.line();
                    return payload.map(head::with);
                }
                segments.oldest().passed(head);
                head = null;
            }
            return Optional.empty();
        });
    }

    /**
     * Removes the batch that {@link #peek} has returned last.
     *
     * @return false where the batch had to make room since, or became too old: then it is counted as expired
     * @throws IllegalStateException where there is no such batch, since it was removed, or nothing was returned
     */
    public boolean remove() throws IOException {
        return locked(() -> {
            if (peeked == NONE) {
                throw new IllegalStateException("nothing was peeked that was not removed");
            }
            boolean there = head != null && head.line() == peeked;
            if (there) {
                pass(Fate.REMOVED);
            }
            peeked = NONE;
            return there;
        });
    }

    /** Drops what is too old, and forces to the device what is due. To be called about once a second. */
    public void maintain() throws IOException {
        locked(() -> {
            upkeep();
            return null;
        });
    }

    /**
     * Finds out whether there is room again, without keeping anything.
     *
     * @throws IOException where so many bytes could not be appended now
     */
    public void tryRoom(int bytes) throws IOException {
        locked(() -> {
            Path probe = directory.resolve("probe");
            try {
                Files.write(probe, new byte[bytes]);
            } finally {
                Files.deleteIfExists(probe);
            }
            return null;
        });
    }

    /** The spool as the last call has left it. Never waits. */
    public SpoolStatistics statistics() {
        return statistics;
    }

    /** Forces all to the device, unless the settings say never. Does nothing where it was closed before. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try (PositionFile last = positionFile) {
            if (closed) {
                return;
            }
            closed = true;
            segments.closeOldest();
            save(position.passed(position.head(), 0, Fate.REMOVED));
            if (settings.fsync() != Fsync.NEVER) {
                last.force();
            }
            if (writer != null) {
                seal();
            }
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(DiskWork<T> work) throws IOException {
        lock.lock();
        try {
            if (closed) {
                throw new IllegalStateException("the spool is closed");
            }
            return work.run();
        } finally {
            statistics = look();
            lock.unlock();
        }
    }

    @FunctionalInterface
    private interface DiskWork<T> {
        T run() throws IOException;
    }

    private SpoolStatistics look() {
        long lines = segments.lines();
        long bytes = segments.bytes();
        return new SpoolStatistics(
                segments.batches(),
                lines,
                bytes,
                Math.min(1, (double) bytes / settings.maxBytes()),
                position.appended() - position.base(),
                position.removed(),
                position.expiredBySize(),
                position.expiredByAge(),
                position.damaged() + position.appended() - position.head() - lines);
    }

    private void upkeep() throws IOException {
        expire();
        if (settings.fsync() == Fsync.INTERVAL
                && Duration.between(forced, clock.instant()).abs().compareTo(INTERVAL) >= 0) {
            force();
        }
    }

    private void expire() throws IOException {
        long oldest = clock.instant().minus(settings.maxAge()).toEpochMilli();
        while (head() != null && head.time() < oldest) {
            if (segments.oldest().newest < oldest) {
                dropOldest(Fate.EXPIRED_BY_AGE);
            } else {
                pass(Fate.EXPIRED_BY_AGE);
            }
        }
    }

    private void force() throws IOException {
        positionFile.force();
        if (writer != null) {
            try {
                writer.force();
            } catch (IOException e) {
                abandon(e);
                throw e;
            }
        }
        forced = clock.instant();
    }

    /** The oldest record that is left, or null. Segments that have none left are deleted. */
    private RecordHeader head() throws IOException {
        while (head == null && !segments.isEmpty()) {
            Segment oldest = segments.oldest();
            if (oldest.next < oldest.whole) {
                head = segments.readHeader().orElse(null);
                if (head == null) {
                    oldest.allPassed();
                }
            } else if (writer != null && writer.segment == oldest) {
                return null;
            } else {
                dropOldest(Fate.REMOVED);
            }
        }
        return head;
    }

    private void pass(Fate fate) throws IOException {
        save(position.passed(head.end(), head.lines(), fate));
        segments.oldest().passed(head);
        head = null;
    }

    /** First the position, then the file: a file that is missing before its lines were accounted for would be damage. */
    private void dropOldest(Fate fate) throws IOException {
        Segment oldest = segments.oldest();
        if (writer != null && writer.segment == oldest) {
            SegmentWriter dropped = writer;
            writer = null;
            dropped.close();
        }
        save(position.passed(Math.max(oldest.endLine, position.head()), oldest.lines, fate));
        oldest.allPassed();
        head = null;
        segments.deleteOldest();
    }

    private void save(Position next) throws IOException {
        positionFile.write(next);
        if (settings.fsync() == Fsync.EACH_BATCH) {
            positionFile.force();
        }
        position = next;
    }

    private void write(RecordHeader record, byte[] payload) throws IOException {
        if (writer == null) {
            positionFile.reserve();
            writer = segments.begin();
            if (settings.fsync() != Fsync.NEVER) {
                SegmentWriter.forceNames(directory);
            }
        }
        try {
            writer.append(record, payload);
            if (settings.fsync() == Fsync.EACH_BATCH) {
                writer.force();
            }
        } catch (IOException e) {
            abandon(e);
            throw e;
        }
        writer.segment.appended(record);
        position = position.appendedTo(record.end());
    }

    /** After a failure nobody knows what the device has of this file; what comes next goes into another one. */
    private void abandon(IOException cause) {
        try (SegmentWriter failed = writer) {
            writer = null;
            failed.cut();
            if (failed.segment.endLine == 0) {
                segments.deleteNewest();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private void seal() throws IOException {
        try (SegmentWriter full = writer) {
            writer = null;
            if (settings.fsync() != Fsync.NEVER) {
                full.force();
            }
        }
    }
}
