package dev.livetail.forward.shape;

import dev.livetail.event.EventId;
import dev.livetail.event.Events;
import dev.livetail.journal.JournalEntry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Lines a second that one thread writes, in batches of 1,000: 150 characters each, with four entries of context. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ShapeBenchmark {
    private static final int LINES = 1000;

    @Param({"ndjson", "elastic", "otlp-protobuf"})
    public String name;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    private final List<JournalEntry> entries = new ArrayList<>();
    private Shape shape;

    @Setup
    public void makeEntries() {
        shape = Shapes.named(name, ShapeSettings.of("shop"));
        for (int i = 1; i <= LINES; i++) {
            Map<String, String> mdc = Map.of(
                    "request_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d" + (1000 + i),
                    "user_id", "alice",
                    "run_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e40",
                    "operation", "demo");
            String message = "The order was priced. ".repeat(7).substring(0, 150);
            entries.add(
                    new JournalEntry(new EventId(1_795_253_646_123L, i), Events.with(message, mdc, null, List.of())));
        }
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public ByteArrayOutputStream write() throws IOException {
        out.reset();
        shape.write(entries, out);
        return out;
    }
}
