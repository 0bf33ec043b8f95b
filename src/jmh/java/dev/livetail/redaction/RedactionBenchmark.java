package dev.livetail.redaction;

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
import org.openjdk.jmh.annotations.Warmup;

/** An ordinary line, one with a secret, and lines of a megabyte that are made to take long. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RedactionBenchmark {
    private static final int MEGABYTE = 1 << 20;

    private final Redactor redactor = new Redactor();
    private final String clean = filled(
            "2026-11-21 09:34:06.123 INFO [org.acme.orders] (executor-thread-3) Order 81234 of customer alice was priced:"
                    + " 3 items, total=129.90 EUR, region=eu-west-1, cache hit: true, took 12.4 ms - http://shop:8080/a ",
            200);
    private final String secret = "user=alice password=hunter2 " + clean.substring(28);

    @State(Scope.Thread)
    public static class Hostile {
        /** What is repeated; only the first is harmless. */
        @Param({
            "x",
            "password:\"",
            "password ",
            "token=&",
            "tokens:1 ",
            "eyJ",
            "eyJ.",
            "http://",
            "a://b:",
            "4111 ",
            "4111-",
            "\\",
            "\\\"",
            "[",
            "--p ",
            "-----BEGIN PRIVATE KEY-----\"",
            "cookie:***;",
            "bearer a ",
            "basic ",
            "_:",
            "&"
        })
        String repeated;

        String line;

        @Setup
        public void fill() {
            line = filled(repeated, MEGABYTE);
        }
    }

    private static String filled(String with, int length) {
        return with.repeat(length / with.length() + 1).substring(0, length);
    }

    @Benchmark
    public String clean() {
        return redactor.text(clean);
    }

    @Benchmark
    public String secret() {
        return redactor.text(secret);
    }

    @Benchmark
    public String hostileFields(Hostile hostile) {
        return redactor.form(hostile.line);
    }

    @Benchmark
    public String hostile(Hostile hostile) {
        return redactor.text(hostile.line);
    }
}
