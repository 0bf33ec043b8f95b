package dev.livetail.perf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The same work for the native executable and for the jar, one after the other, as a table with a column for each. */
final class Comparison {
    /** What is resident is looked at when the start is over. */
    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final int threads;

    /** By how much all numbers are divided, to see in a minute that it works. */
    private final int divisor;

    Comparison(int threads, boolean quick) {
        this.threads = threads;
        this.divisor = quick ? 20 : 1;
    }

    /** One column of the table. */
    private record Measured(
            String name,
            ServerOptions server,
            StartUp.Times ready,
            StartUp.Times firstLine,
            Idle.Result alone,
            Idle.Result held,
            FanOut.Result paced,
            FanOut.Result fullSpeed) {

        boolean whole() {
            return held.whole() && paced.whole() && fullSpeed.whole();
        }
    }

    /** What was measured, and whether every reader got every line. */
    record Report(String table, boolean whole) {}

    Report measure(List<ServerOptions> servers) throws IOException, InterruptedException {
        List<Measured> columns = new ArrayList<>();
        for (ServerOptions server : servers) {
            columns.add(measure(server));
        }
        return new Report(table(columns), columns.stream().allMatch(Measured::whole));
    }

    private Measured measure(ServerOptions server) throws IOException, InterruptedException {
        String name = server.executable().getFileName().toString();
        System.err.println("# " + name);
        int starts = Math.max(1, 20 / divisor);
        return new Measured(
                name,
                server,
                StartUp.ready(server, starts),
                StartUp.firstLine(server, starts),
                Idle.measure(server, new Idle.Plan(0, SETTLED, LineFormat.TEXT, threads)),
                Idle.measure(
                        server,
                        new Idle.Plan(1000 / divisor, Duration.ofSeconds(60 / divisor), LineFormat.TEXT, threads)),
                fanOut(server, 100 / divisor, 1000, 30_000 / divisor),
                fanOut(server, 10, 0, 1_000_000 / divisor));
    }

    private FanOut.Result fanOut(ServerOptions server, int readers, int rate, int lines)
            throws IOException, InterruptedException {
        return FanOut.measure(
                        server,
                        new FanOut.Plan(readers, rate, lines, LineFormat.TEXT, 0, 20_000 / divisor, 10, threads))
                .getFirst();
    }

    private String table(List<Measured> columns) {
        Table table = new Table(row("", columns, Measured::name).toArray(String[]::new));
        row(table, "from exec to ready, median of 20", columns, of -> of.ready().text());
        row(
                table,
                "from exec to the first line of a run, median of 20",
                columns,
                of -> of.firstLine().text());
        row(table, "size of what is deployed", columns, of -> Table.mebibytes(size(of.server())));
        row(
                table,
                "resident, idle",
                columns,
                of -> Table.mebibytes(of.alone().after().residentBytes()));
        row(
                table,
                "resident, 1,000 readers held for 60 s",
                columns,
                of -> Table.mebibytes(of.held().after().residentBytes()));
        row(
                table,
                "1,000 readers held: of one CPU",
                columns,
                of -> Table.percent(of.held().cpuShare()));
        row(
                table,
                "resident, 10 readers have got 1,000,000 lines each",
                columns,
                of -> Table.mebibytes(of.fullSpeed().resident()));
        row(
                table,
                "those 10 million: lines delivered for a second of CPU",
                columns,
                of -> perCpuSecond(of.fullSpeed()));
        row(
                table,
                "those 10 million: lines delivered a second",
                columns,
                of -> Table.count(Math.round(of.fullSpeed().linesPerSecond())));
        row(table, "100 readers, 1,000 lines/s: latency p99", columns, of -> FanOut.quantile(of.paced(), 0.99));
        row(
                table,
                "100 readers, 1,000 lines/s: lines delivered for a second of CPU",
                columns,
                of -> perCpuSecond(of.paced()));
        row(
                table,
                "lost or repeated",
                columns,
                of -> Table.count(lostOrRepeated(of.paced()) + lostOrRepeated(of.fullSpeed())));
        return table + (divisor == 1 ? "" : "\nMeasured with a " + divisor + "th of all numbers: no result.\n");
    }

    private static void row(Table table, String what, List<Measured> columns, Function<Measured, String> cell) {
        table.row(row(what, columns, cell));
    }

    private static List<String> row(String what, List<Measured> columns, Function<Measured, String> cell) {
        return Stream.concat(Stream.of(what), columns.stream().map(cell)).toList();
    }

    private static String perCpuSecond(FanOut.Result result) {
        return Table.count(Math.round(result.totals().received() / result.serverCpu()));
    }

    private static long lostOrRepeated(FanOut.Result result) {
        return result.totals().lost() + result.totals().repeated();
    }

    /** Of the executable, or of the jar with all that lies beside it; a virtual machine comes on top of that. */
    private static long size(ServerOptions server) {
        Path what = server.isJar() ? server.executable().toAbsolutePath().getParent() : server.executable();
        try (Stream<Path> files = Files.walk(what)) {
            return files.mapToLong(
                            file -> file.toFile().isFile() ? file.toFile().length() : 0)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
