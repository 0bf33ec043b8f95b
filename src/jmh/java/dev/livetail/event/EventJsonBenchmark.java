package dev.livetail.event;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A line of 150 characters with four entries of context, as it is stored and streamed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EventJsonBenchmark {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
    private EventId id;
    private LogEvent event;
    private byte[] line;

    @Setup
    public void encodeOne() throws IOException {
        id = new EventId(1_795_253_646_123L, 123_456);
        Map<String, String> mdc = Map.of(
                "request_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e3f",
                "user_id", "alice",
                "run_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e40",
                "operation", "demo");
        event = Events.with("The order was priced. ".repeat(7).substring(0, 150), mdc, null, List.of());
        line = write().toByteArray();
    }

    @Benchmark
    public ByteArrayOutputStream write() throws IOException {
        out.reset();
        EventJson.write(id, event, out);
        return out;
    }

    @Benchmark
    public LogEvent read() throws IOException {
        return EventJson.read(line, 0, line.length, (read, event) -> event);
    }
}
