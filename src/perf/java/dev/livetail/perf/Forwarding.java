package dev.livetail.perf;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;

/** What it costs to forward each line of a run, compressed, to a sink that does nothing but count it. */
final class Forwarding {
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(5);

    private Forwarding() {}

    /** What to measure. */
    record Plan(long lines, int rate) {}

    /**
     * What was measured.
     *
     * @param arrived how many lines the sink has got
     * @param behind how long after the run the last of them came
     * @param cpuSeconds of the server while the run went on and its lines arrived
     * @param without the same with nothing forwarded
     */
    record Result(Plan plan, long arrived, Duration behind, double cpuSeconds, double without, long peakBytes) {
        boolean whole() {
            return arrived >= plan.lines();
        }

        /** Lines that one core could forward in a second. */
        double linesPerSecondOfCpu() {
            return plan.lines() / (cpuSeconds - without);
        }
    }

    static Result measure(ServerOptions options, Plan plan) throws IOException, InterruptedException {
        double without;
        try (Server server = Server.start(options)) {
            without = cpuSeconds(server, plan, null, new long[1]);
        }
        try (Sink sink = new Sink();
                Server server = Server.start(with(options, "livetail.forward.perf.url=" + sink.url()))) {
            long[] behind = new long[1];
            double cpuSeconds = cpuSeconds(server, plan, sink, behind);
            return new Result(
                    plan,
                    sink.lines.get(),
                    Duration.ofNanos(behind[0]),
                    cpuSeconds,
                    without,
                    server.usage().peakBytes());
        }
    }

    private static ServerOptions with(ServerOptions options, String setting) {
        List<String> settings = new ArrayList<>(options.settings());
        settings.add(setting);
        return new ServerOptions(options.executable(), options.heap(), options.runtimeOptions(), settings);
    }

    private static double cpuSeconds(Server server, Plan plan, Sink sink, long[] behind)
            throws IOException, InterruptedException {
        run(server, new Plan(WARM_UP.toSeconds() * plan.rate(), plan.rate()), sink);
        Usage before = server.usage();
        if (sink != null) {
            sink.lines.set(0);
        }
        behind[0] = run(server, plan, sink);
        return server.usage().cpuSeconds() - before.cpuSeconds();
    }

    /** Returns how long after the time that the run takes by itself its last line had arrived. */
    private static long run(Server server, Plan plan, Sink sink) throws IOException, InterruptedException {
        DemoRun run = new DemoRun(plan.lines(), plan.rate(), Duration.ZERO);
        long goal = (sink == null ? 0 : sink.lines.get()) + plan.lines();
        long end = System.nanoTime() + run.expected().toNanos();
        server.startDemo(run);
        Thread.sleep(run.expected());
        while (sink != null && sink.lines.get() < goal && System.nanoTime() - end < LIMIT.toNanos()) {
            LockSupport.parkNanos(POLL.toNanos());
        }
        return System.nanoTime() - end;
    }

    static String table(Result result) {
        return new Table("", Table.count(result.plan().rate()) + " lines/s")
                .row("lines of the run", Table.count(result.plan().lines()))
                .row("arrived", Table.count(result.arrived()))
                .row(
                        "the last of them after the run",
                        Table.millis(result.behind().toNanos()))
                .row("server: CPU", Table.seconds(result.cpuSeconds()))
                .row("server: CPU with nothing forwarded", Table.seconds(result.without()))
                .row("server: lines forwarded for a second of CPU", Table.count((long) result.linesPerSecondOfCpu()))
                .row("server: its peak since the start", Table.mebibytes(result.peakBytes()))
                .toString();
    }

    /** Takes everything, and counts its lines. */
    private static final class Sink implements AutoCloseable {
        private final HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        private final AtomicLong lines = new AtomicLong();

        Sink() throws IOException {
            server.createContext("/", this::take);
            server.setExecutor(Executors.newCachedThreadPool());
            server.start();
        }

        private void take(HttpExchange exchange) throws IOException {
            try (exchange;
                    InputStream body = new GZIPInputStream(exchange.getRequestBody(), 64 * 1024)) {
                byte[] bytes = body.readAllBytes();
                long count = 0;
                for (byte b : bytes) {
                    count += b == '\n' ? 1 : 0;
                }
                exchange.sendResponseHeaders(200, -1);
                lines.addAndGet(count);
            }
        }

        String url() {
            return "http://localhost:" + server.getAddress().getPort() + "/";
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
