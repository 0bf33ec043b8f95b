package dev.livetail.journal;

import static java.util.Objects.requireNonNull;

import dev.livetail.event.EventJson;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.event.LogSource;
import dev.livetail.journal.LineIndex.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * The whole log of one run, in a file of one JSON object a line, to be read here, by {@code tail -f} and by {@code jq}.
 *
 * <p>One thread writes. An appended event becomes a line in a buffer; {@link #flush} (or a full buffer) writes the
 * buffer to the file, and only when a line is in the file is its sequence published as {@link #last} and the listeners
 * told. So nobody ever sees a line that is not in the file, and the file is never behind what a reader was given. Any
 * number of threads read. They open the file for each read, find the place by an index of every 256th line, and parse
 * what they need; nothing of the run is held in memory but that index and the newest lines of a run that goes on, which
 * those who follow it live get without touching the disk. The sequence of an event is the number of its line.
 *
 * <p>What cannot be kept is refused, counted, and said in the log itself. Where {@code maxBytes} would be passed, a last
 * line says so and all later events are refused. Where the disk fails, what was not published is taken back out of the
 * file, so that the sequence still has no hole; about once a second it is tried again, and when writing works the number
 * of lost lines stands in the log before the next line. {@link #append}, {@link #flush} and {@link #end} never throw and
 * never log; {@link #failure} says what is wrong.
 *
 * <p><b>What survives.</b> Once published, a line survives the end of this process, however sudden. Once {@link #end}
 * has returned and {@link #failure} is empty, the whole file survives a loss of power. Before that a loss of power may
 * take the newest lines. A partial last line, or bytes that are none, is cut off when the file is next opened; an
 * unreadable line in the middle is replaced, for readers, by a warning that says so, and all others are still served.
 *
 * <p>Thread-safe. The writing methods exclude each other, so a run may be ended by another thread than the one that
 * writes.
 */
public final class FileJournal implements Journal {
    private static final String LOGGER = "dev.livetail.journal";
    private static final int WRITE_THROUGH = 64 * 1024;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PLACES = 16;
    private static final int RECENT = 256;
    private static final int RECENT_EVENT_BYTES = 4096;

    private final Path file;
    private final long epoch;
    private final long maxBytes;
    private final LongSupplier nanoTime;
    private final Listeners listeners = new Listeners();
    private final ReentrantLock writing = new ReentrantLock();

    private volatile boolean loaded;
    private volatile long last;
    private volatile long bytes;
    private volatile long refused;
    private volatile boolean ended;
    private volatile String failure;
    private final LineIndex index = new LineIndex();

    /** Where earlier reads ended, since the next read mostly begins there. Only a hint: any of them may be overwritten. */
    private final AtomicReferenceArray<Place> places = new AtomicReferenceArray<>(PLACES);

    /** The newest entries that are not large, each at its sequence modulo the length; null when nothing is written. */
    private volatile AtomicReferenceArray<JournalEntry> recent;

    // The writer's own, under the lock. What was appended but not published can be taken back.
    private LogFile out;
    private LineBuffer buffer;
    private long written;
    private long appended;
    private long unpublished;
    private boolean full;
    private boolean failing;
    private boolean retrying;
    private long retryAt;
    private long lost;
    private LogEvent lastSeen;

    /**
     * A new journal, for the log of a run that begins. Missing directories are made.
     *
     * @param file the file, which must not exist
     * @param epoch this incarnation, in milliseconds since 1970
     * @param maxBytes how large the file may become, at least 1; a last line that says so may come on top
     * @throws JournalException where the file cannot be made, or exists
     */
    public static FileJournal create(Path file, long epoch, long maxBytes) {
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1: " + maxBytes);
        }
        LogFile out;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.createFile(file);
            out = new LogFile.OnDisk(file);
        } catch (IOException e) {
            throw new JournalException("cannot create " + file + ": " + reason(e), e);
        }
        return new FileJournal(file, epoch, maxBytes, out, System::nanoTime);
    }

    /**
     * The journal of an earlier process, which has ended. The file is not looked at before something of it is asked for:
     * it is then repaired and indexed, once, by the thread that asks, in about a second for a gigabyte. Until that has
     * succeeded {@link #first}, {@link #last}, {@link #bytes} and {@link #read} may wait for the disk, and throw a
     * {@link JournalException} where the file cannot be read. Only for a file that no process writes to any more.
     *
     * @param file the file
     * @param epoch the incarnation it was written in
     */
    public static FileJournal open(Path file, long epoch) {
        return new FileJournal(file, epoch);
    }

    FileJournal(Path file, long epoch, long maxBytes, LogFile out, LongSupplier nanoTime) {
        this.file = requireNonNull(file, "file is null");
        this.epoch = epoch;
        this.maxBytes = maxBytes;
        this.out = requireNonNull(out, "out is null");
        this.nanoTime = requireNonNull(nanoTime, "nanoTime is null");
        this.buffer = new LineBuffer();
        this.recent = new AtomicReferenceArray<>(RECENT);
        this.loaded = true;
    }

    private FileJournal(Path file, long epoch) {
        this.file = requireNonNull(file, "file is null");
        this.epoch = epoch;
        this.maxBytes = Long.MAX_VALUE;
        this.nanoTime = System::nanoTime;
        this.ended = true;
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long first() {
        return 1;
    }

    @Override
    public long last() {
        repair();
        return last;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean readsBlock() {
        return true;
    }

    @Override
    public long refused() {
        return refused;
    }

    /** How many bytes of the file are published: the size of the file while nothing is being written to it. */
    public long bytes() {
        repair();
        return bytes;
    }

    public Path file() {
        return file;
    }

    /** Why the file cannot be written at present, or could not be when the journal ended. */
    public Optional<String> failure() {
        return Optional.ofNullable(failure);
    }

    /**
     * Repairs and indexes the file of an earlier process now, where that was not done yet: for a run that was going when
     * its process died. Does nothing to a journal that this process has created.
     *
     * @throws JournalException where the file cannot be read
     */
    public void repair() {
        if (loaded) {
            return;
        }
        writing.lock();
        try {
            if (!loaded) {
                FileRepair repaired = FileRepair.of(file, index);
                bytes = repaired.bytes();
                last = repaired.lines();
                loaded = true;
            }
        } catch (IOException e) {
            throw new JournalException("cannot read " + file + ": " + reason(e), e);
        } finally {
            writing.unlock();
        }
    }

    @Override
    public boolean append(LogEvent event) {
        writing.lock();
        try {
            if (ended || !writable(event) || full) {
                refuse();
                return false;
            }
            int mark = buffer.size();
            if (!encode(event)) {
                encode(notice("1 line lost: it is too large to be written", event));
                refuse();
                return false;
            }
            if (written + buffer.size() > maxBytes) {
                buffer.cutTo(mark);
                appended--;
                full = true;
                encode(notice(
                        "this log has reached its limit of " + maxBytes + " bytes: what follows is not kept", event));
                refuse();
                return false;
            }
            unpublished++;
            return buffer.size() < WRITE_THROUGH || write();
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void flush() {
        boolean more;
        writing.lock();
        try {
            more = !ended && publish();
        } finally {
            writing.unlock();
        }
        if (more) {
            listeners.tell();
        }
    }

    /**
     * {@inheritDoc} Then waits until the disk has all of it, which may take long: readers have been told by then, and
     * whoever may not wait lets another thread call this.
     */
    @Override
    public void end() {
        LogFile file;
        writing.lock();
        try {
            if (ended) {
                return;
            }
            retryAt = nanoTime.getAsLong();
            publish();
            ended = true;
            file = out;
            out = null;
            buffer = null;
            recent = null;
            lastSeen = null;
        } finally {
            writing.unlock();
        }
        listeners.tell();
        close(file);
    }

    private void close(LogFile out) {
        try (out) {
            out.force();
        } catch (IOException e) {
            failure = reason(e);
        }
        // The file's name, too, has to survive; some systems have no such thing to offer, and need none.
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            return;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock; volatile for those who look
    private void refuse() {
        refused++;
        if (failing && !retrying) {
            lost++;
        }
    }

    /** Whether the disk works as far as is known, or it is time to try whether it does again. */
    private boolean writable(LogEvent event) {
        lastSeen = event;
        if (!failing || retrying) {
            return true;
        }
        if (nanoTime.getAsLong() - retryAt < 0) {
            return false;
        }
        retrying = true;
        if (lost > 0) {
            encode(notice(
                    (lost == 1 ? "1 line" : lost + " lines") + " lost: the log file could not be written (" + failure
                            + ")",
                    event));
        }
        return true;
    }

    /** Adds a line to the buffer, or nothing at all. */
    private boolean encode(LogEvent event) {
        int mark = buffer.size();
        boolean whole = false;
        try {
            EventJson.write(id(appended + 1), event, buffer);
            buffer.write('\n');
            whole = true;
        } catch (IOException e) {
            return false;
        } finally {
            if (!whole) {
                buffer.cutTo(mark);
            }
        }
        if (whole) {
            appended++;
            index.put(appended, written + mark);
            if (event.estimatedBytes() <= RECENT_EVENT_BYTES) {
                // Another one at this place may have been taken back; it was never published, so nobody has seen it.
                recent.setRelease((int) (appended % RECENT), new JournalEntry(id(appended), event));
            }
        }
        return whole;
    }

    /** What the journal itself has to say, in the context of the event that it is about. */
    private static LogEvent notice(String message, LogEvent about) {
        return LogEvent.of(Instant.now(), LogLevel.WARN, LOGGER, message, about.mdc(), about.source());
    }

    /** Writes what is buffered, and publishes what is written; answers whether that is anything. */
    private boolean publish() {
        if (failing && lastSeen != null && !writable(lastSeen)) {
            return false;
        }
        if (!write() || appended == last) {
            return false;
        }
        bytes = written;
        last = appended;
        unpublished = 0;
        if (failing) {
            failing = false;
            retrying = false;
            lost = 0;
            failure = null;
        }
        return true;
    }

    /** Writes what is buffered; where that fails, takes back all that is not published. */
    private boolean write() {
        if (buffer.size() == 0) {
            return true;
        }
        try {
            if (failing && written == bytes) {
                // What an earlier failure may have left, if it could not be taken back then.
                out.truncate(bytes);
            }
            out.write(buffer.array(), buffer.size(), written);
            written += buffer.size();
            buffer.clear();
            return true;
        } catch (IOException e) {
            takeBack(e);
            return false;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // under the lock; volatile for those who look
    private void takeBack(IOException cause) {
        failure = reason(cause);
        failing = true;
        retrying = false;
        retryAt = nanoTime.getAsLong() + RETRY_NANOS;
        refused += unpublished;
        lost += unpublished;
        unpublished = 0;
        full = false;
        appended = last;
        written = bytes;
        buffer.clear();
        try {
            out.truncate(bytes);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public List<JournalEntry> read(long from, int limit, int maxBytes) {
        repair();
        long newest = last;
        long end = bytes;
        if (from < 1) {
            throw new IllegalArgumentException("from must be at least 1: " + from);
        }
        if (from > newest || limit < 1) {
            return List.of();
        }
        long behind = Math.min(newest, from + limit - 1) + 1;
        List<JournalEntry> inMemory = recent(from, behind, maxBytes);
        if (!inMemory.isEmpty()) {
            return inMemory;
        }
        Place begin = placeOf(from);
        Place stop = index.after(behind, newest);
        try (LineReader lines = new LineReader(file, begin.offset(), stop == null ? end : stop.offset())) {
            for (long skipped = begin.sequence(); skipped < from; skipped++) {
                next(lines, skipped);
            }
            return entries(lines, from, behind, maxBytes);
        } catch (IOException e) {
            throw new JournalException("cannot read " + file + ": " + reason(e), e);
        }
    }

    /** The entries from {@code from} on, where memory has all of them; else none. */
    private List<JournalEntry> recent(long from, long behind, int maxBytes) {
        AtomicReferenceArray<JournalEntry> slots = recent;
        if (slots == null || last - from >= RECENT) {
            return List.of();
        }
        List<JournalEntry> entries = new ArrayList<>((int) (behind - from));
        long size = 0;
        for (long sequence = from; sequence < behind; sequence++) {
            JournalEntry entry = slots.getAcquire((int) (sequence % RECENT));
            if (entry == null || entry.sequence() != sequence) {
                return List.of();
            }
            size += entry.event().estimatedBytes();
            if (size > maxBytes && !entries.isEmpty()) {
                break;
            }
            entries.add(entry);
        }
        return entries;
    }

    private List<JournalEntry> entries(LineReader lines, long from, long behind, int maxBytes) throws IOException {
        List<JournalEntry> entries = new ArrayList<>((int) Math.min(behind - from, 1024));
        long sequence = from;
        long size = 0;
        while (sequence < behind) {
            long offset = next(lines, sequence);
            size += lines.length();
            if (size > maxBytes && !entries.isEmpty()) {
                remember(sequence, offset);
                return entries;
            }
            entries.add(parse(lines, sequence, entries));
            sequence++;
        }
        remember(sequence, lines.nextOffset());
        return entries;
    }

    private static long next(LineReader lines, long sequence) throws IOException {
        if (!lines.next()) {
            throw new IOException("it has no line " + sequence);
        }
        return lines.offset();
    }

    private JournalEntry parse(LineReader lines, long sequence, List<JournalEntry> before) {
        LogEvent event;
        try {
            event = EventJson.read(lines.bytes(), lines.start(), lines.length(), (ignored, read) -> read);
        } catch (IOException e) {
            event = unreadable(sequence, before);
        }
        return new JournalEntry(id(sequence), event);
    }

    /**
     * Stands for a line that the disk has spoilt. What is there instead is not shown: it may be anything. Its time is
     * that of the line before it, so that times are still in order.
     */
    private LogEvent unreadable(long sequence, List<JournalEntry> before) {
        LogEvent neighbour = null;
        if (!before.isEmpty()) {
            neighbour = before.getLast().event();
        } else if (sequence > 1) {
            neighbour = read(sequence - 1, 1, 1).getFirst().event();
        }
        String message = "line " + sequence + " of " + file.getFileName() + " cannot be read: the file is damaged";
        return LogEvent.of(
                neighbour == null ? Instant.ofEpochMilli(epoch) : neighbour.timestamp(),
                LogLevel.WARN,
                LOGGER,
                message,
                Map.of(),
                neighbour == null ? new LogSource("", "", 0) : neighbour.source());
    }

    private Place placeOf(long sequence) {
        Place place = places.get((int) (sequence % PLACES));
        return place != null && place.sequence() == sequence ? place : index.before(sequence);
    }

    private void remember(long sequence, long offset) {
        places.set((int) (sequence % PLACES), new Place(sequence, offset));
    }

    @Override
    public Registration onChange(Runnable listener) {
        return listeners.add(listener);
    }

    private static String reason(IOException e) {
        // The message of some is but the name of the file.
        boolean isSilent = e.getMessage() == null || (e instanceof FileSystemException f && f.getReason() == null);
        return isSilent ? e.getClass().getSimpleName() : e.getMessage();
    }
}
