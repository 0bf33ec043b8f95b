package dev.livetail.perf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;

/** All readers of one measurement, on a few threads. Used by the thread that measures. */
final class Readers implements AutoCloseable {
    private final List<Reader> all = new ArrayList<>();
    private final List<ReaderLoop> loops = new ArrayList<>();
    private final List<Histogram> latencies = new ArrayList<>();

    /**
     * Begins to open as many connections as there are paths.
     *
     * @param sampleEvery of every how many lines the latency is measured
     */
    Readers(InetSocketAddress server, List<String> paths, LineFormat format, int sampleEvery, int threads)
            throws IOException {
        int loopCount = Math.min(threads, paths.size());
        for (int loop = 0; loop < loopCount; loop++) {
            Histogram latency = new Histogram();
            List<Reader> readers = new ArrayList<>();
            for (int i = loop; i < paths.size(); i += loopCount) {
                readers.add(new Reader(server, paths.get(i), format, new LineCheck(format, sampleEvery, latency)));
            }
            all.addAll(readers);
            latencies.add(latency);
            loops.add(new ReaderLoop(server, readers, "readers-" + loop));
        }
        loops.forEach(ReaderLoop::start);
    }

    /** Waits until all are open or have failed; false if it took too long. */
    boolean awaitOpen(Duration atMost) throws InterruptedException {
        return await(atMost, () -> sum(ReaderLoop::opened) + sum(ReaderLoop::refused) >= all.size());
    }

    /** Waits until all streams have ended; false if it took too long. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return await(atMost, () -> loops.stream().noneMatch(ReaderLoop::isAlive));
    }

    private static boolean await(Duration atMost, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(5);
        }
        return true;
    }

    /** How many streams are open now. */
    int open() {
        return sum(ReaderLoop::opened) - sum(ReaderLoop::closed);
    }

    private int sum(ToIntFunction<ReaderLoop> count) {
        return loops.stream().mapToInt(count).sum();
    }

    /** Ends all and adds up what they got of a run with so many lines. */
    Totals stop(long lines) throws InterruptedException {
        for (ReaderLoop loop : loops) {
            loop.stop();
        }
        Histogram latency = new Histogram();
        latencies.forEach(latency::add);
        Totals totals = new Totals(latency);
        all.forEach(reader -> totals.add(reader, lines));
        return totals;
    }

    @Override
    public void close() {
        try {
            for (ReaderLoop loop : loops) {
                loop.stop();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What all readers got. */
    static final class Totals {
        private final Histogram latency;
        private final Map<String, Integer> errors = new TreeMap<>();
        private long readers;
        private long whole;
        private long received;
        private long lost;
        private long repeated;
        private long unreadable;
        private long gaps;
        private long heartbeats;
        private long firstLineAt = Long.MAX_VALUE;
        private long lastLineAt;

        private Totals(Histogram latency) {
            this.latency = latency;
        }

        private void add(Reader reader, long lines) {
            LineCheck check = reader.check();
            long missing = check.lost(lines);
            long twice = check.repeated(lines);
            readers++;
            received += check.received();
            lost += missing;
            repeated += twice;
            unreadable += check.unreadable();
            gaps += check.gaps();
            heartbeats += check.heartbeats();
            if (reader.firstLineAt() != 0) {
                firstLineAt = Math.min(firstLineAt, reader.firstLineAt());
                lastLineAt = Math.max(lastLineAt, reader.lastLineAt());
            }
            if (reader.error() != null) {
                errors.merge(reader.error(), 1, Integer::sum);
            } else if (missing == 0 && twice == 0 && check.succeeded() && reader.ended()) {
                whole++;
            }
        }

        long readers() {
            return readers;
        }

        /** How many readers got every line once and in order, and were told at the end that the run succeeded. */
        long whole() {
            return whole;
        }

        long received() {
            return received;
        }

        long lost() {
            return lost;
        }

        long repeated() {
            return repeated;
        }

        long unreadable() {
            return unreadable;
        }

        long gaps() {
            return gaps;
        }

        long heartbeats() {
            return heartbeats;
        }

        /** Each error, and how many readers had it. */
        Map<String, Integer> errors() {
            return errors;
        }

        Histogram latency() {
            return latency;
        }

        /** From the first line that any reader got to the last. */
        double seconds() {
            return received == 0 ? 0 : (lastLineAt - firstLineAt) / 1e9;
        }
    }
}
