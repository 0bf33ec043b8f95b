package dev.livetail.journal;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a line costs to keep, and to read again in order; the message has 150 characters, the context four entries. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class JournalBenchmark {
    private static final int BATCH = 64;
    private static final int HISTORY = 50_000;
    private static final int SLICE = 256;

    @Param({"ring", "file"})
    private String kind;

    private Path directory;
    private LogEvent event;
    private Journal history;
    private Journal written;
    private long next = 1;

    @Setup
    public void writeHistory() throws IOException {
        directory = Files.createTempDirectory("journal");
        Map<String, String> mdc = Map.of(
                "request_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e3f",
                "user_id", "alice",
                "run_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e40",
                "operation", "demo");
        event = Events.with("The order was priced. ".repeat(7).substring(0, 150), mdc, null, List.of());
        history = journal("history");
        for (int n = 0; n < HISTORY; n++) {
            history.append(event);
        }
        history.end();
    }

    /** A new one for each iteration, so that the file stays smaller than the memory that caches it. */
    @Setup(Level.Iteration)
    public void begin() {
        written = journal("written");
    }

    @TearDown(Level.Iteration)
    public void discard() throws IOException {
        written.end();
        Files.deleteIfExists(directory.resolve("written"));
    }

    @TearDown
    public void discardHistory() throws IOException {
        Files.deleteIfExists(directory.resolve("history"));
        Files.delete(directory);
    }

    private Journal journal(String name) {
        return kind.equals("ring")
                ? new RingJournal(1, 65_536, 64 << 20)
                : FileJournal.create(directory.resolve(name), 1, Long.MAX_VALUE);
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void append() {
        for (int i = 0; i < BATCH; i++) {
            written.append(event);
        }
        written.flush();
    }

    /** A reader far behind, in slices as the hub reads them. */
    @Benchmark
    @OperationsPerInvocation(SLICE)
    public List<JournalEntry> drain() {
        List<JournalEntry> slice = history.read(next, SLICE, Integer.MAX_VALUE);
        next += SLICE;
        if (next + SLICE > HISTORY) {
            next = 1;
        }
        return slice;
    }
}
