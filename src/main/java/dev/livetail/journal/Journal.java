package dev.livetail.journal;

import dev.livetail.event.EventId;
import dev.livetail.event.LogEvent;
import java.util.List;

/**
 * Bounded history of events, numbered from 1 without holes, of which any number of readers read at their own pace.
 *
 * <p>One thread writes ({@link #append}, {@link #flush}, {@link #end}); any thread reads. A reader holds nothing of the
 * journal but a number, so a slow reader pins nothing: what it comes too late for, it finds gone.
 */
public interface Journal {

    /** This incarnation of the journal: the instant it was started, in milliseconds since 1970. */
    long epoch();

    /** Sequence of the oldest event that can still be read; {@code last() + 1} where there is none. */
    long first();

    /** Sequence of the newest event that can be read; 0 where there was none yet. Never decreases. */
    long last();

    /** Whether nothing will be appended any more. Once true, {@link #last} is final: ask this first. */
    boolean ended();

    /** Whether {@link #read} may wait for a disk, and so must be kept off event loops. */
    boolean readsBlock();

    /**
     * Adds an event behind the last one. It can be read after the next {@link #flush} at the latest.
     *
     * @return whether it was kept; a journal that has reached its bounds and drops the newest rather than the oldest,
     *     or that has ended, answers false and counts the event in {@link #refused}
     */
    boolean append(LogEvent event);

    /** Makes all that was appended readable, and tells the listeners if that is anything. */
    void flush();

    /** Flushes; nothing can be appended afterwards. Does nothing the second time. */
    void end();

    /** How many events were not kept. Never decreases. */
    long refused();

    /**
     * Reads events in their order, without holes between them.
     *
     * @param from sequence of the first one wanted, at least 1
     * @param limit how many to read at the most; fewer are read where {@code maxBytes} is reached first
     * @param maxBytes about how many bytes to read at the most, but always one event if there is any
     * @return the events; the first one is later than {@code from} where older ones are gone; empty where there is
     *     none yet
     * @throws JournalException where the disk does not give what it should hold
     */
    List<JournalEntry> read(long from, int limit, int maxBytes);

    /**
     * Has {@code listener} called, on the writing thread, whenever there is more to read or the journal has ended. It
     * must return quickly and must not throw.
     *
     * @return closing it ends the calls
     */
    Registration onChange(Runnable listener);

    /** The id that the event of this sequence has here. */
    default EventId id(long sequence) {
        return new EventId(epoch(), sequence);
    }

    /** Ends what it was returned for; closing it twice does no harm. */
    interface Registration extends AutoCloseable {
        @Override
        void close();
    }
}
