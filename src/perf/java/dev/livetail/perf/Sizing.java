package dev.livetail.perf;

import java.io.IOException;

/** What so many readers of a run that logs so many lines a second take, each pair on a server of its own. */
final class Sizing {
    private static final int[] READERS = {1, 10, 100, 1000, 5000};
    private static final int[] RATES = {10, 100, 1000};

    /** Readers and server share this machine: beyond this, the readers would be measured. */
    private static final int MOST_DELIVERIES = 150_000;

    private static final int SECONDS = 10;
    private static final int WARM_UP = 20_000;

    private Sizing() {}

    /** What was measured, and whether every reader got every line. */
    record Report(String table, boolean whole) {}

    static Report measure(ServerOptions server, int threads) throws IOException, InterruptedException {
        Table table = new Table("readers", "lines/s", "of one CPU", "resident", "latency p50", "latency p99");
        boolean whole = true;
        for (int readers : READERS) {
            for (int rate : RATES) {
                if (readers * rate <= MOST_DELIVERIES) {
                    FanOut.Result result = measure(server, readers, rate, threads);
                    whole &= result.whole();
                    table.row(
                            Table.count(readers),
                            Table.count(rate),
                            Table.percent(result.serverCpu() / result.totals().seconds()),
                            Table.mebibytes(result.resident()),
                            FanOut.quantile(result, 0.5),
                            FanOut.quantile(result, 0.99));
                }
            }
        }
        return new Report(table.toString(), whole);
    }

    private static FanOut.Result measure(ServerOptions server, int readers, int rate, int threads)
            throws IOException, InterruptedException {
        // Many readers need few lines to warm up what serves them.
        int warmUp = Math.max(rate, WARM_UP / readers);
        FanOut.Plan plan = new FanOut.Plan(readers, rate, rate * SECONDS, LineFormat.TEXT, 0, warmUp, 1, threads);
        return FanOut.measure(server, plan).getFirst();
    }
}
