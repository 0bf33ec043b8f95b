package dev.livetail.perf;

import dev.livetail.nginx.Ingress;
import dev.livetail.nginx.Nginx;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Readers that all follow one run while it logs, each of which has to get every line. */
final class FanOut {
    /** Of all readers together. Slower than this, a measurement is given up: it ends, whatever the server does. */
    private static final long SLOWEST_LINES_PER_SECOND = 20_000;

    private static final int WARM_UP_SECONDS = 5;

    private FanOut() {}

    /**
     * What to measure.
     *
     * @param rate lines a second; 0 for as fast as the run can log
     * @param stalled how many further readers never read
     * @param warmUp of how many lines the run is that nobody measures, for the compiler of a virtual machine; 0 for none
     * @param sampleEvery of every how many lines each reader's latency is measured
     */
    record Plan(
            int readers,
            int rate,
            int lines,
            LineFormat format,
            int stalled,
            int warmUp,
            int sampleEvery,
            int threads) {}

    /**
     * What was measured.
     *
     * @param name what was special about it
     * @param serverCpu seconds, from when all readers were there until the last had its end
     * @param resident the most that was seen in that time
     * @param peak the most there was since the server's start
     * @param collected what was resident when garbage had been collected, stalled readers still being there
     */
    record Result(
            Plan plan,
            String name,
            Readers.Totals totals,
            double serverCpu,
            double clientCpu,
            long resident,
            long peak,
            long collected) {

        boolean whole() {
            return totals.whole() == totals.readers() && totals.unreadable() == 0;
        }

        double linesPerSecond() {
            return totals.seconds() == 0 ? 0 : totals.received() / totals.seconds();
        }

        double serverCpuPerMillion() {
            return 1e6 * serverCpu / Math.max(1, totals.received());
        }

        double clientCpuPerMillion() {
            return 1e6 * clientCpu / Math.max(1, totals.received());
        }
    }

    /** Measures once or, with stalled readers, without them and then with them. */
    static List<Result> measure(ServerOptions options, Plan plan) throws IOException, InterruptedException {
        return measure(options, plan, Optional.empty());
    }

    /** The same, and then behind an nginx with these settings, if that is wanted. */
    static List<Result> measure(ServerOptions options, Plan plan, Optional<Ingress> ingress)
            throws IOException, InterruptedException {
        FileLimit.check(plan.readers() + plan.stalled());
        try (Server server = Server.start(options)) {
            if (plan.warmUp() > 0) {
                warmUp(server, plan);
            }
            List<Result> results = new ArrayList<>();
            String readers = plan.readers() + " readers";
            results.add(run(readers, server, server.address(), options, plan, 0));
            if (plan.stalled() > 0) {
                results.add(run(
                        readers + ", and " + plan.stalled() + " that never read",
                        server,
                        server.address(),
                        options,
                        plan,
                        plan.stalled()));
            }
            if (ingress.isPresent()) {
                try (Nginx nginx =
                        Nginx.start(ingress.get(), "", server.address().getPort())) {
                    results.add(run(readers + ", behind nginx", server, nginx.address(), options, plan, 0));
                }
            }
            return results;
        }
    }

    /** As fast as it can for the code that moves many lines at once, then at the rate for that which moves few. */
    private static void warmUp(Server server, Plan plan) throws IOException, InterruptedException {
        System.err.println("warming up");
        stream(server, plan, plan.warmUp(), 0);
        if (plan.rate() > 0) {
            stream(server, plan, Math.min(plan.lines(), WARM_UP_SECONDS * plan.rate()), plan.rate());
        }
    }

    private static void stream(Server server, Plan plan, int lines, int rate) throws IOException, InterruptedException {
        DemoRun demo = new DemoRun(lines, rate, delay(plan.readers()));
        try (Readers readers = readers(server.address(), plan, server.startDemo(demo))) {
            if (!readers.awaitEnd(atMost(plan, demo))) {
                throw new IOException("the warm-up took longer than " + atMost(plan, demo));
            }
        }
    }

    /** @param address where the readers connect */
    private static Result run(
            String name, Server server, InetSocketAddress address, ServerOptions options, Plan plan, int stalledReaders)
            throws IOException, InterruptedException {
        server.collectGarbage(options);
        DemoRun demo = new DemoRun(plan.lines(), plan.rate(), delay(plan.readers() + stalledReaders));
        long firstLine = System.nanoTime() + demo.delay().toNanos();
        String path = server.startDemo(demo);
        try (StalledReaders stalled =
                        new StalledReaders(address, path + "/logs/stream", plan.format(), stalledReaders);
                Readers readers = readers(address, plan, path)) {
            if (!readers.awaitOpen(Duration.ofNanos(firstLine - System.nanoTime()))) {
                throw new IOException("only " + readers.open() + " of " + plan.readers()
                        + " readers were open when the first line was due");
            }
            Usage before = server.usage();
            Usage clientBefore = Usage.ofThisProcess();
            long deadline = System.nanoTime() + atMost(plan, demo).toNanos();
            System.err.println("measuring " + plan.readers() + " readers, and " + stalled.count()
                    + " that never read, for " + demo.expected().toSeconds() + " s or as long as it takes");
            long resident = before.residentBytes();
            while (!readers.awaitEnd(Duration.ofMillis(500)) && System.nanoTime() - deadline < 0) {
                resident = Math.max(resident, server.usage().residentBytes());
            }
            Usage after = server.usage();
            Usage clientAfter = Usage.ofThisProcess();
            Readers.Totals totals = readers.stop(plan.lines());
            server.collectGarbage(options);
            return new Result(
                    plan,
                    name,
                    totals,
                    after.cpuSeconds() - before.cpuSeconds(),
                    clientAfter.cpuSeconds() - clientBefore.cpuSeconds(),
                    Math.max(resident, after.residentBytes()),
                    after.peakBytes(),
                    server.usage().residentBytes());
        }
    }

    private static Readers readers(InetSocketAddress address, Plan plan, String path) throws IOException {
        return new Readers(
                address,
                Collections.nCopies(plan.readers(), path + "/logs/stream"),
                plan.format(),
                plan.sampleEvery(),
                plan.threads());
    }

    /** Long enough that all readers are there before the first line. */
    static Duration delay(int readers) {
        return Duration.ofSeconds(2 + readers / 250);
    }

    private static Duration atMost(Plan plan, DemoRun demo) {
        long lines = plan.readers() * demo.lines();
        return demo.expected().multipliedBy(2).plusSeconds(60 + lines / SLOWEST_LINES_PER_SECOND);
    }

    /** A column for each result. */
    static String table(List<Result> results) {
        Plan plan = results.getFirst().plan();
        Table table = new Table(
                Stream.concat(Stream.of(""), results.stream().map(Result::name)).toArray(String[]::new));
        row(table, "lines logged", results, result -> Table.count(plan.lines()));
        row(
                table,
                "lines delivered",
                results,
                result -> Table.count(result.totals().received()));
        row(table, "lines delivered per second", results, result -> Table.count(Math.round(result.linesPerSecond())));
        row(table, "server: CPU per million lines", results, result -> Table.seconds(result.serverCpuPerMillion()));
        row(table, "server: CPU", results, result -> Table.seconds(result.serverCpu()));
        row(table, "latency p50", results, result -> quantile(result, 0.5));
        row(table, "latency p90", results, result -> quantile(result, 0.9));
        row(table, "latency p99", results, result -> quantile(result, 0.99));
        row(
                table,
                "latency max",
                results,
                result -> Table.millis(result.totals().latency().max()));
        row(
                table,
                "latency samples",
                results,
                result -> Table.count(result.totals().latency().total()));
        row(table, "server: resident memory", results, result -> Table.mebibytes(result.resident()));
        row(table, "server: its peak since the start", results, result -> Table.mebibytes(result.peak()));
        row(table, "server: resident after a collection", results, result -> Table.mebibytes(result.collected()));
        if (plan.stalled() > 0) {
            row(
                    table,
                    "server: resident per stalled reader",
                    results,
                    result -> results.indexOf(result) == 1 ? Table.kibibytes(residentPerStalled(results)) : "");
        }
        row(table, "client: CPU per million lines", results, result -> Table.seconds(result.clientCpuPerMillion()));
        row(table, "lines lost", results, result -> Table.count(result.totals().lost()));
        row(
                table,
                "lines repeated",
                results,
                result -> Table.count(result.totals().repeated()));
        row(
                table,
                "lines of others",
                results,
                result -> Table.count(result.totals().unreadable()));
        row(table, "gaps", results, result -> Table.count(result.totals().gaps()));
        row(table, "heartbeats", results, result -> Table.count(result.totals().heartbeats()));
        row(
                table,
                "readers with all lines and the end",
                results,
                result -> Table.count(result.totals().whole()));
        row(table, "errors", results, result -> errors(result.totals().errors()));
        return table.toString();
    }

    static double residentPerStalled(List<Result> results) {
        return (double) (results.get(1).collected() - results.getFirst().collected())
                / results.get(1).plan().stalled();
    }

    private static void row(Table table, String name, List<Result> results, Function<Result, String> cell) {
        table.row(Stream.concat(Stream.of(name), results.stream().map(cell)).toList());
    }

    static String quantile(Result result, double fraction) {
        return Table.millis(result.totals().latency().quantile(fraction));
    }

    static String errors(Map<String, Integer> errors) {
        return errors.isEmpty()
                ? "none"
                : errors.entrySet().stream()
                        .map(error -> error.getValue() + " times " + error.getKey())
                        .collect(Collectors.joining("; "));
    }
}
