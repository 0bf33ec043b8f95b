package dev.livetail.perf;

/**
 * Counts of durations, exact to one part in 64, in constant memory: what has to be sorted at the end would be garbage to
 * collect in the middle of the measurement. Used by one thread at a time.
 */
final class Histogram {
    private static final int PRECISION_BITS = 6;
    private static final int PRECISION = 1 << PRECISION_BITS;

    private final long[] counts = new long[(Long.SIZE - PRECISION_BITS) * PRECISION];
    private long total;
    private long max;

    /** Takes one duration. A negative one, from a wall clock that was set back, counts as none at all. */
    void record(long nanos) {
        long value = Math.max(0, nanos);
        counts[slot(value)]++;
        total++;
        max = Math.max(max, value);
    }

    void add(Histogram other) {
        for (int slot = 0; slot < counts.length; slot++) {
            counts[slot] += other.counts[slot];
        }
        total += other.total;
        max = Math.max(max, other.max);
    }

    long total() {
        return total;
    }

    long max() {
        return max;
    }

    /** The duration that the given fraction of all is not above. */
    long quantile(double fraction) {
        long rank = Math.max(1, (long) Math.ceil(fraction * total));
        long seen = 0;
        for (int slot = 0; slot < counts.length; slot++) {
            seen += counts[slot];
            if (seen >= rank) {
                return Math.min(max, upperEnd(slot));
            }
        }
        return max;
    }

    private static int slot(long value) {
        if (value < PRECISION) {
            return (int) value;
        }
        int shift = Long.SIZE - 1 - PRECISION_BITS - Long.numberOfLeadingZeros(value);
        return (shift + 1) * PRECISION + (int) (value >>> shift) - PRECISION;
    }

    private static long upperEnd(int slot) {
        if (slot < PRECISION) {
            return slot;
        }
        int shift = slot / PRECISION - 1;
        return ((long) (slot % PRECISION + PRECISION + 1) << shift) - 1;
    }
}
