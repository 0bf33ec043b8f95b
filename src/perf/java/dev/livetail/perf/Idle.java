package dev.livetail.perf;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Readers that are only there: half of them on the service's own log, half on a run that has nothing to say yet. */
final class Idle {
    private Idle() {}

    /** What to measure. */
    record Plan(int readers, Duration hold, LineFormat format, int threads) {}

    /**
     * What was measured.
     *
     * @param opening how long it took until all readers were there
     * @param stillOpen how many were there at the end
     * @param cpuSeconds of the server, while they were there
     */
    record Result(
            Plan plan,
            Duration opening,
            int stillOpen,
            long heartbeats,
            Usage before,
            Usage after,
            double cpuSeconds,
            long collected,
            Map<String, Integer> errors) {

        boolean whole() {
            return stillOpen == plan.readers();
        }

        double bytesPerReader() {
            return (double) (collected - before.residentBytes()) / plan.readers();
        }

        double cpuShare() {
            return cpuSeconds / plan.hold().toSeconds();
        }
    }

    static Result measure(ServerOptions options, Plan plan) throws IOException, InterruptedException {
        FileLimit.check(plan.readers());
        try (Server server = Server.start(options)) {
            server.collectGarbage(options);
            Usage before = server.usage();
            Duration opening = FanOut.delay(plan.readers()).multipliedBy(2);
            String run =
                    server.startDemo(new DemoRun(1, 0, opening.plus(plan.hold()).plusSeconds(60)));
            long start = System.nanoTime();
            try (Readers readers =
                    new Readers(server.address(), paths(plan.readers(), run), plan.format(), 1, plan.threads())) {
                if (!readers.awaitOpen(opening)) {
                    throw new IOException("only " + readers.open() + " of " + plan.readers()
                            + " readers were open after " + opening.toSeconds() + " s");
                }
                Duration opened = Duration.ofNanos(System.nanoTime() - start);
                Usage atStart = server.usage();
                System.err.println("holding " + readers.open() + " readers for "
                        + plan.hold().toSeconds() + " s");
                readers.awaitEnd(plan.hold());
                int stillOpen = readers.open();
                Usage after = server.usage();
                server.collectGarbage(options);
                long collected = server.usage().residentBytes();
                server.cancel(run);
                Readers.Totals totals = readers.stop(0);
                return new Result(
                        plan,
                        opened,
                        stillOpen,
                        totals.heartbeats(),
                        before,
                        after,
                        after.cpuSeconds() - atStart.cpuSeconds(),
                        collected,
                        totals.errors());
            }
        }
    }

    private static List<String> paths(int readers, String run) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < readers; i++) {
            paths.add(i % 2 == 0 ? "/logs/stream" : run + "/logs/stream");
        }
        return paths;
    }

    static String table(Result result) {
        return new Table("", Table.count(result.plan().readers()) + " readers")
                .row("time to open all", Table.seconds(result.opening().toMillis() / 1000.0))
                .row("held for", Table.seconds(result.plan().hold().toMillis() / 1000.0))
                .row("still open then", Table.count(result.stillOpen()))
                .row("heartbeats", Table.count(result.heartbeats()))
                .row("server: resident before", Table.mebibytes(result.before().residentBytes()))
                .row("server: resident memory", Table.mebibytes(result.after().residentBytes()))
                .row(
                        "server: its peak since the start",
                        Table.mebibytes(result.after().peakBytes()))
                .row("server: resident after a collection", Table.mebibytes(result.collected()))
                .row("server: resident per reader", Table.kibibytes(result.bytesPerReader()))
                .row("server: CPU while held", Table.seconds(result.cpuSeconds()))
                .row("server: of one CPU", Table.percent(result.cpuShare()))
                .row("errors", FanOut.errors(result.errors()))
                .toString();
    }
}
