package dev.livetail.hub;

import dev.livetail.filter.EventFilter;
import dev.livetail.journal.Journal;
import dev.livetail.journal.JournalEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One view of one journal: what all readers with the same filter and the same encoding get, made once.
 *
 * <p>Readers ask by the sequence that they want next. Those that follow live all stand at the same one, so they all get
 * the same chunk. Chunks end where the journal ends, or else at a multiple of {@link #CHUNK_EVENTS}; so readers that
 * catch up from different places meet at the next such boundary and share from there on. The last chunks are kept, up
 * to a bound that grows with the readers there are to share them, so that a filter of one reader's own costs little; a
 * reader that comes later has the chunk made again.
 *
 * <p>Thread-safe. {@link #ready} never waits; {@link #load} and {@link #cut} read the journal.
 */
final class Feed<T> {
    static final int CHUNK_EVENTS = 256;
    static final int CHUNK_BYTES = 64 * 1024;
    private static final int KEPT_CHUNKS = 256;
    private static final int KEPT_CHUNKS_PER_READER = 2;
    private static final long KEPT_BYTES = 8L * 1024 * 1024;

    private final Journal journal;
    private final EventFilter filter;
    private final StreamEncoder<T> encoder;

    private final AtomicInteger readers = new AtomicInteger();
    private final Map<Long, Chunk<T>> chunks = new ConcurrentHashMap<>();
    private final Deque<Long> ages = new ArrayDeque<>();
    private long keptBytes;

    Feed(Journal journal, EventFilter filter, StreamEncoder<T> encoder) {
        this.journal = journal;
        this.filter = filter;
        this.encoder = encoder;
    }

    void join() {
        readers.incrementAndGet();
    }

    /** Whether there are readers left. */
    boolean leave() {
        return readers.decrementAndGet() > 0;
    }

    /** The chunk for a reader that wants {@code next}, if it is there already; else null. */
    Chunk<T> ready(long next) {
        return chunks.get(next);
    }

    /**
     * The chunk for a reader that wants {@code next}, or null where the journal has none yet. Readers that ask for the
     * same at once wait for the one that makes it.
     */
    synchronized Chunk<T> load(long next) {
        Chunk<T> present = chunks.get(next);
        if (present != null) {
            return present;
        }
        List<JournalEntry> read = journal.read(next, untilBoundary(next), CHUNK_BYTES);
        if (read.isEmpty()) {
            return null;
        }
        Chunk<T> chunk = Chunk.of(read, wanted(read), encoder);
        keep(next, chunk);
        return chunk;
    }

    /**
     * A chunk for a reader with bounds, which nobody shares; null where the journal has none yet.
     *
     * @param behind sequence of the first event that must not be in it
     * @param most how many events may be in it that pass the filter, at least 1
     */
    Chunk<T> cut(long next, long behind, long most) {
        List<JournalEntry> read = journal.read(next, (int) Math.min(untilBoundary(next), behind - next), CHUNK_BYTES);
        if (read.isEmpty()) {
            return null;
        }
        List<JournalEntry> wanted = wanted(read);
        if (wanted.size() <= most) {
            return Chunk.of(read, wanted, encoder);
        }
        List<JournalEntry> some = wanted.subList(0, (int) most);
        long last = some.getLast().sequence();
        return Chunk.of(read.subList(0, (int) (last - read.getFirst().sequence()) + 1), some, encoder);
    }

    private static int untilBoundary(long next) {
        return (int) (CHUNK_EVENTS - (next - 1) % CHUNK_EVENTS);
    }

    private List<JournalEntry> wanted(List<JournalEntry> read) {
        if (filter.matchesAll()) {
            return read;
        }
        List<JournalEntry> wanted = new ArrayList<>();
        for (JournalEntry entry : read) {
            if (filter.matches(entry.event())) {
                wanted.add(entry);
            }
        }
        return wanted;
    }

    private void keep(long next, Chunk<T> chunk) {
        put(next, chunk);
        if (chunk.first() != next && !chunks.containsKey(chunk.first())) {
            // A reader that is told of a gap asks again behind it.
            put(chunk.first(), chunk);
        }
        int most = Math.clamp((long) KEPT_CHUNKS_PER_READER * readers.get(), 2, KEPT_CHUNKS);
        while (ages.size() > most || (keptBytes > KEPT_BYTES && ages.size() > 2)) {
            Chunk<T> oldest = chunks.remove(ages.removeFirst());
            keptBytes -= oldest.weight();
        }
    }

    private void put(long next, Chunk<T> chunk) {
        chunks.put(next, chunk);
        ages.addLast(next);
        keptBytes += chunk.weight();
    }
}
