package dev.livetail.perf;

import dev.livetail.nginx.Ingress;
import dev.livetail.nginx.Nginx;
import dev.livetail.perf.Options.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Measures the packaged service from outside, as its readers see it. See {@code src/perf/run}. */
final class Main {
    private static final String USAGE = """
            Usage: src/perf/run COMMAND [OPTIONS], after ./mvnw package

            fan-out   readers that follow one run while it logs, each of which must get every line in order
              --readers N      how many (100)
              --rate N         lines a second (1000)
              --full-speed     as fast as the run can log
              --lines N        lines of the run (60000)
              --format F       text, ndjson, sse or html (text)
              --stalled N      measure again with N more readers that never read (0)
              --warm-up N      lines of a run before it that is not measured; 0 for none (20000)
              --sample N       measure the latency of every Nth line (10)
              --nginx          measure again through an nginx with the settings of our Ingress
            latency   the same with 1 reader, 30000 lines and --sample 1
            idle      (or fan-out --idle) readers that are only held open, on /logs/stream and on a run
              --readers N      how many (5000)
              --seconds N      how long (60)
              --format F       as above
            forward   what it costs to forward a run's lines to a sink over HTTP
              --rate N         lines a second (50000)
              --lines N        lines of the run (1000000)
            all       what the service promises to reach, as a table in Markdown
              --quick          with a 20th of all numbers, to see that it works
            sizing    what readers and lines take of memory and CPU, as a table (10 minutes)
            native    the native executable beside the jar, after ./mvnw package and ./mvnw package -Dnative
              --native PATH    the native executable (target/livetail-*-runner); repeatable
              --quick          as above

            For each of them:
              --server PATH    the jar or the native executable (target/quarkus-app/quarkus-run.jar)
              --heap SIZE      the most heap of the server, as 512m
              --jvm OPTION     an option for the server's virtual machine; repeatable
              --set KEY=VALUE  configuration of the server; repeatable
              --threads N      threads of the readers (2)

            Ends with 1 if a line was lost or repeated or a stream was cut, with 2 if it could not measure.""";

    private static final Set<String> NAMES = Set.of(
            "readers", "rate", "lines", "format", "stalled", "warm-up", "sample", "seconds", "server", "heap", "jvm",
            "set", "threads", "native");
    private static final Set<String> FLAGS = Set.of("full-speed", "idle", "quick", "nginx");
    private static final int FAILED = 2;

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        System.exit(exitCode(Arrays.asList(arguments)));
    }

    private static int exitCode(List<String> arguments) throws InterruptedException {
        if (arguments.isEmpty() || arguments.contains("--help")) {
            System.out.println(USAGE);
            return arguments.isEmpty() ? FAILED : 0;
        }
        try {
            Options options = new Options(arguments.subList(1, arguments.size()), NAMES, FLAGS);
            return measure(arguments.getFirst(), options) ? 0 : 1;
        } catch (UsageException e) {
            System.err.println("src/perf/run: " + e.getMessage());
        } catch (IOException e) {
            System.err.println("src/perf/run: " + (e.getMessage() == null ? e : e.getMessage()));
        }
        return FAILED;
    }

    private static boolean measure(String command, Options options) throws IOException, InterruptedException {
        return switch (command) {
            case "fan-out" -> options.has("idle") ? idle(options) : fanOut(options, 100, 60_000, 10);
            case "latency" -> fanOut(options, 1, 30_000, 1);
            case "idle" -> idle(options);
            case "forward" -> forward(options);
            case "all" -> {
                Targets targets = new Targets(server(options), threads(options), options.has("quick"));
                System.out.print(targets.measure());
                yield targets.whole();
            }
            case "sizing" -> {
                Sizing.Report report = Sizing.measure(server(options), threads(options));
                System.out.print(report.table());
                yield report.whole();
            }
            case "native" -> {
                Comparison.Report report =
                        new Comparison(threads(options), options.has("quick")).measure(compared(options));
                System.out.print(report.table());
                yield report.whole();
            }
            default -> throw new UsageException("unknown command " + command + "; --help lists them");
        };
    }

    private static boolean fanOut(Options options, int readers, int lines, int sampleEvery)
            throws IOException, InterruptedException {
        FanOut.Plan plan = new FanOut.Plan(
                options.number("readers", readers, 1, 50_000),
                options.has("full-speed") ? 0 : options.number("rate", 1000, 1, 1_000_000),
                options.number("lines", lines, 1, 10_000_000),
                options.format(),
                options.number("stalled", 0, 0, 50_000),
                options.number("warm-up", 20_000, 0, 10_000_000),
                options.number("sample", sampleEvery, 1, 10_000_000),
                threads(options));
        Optional<Ingress> ingress = options.has("nginx") ? Optional.of(ingress()) : Optional.empty();
        List<FanOut.Result> results = FanOut.measure(server(options), plan, ingress);
        System.out.print(FanOut.table(results));
        boolean whole = results.stream().allMatch(FanOut.Result::whole);
        if (!whole) {
            System.err.println("src/perf/run: not every reader got every line once, in order, and the end of a run"
                    + " that succeeded");
        }
        return whole;
    }

    private static boolean idle(Options options) throws IOException, InterruptedException {
        Idle.Plan plan = new Idle.Plan(
                options.number("readers", 5000, 1, 50_000),
                Duration.ofSeconds(options.number("seconds", 60, 1, 3000)),
                options.format(),
                threads(options));
        Idle.Result result = Idle.measure(server(options), plan);
        System.out.print(Idle.table(result));
        return result.whole();
    }

    private static boolean forward(Options options) throws IOException, InterruptedException {
        Forwarding.Plan plan = new Forwarding.Plan(
                options.number("lines", 1_000_000, 1, 10_000_000), options.number("rate", 50_000, 1, 1_000_000));
        Forwarding.Result result = Forwarding.measure(server(options), plan);
        System.out.print(Forwarding.table(result));
        return result.whole();
    }

    private static Ingress ingress() throws IOException {
        if (Nginx.executable().isEmpty()) {
            throw new UsageException("--nginx needs nginx: install it first");
        }
        return Ingress.read(Path.of(System.getProperty("perf.ingress", "")));
    }

    private static int threads(Options options) {
        return options.number("threads", 2, 1, 64);
    }

    private static List<ServerOptions> compared(Options options) {
        List<String> executables =
                options.has("native") ? options.all("native") : List.of(System.getProperty("perf.native", ""));
        return Stream.concat(
                        executables.stream().map(executable -> server(options, executable)), Stream.of(server(options)))
                .toList();
    }

    private static ServerOptions server(Options options) {
        return server(options, options.text("server").orElse(System.getProperty("perf.server", "")));
    }

    private static ServerOptions server(Options options, String path) {
        Path executable = Path.of(path);
        if (!Files.isRegularFile(executable)) {
            throw new UsageException(
                    "there is no server at '" + executable + "': run ./mvnw package first, or name one by --server");
        }
        return new ServerOptions(executable, options.text("heap"), options.all("jvm"), options.all("set"));
    }
}
