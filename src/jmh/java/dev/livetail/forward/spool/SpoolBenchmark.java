package dev.livetail.forward.spool;

import dev.livetail.event.EventId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Batches of 100 KB a second, into a spool that is full (each eighth of it drops a segment), and through one that is empty.
 * {@code java.io.tmpdir} says on which disk.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SpoolBenchmark {
    @Param({"EACH_BATCH", "INTERVAL", "NEVER"})
    private Fsync fsync;

    private Path directory;
    private SpooledBatch batch;
    private Spool spool;

    @Setup
    public void open() throws IOException {
        byte[] payload = new byte[100_000];
        new Random(1).nextBytes(payload);
        batch = new SpooledBatch(new EventId(1, 1), new EventId(1, 500), 500, payload);
        directory = Files.createTempDirectory("spool");
        spool = Spool.open(
                directory, new SpoolSettings(256 << 20, Duration.ofHours(1), 32 << 20, fsync), InstantSource.system());
    }

    @TearDown
    public void delete() throws IOException {
        spool.close();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Benchmark
    public void append() throws IOException {
        spool.append(batch);
    }

    @Benchmark
    public boolean appendAndRemove() throws IOException {
        spool.append(batch);
        return spool.peek().isPresent() && spool.remove();
    }
}
