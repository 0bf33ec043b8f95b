package dev.livetail.stream.format;

import dev.livetail.event.Events;
import dev.livetail.event.LogEvent;
import dev.livetail.hub.StreamEncoder;
import dev.livetail.hub.StreamEvent;
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

/** A line of 150 characters with four entries of context in each form; all readers of a form share what it makes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FormatterBenchmark {
    private static final int LINES = 64;

    @Param({"text", "html", "sse", "ndjson"})
    public String form;

    private StreamEncoder<byte[]> formatter;
    private StreamEvent.Logged lines;

    @Setup
    public void log() {
        formatter = switch (form) {
            case "text" -> new TextFormatter();
            case "html" -> new HtmlFormatter();
            case "sse" -> new SseFormatter();
            case "ndjson" -> new NdjsonFormatter();
            default -> throw new IllegalArgumentException(form);
        };
        Map<String, String> mdc = Map.of(
                "request_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e3f",
                "user_id", "alice",
                "run_id", "0193a7c1-7d3e-7b3a-9c9e-7f0b7a1d2e40",
                "operation", "demo");
        List<LogEvent> events = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            events.add(Events.with("The order was priced. ".repeat(7).substring(0, 150), mdc, null, List.of()));
        }
        lines = Sample.logged(events);
    }

    @Benchmark
    @OperationsPerInvocation(LINES)
    public byte[] encode() {
        return formatter.encode(lines);
    }
}
