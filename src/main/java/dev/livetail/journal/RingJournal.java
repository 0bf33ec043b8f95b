package dev.livetail.journal;

import dev.livetail.event.LogEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * A journal in memory that keeps the newest events, bounded by their number and by their bytes.
 *
 * <p>One thread writes. It puts an entry into the slot of its sequence, over the oldest one when the ring is full, and
 * then publishes the sequence as {@link #last}. A reader takes the entry from the slot and believes the sequence that
 * the entry itself bears: another one means that the writer has lapped the reader. So readers need no lock, never make
 * the writer wait, and see each entry whole or not at all. What is overwritten becomes garbage at once.
 *
 * <p>Thread-safe for one writer and any number of readers.
 */
public final class RingJournal implements Journal {
    private final long epoch;
    private final int capacity;
    private final long maxBytes;
    private final AtomicReferenceArray<JournalEntry> slots;
    private final Listeners listeners = new Listeners();

    private volatile long first = 1;
    private volatile long last;
    private volatile long bytes;
    private volatile long refused;
    private volatile boolean ended;
    private long toldOf;

    /**
     * @param epoch this incarnation, in milliseconds since 1970
     * @param capacity the most events kept, at least 1
     * @param maxBytes about the most bytes of heap kept, at least 1; the newest event is kept whatever its size
     */
    public RingJournal(long epoch, int capacity, long maxBytes) {
        if (capacity < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "capacity and maxBytes must be at least 1: " + capacity + ", " + maxBytes);
        }
        this.epoch = epoch;
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.slots = new AtomicReferenceArray<>(capacity);
    }

    @Override
    public long epoch() {
        return epoch;
    }

    @Override
    public long first() {
        return first;
    }

    @Override
    public long last() {
        return last;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean readsBlock() {
        return false;
    }

    @Override
    public long refused() {
        return refused;
    }

    public int capacity() {
        return capacity;
    }

    public long maxBytes() {
        return maxBytes;
    }

    /** About how many bytes of heap the events take that are kept now. */
    public long bytes() {
        return bytes;
    }

    // The counters are volatile for their readers; there is one writer, so its read-modify-write loses nothing.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    @Override
    public boolean append(LogEvent event) {
        if (ended) {
            refused++;
            return false;
        }
        long sequence = last + 1;
        long size = bytes + event.estimatedBytes();
        long oldest = first;
        while (oldest < sequence && (sequence - oldest >= capacity || size > maxBytes)) {
            JournalEntry evicted = slots.getAndSet(slot(oldest), null);
            size -= evicted.event().estimatedBytes();
            oldest++;
        }
        first = oldest;
        slots.setRelease(slot(sequence), new JournalEntry(id(sequence), event));
        bytes = size;
        last = sequence;
        return true;
    }

    @Override
    public void flush() {
        if (toldOf != last) {
            toldOf = last;
            listeners.tell();
        }
    }

    @Override
    public void end() {
        if (!ended) {
            ended = true;
            listeners.tell();
        }
    }

    @Override
    public List<JournalEntry> read(long from, int limit, int maxBytes) {
        long newest = last;
        long wanted = Math.max(from, first);
        List<JournalEntry> entries = new ArrayList<>(Math.clamp(newest - wanted + 1, 0, Math.max(0, limit)));
        long size = 0;
        while (wanted <= newest && entries.size() < limit && size < maxBytes) {
            JournalEntry entry = slots.getAcquire(slot(wanted));
            if (entry != null && entry.sequence() == wanted) {
                entries.add(entry);
                size += entry.event().estimatedBytes();
                wanted++;
            } else if (entries.isEmpty()) {
                wanted = Math.max(wanted + 1, first);
            } else {
                // The writer has overtaken this read; what was read is whole, and the next read tells of the rest.
                break;
            }
        }
        return entries;
    }

    @Override
    public Registration onChange(Runnable listener) {
        return listeners.add(listener);
    }

    private int slot(long sequence) {
        return (int) (sequence % capacity);
    }
}
