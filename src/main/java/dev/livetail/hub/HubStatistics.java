package dev.livetail.hub;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The books of a hub: for its readers together, {@code sent + filtered + skipped} is what their positions have passed.
 * Thread-safe.
 */
public final class HubStatistics {
    final AtomicInteger readers = new AtomicInteger();
    final LongAdder opened = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder filtered = new LongAdder();
    final LongAdder skipped = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder heartbeats = new LongAdder();
    final LongAdder passed = new LongAdder();

    /** Readers now. */
    public int readers() {
        return readers.get();
    }

    /** Streams opened so far. */
    public long opened() {
        return opened.sum();
    }

    /** Streams refused because there were too many. */
    public long refused() {
        return refused.sum();
    }

    /** Lines sent, counted for each reader. */
    public long sent() {
        return sent.sum();
    }

    /** Lines that a reader's filter kept from it. */
    public long filtered() {
        return filtered.sum();
    }

    /** Lines that were gone before their reader came for them; each was told in a gap. */
    public long skipped() {
        return skipped.sum();
    }

    /** Gaps told. */
    public long gaps() {
        return gaps.sum();
    }

    public long heartbeats() {
        return heartbeats.sum();
    }

    /** Events that readers' positions have moved past, found from the positions and not from the other counts. */
    public long passed() {
        return passed.sum();
    }
}
