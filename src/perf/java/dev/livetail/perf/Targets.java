package dev.livetail.perf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** What the service promises to reach, measured one after the other, as a page of documentation can show it. */
final class Targets {
    private static final int WARM_UP = 20_000;

    /** At full speed that many lines are over before the code that sends them has been compiled. */
    private static final int FAST_WARM_UP = 400_000;

    private static final int SAMPLE_EVERY = 10;

    private final ServerOptions server;
    private final int threads;

    /** By how much all numbers are divided, to see in a minute that it works. */
    private final int divisor;

    private final Table table = new Table("what", "asked for", "measured", "met", "command");
    private boolean whole = true;

    Targets(ServerOptions server, int threads, boolean quick) {
        this.server = server;
        this.threads = threads;
        this.divisor = quick ? 20 : 1;
    }

    /** Whether nothing was lost, repeated or cut. That a figure is missed is not a failure of the measurement. */
    boolean whole() {
        return whole;
    }

    String measure() throws InterruptedException, IOException {
        attempt("latency", this::oneReader);
        attempt("paced", this::paced);
        attempt("full speed", this::fullSpeed);
        attempt("long run", this::longRun);
        attempt("idle", this::idle);
        attempt("stalled", this::stalled);
        return machine() + "\n" + table
                + "\nWhat a log call costs its caller, the benchmarks tell: `./mvnw -Pjmh test`.\n"
                + (divisor == 1 ? "" : "\nMeasured with a " + divisor + "th of all numbers: no result.\n");
    }

    /** Half an hour of measurements is not thrown away because one of them could not be made. */
    private void attempt(String name, Measurement measurement) throws InterruptedException {
        System.err.println("# " + name);
        try {
            measurement.run();
        } catch (IOException e) {
            System.err.println(e.getMessage());
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            row(name, "", "could not be measured: " + reason, false, "all");
            whole = false;
        }
    }

    private interface Measurement {
        void run() throws IOException, InterruptedException;
    }

    private void oneReader() throws IOException, InterruptedException {
        FanOut.Result result = fanOut(server, 1, 1000, 30_000 / divisor, WARM_UP / divisor, 1);
        latency("1 reader, 1,000 lines/s", result, 10, "latency");
    }

    private void paced() throws IOException, InterruptedException {
        int readers = 100 / divisor;
        FanOut.Result result = fanOut(server, readers, 1000, 60_000 / divisor, WARM_UP / divisor, SAMPLE_EVERY);
        String what = readers + " readers, 1,000 lines/s";
        String command = "fan-out --readers " + readers + " --rate 1000 --lines "
                + result.plan().lines();
        latency(what, result, 50, command);
        whole(what, result, command);
        cpu(what, result, 2.0, command);
    }

    private void fullSpeed() throws IOException, InterruptedException {
        int readers = 100 / divisor;
        FanOut.Result result = fanOut(server, readers, 0, 400_000 / divisor, FAST_WARM_UP / divisor, SAMPLE_EVERY);
        String what = readers + " readers, full speed";
        String command = "fan-out --readers " + readers + " --full-speed --lines "
                + result.plan().lines() + " --warm-up " + FAST_WARM_UP / divisor;
        whole(what, result, command);
        cpu(what, result, 0.5, command);
    }

    private void longRun() throws IOException, InterruptedException {
        FanOut.Result result =
                fanOut(server.withHeap("256m"), 10, 0, 1_000_000 / divisor, WARM_UP / divisor, SAMPLE_EVERY);
        long lines = result.plan().lines();
        whole(
                "10 readers, a run of " + Table.count(lines) + " lines, full speed, heap 256 MiB",
                result,
                "fan-out --readers 10 --full-speed --lines " + lines + " --heap 256m");
    }

    private void idle() throws IOException, InterruptedException {
        Idle.Plan plan =
                new Idle.Plan(5000 / divisor, Duration.ofSeconds(divisor == 1 ? 60 : 5), LineFormat.TEXT, threads);
        Idle.Result result = Idle.measure(server, plan);
        whole &= result.whole();
        row(
                Table.count(plan.readers()) + " readers held open for "
                        + plan.hold().toSeconds() + " s: resident memory",
                "1 GiB at the most",
                Table.mebibytes(result.after().peakBytes()) + ", " + Table.kibibytes(result.bytesPerReader())
                        + " a reader, " + Table.percent(result.cpuShare()) + " of a CPU"
                        + (result.whole() ? "" : ", only " + result.stillOpen() + " still open"),
                result.whole() && result.after().peakBytes() <= 1L << 30,
                "idle --readers " + plan.readers() + " --seconds " + plan.hold().toSeconds());
    }

    private void stalled() throws IOException, InterruptedException {
        int readers = 100 / divisor;
        int stalled = 200 / divisor;
        FanOut.Plan plan = new FanOut.Plan(
                readers, 1000, 40_000 / divisor, LineFormat.TEXT, stalled, WARM_UP / divisor, SAMPLE_EVERY, threads);
        List<FanOut.Result> results = FanOut.measure(server.withHeap("256m"), plan);
        boolean met = results.stream().allMatch(FanOut.Result::whole);
        whole &= met;
        row(
                readers + " readers, 1,000 lines/s, and " + stalled + " that never read",
                "disturb nobody, bounded memory",
                "p99 " + FanOut.quantile(results.getFirst(), 0.99) + " without them, "
                        + FanOut.quantile(results.getLast(), 0.99) + " with them; "
                        + Table.kibibytes(FanOut.residentPerStalled(results)) + " each",
                met,
                "fan-out --readers " + readers + " --rate 1000 --lines " + plan.lines() + " --stalled " + stalled
                        + " --heap 256m");
    }

    private FanOut.Result fanOut(ServerOptions options, int readers, int rate, int lines, int warmUp, int sampleEvery)
            throws IOException, InterruptedException {
        FanOut.Result result = FanOut.measure(
                        options,
                        new FanOut.Plan(readers, rate, lines, LineFormat.TEXT, 0, warmUp, sampleEvery, threads))
                .getFirst();
        System.err.println(FanOut.table(List.of(result)));
        return result;
    }

    private void latency(String what, FanOut.Result result, int millis, String command) {
        Histogram latency = result.totals().latency();
        row(
                what + ": latency p99",
                "under " + millis + " ms",
                FanOut.quantile(result, 0.99) + " (p50 " + FanOut.quantile(result, 0.5) + ", max "
                        + Table.millis(latency.max()) + ")",
                latency.total() > 0 && latency.quantile(0.99) < millis * 1_000_000L,
                command);
    }

    private void cpu(String what, FanOut.Result result, double seconds, String command) {
        row(
                what + ": CPU of the server for a million delivered lines",
                Table.seconds(seconds) + " at the most",
                Table.seconds(result.serverCpuPerMillion()) + ", " + Table.count(Math.round(result.linesPerSecond()))
                        + " lines/s delivered",
                result.serverCpuPerMillion() <= seconds,
                command);
    }

    private void whole(String what, FanOut.Result result, String command) {
        row(
                what + ": every line, in order, once",
                "all",
                Table.count(result.totals().received()) + " lines, "
                        + Table.count(result.totals().lost()) + " lost, "
                        + Table.count(result.totals().repeated()) + " repeated, "
                        + Table.mebibytes(result.peak()) + " resident",
                result.whole(),
                command);
        whole &= result.whole();
    }

    private void row(String what, String asked, String measured, boolean met, String command) {
        table.row(what, asked, measured, met ? "yes" : "no", "`src/perf/run " + command + "`");
    }

    private String machine() throws IOException {
        String processor = proc("cpuinfo", "model name").orElse(System.getProperty("os.arch"));
        String memory = proc("meminfo", "MemTotal").orElse("memory unknown");
        String runtime = server.isJar()
                ? System.getProperty("java.vm.name") + " " + System.getProperty("java.version")
                : "native executable";
        return LocalDate.now(ZoneOffset.UTC) + ", " + Runtime.getRuntime().availableProcessors() + " CPUs (" + processor
                + "), " + memory + ", " + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + runtime + ". Readers and server are on the same machine.\n";
    }

    private static Optional<String> proc(String file, String key) throws IOException {
        return Files.readAllLines(Path.of("/proc", file)).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
