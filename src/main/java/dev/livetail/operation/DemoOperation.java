package dev.livetail.operation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/** Logs lines, as many and as fast as it is told: shows what Livetail does, and serves its tests and benchmarks. */
@ApplicationScoped
class DemoOperation implements Operation {
    private static final Logger LOG = Logger.getLogger("dev.livetail.operation.Demo");
    /** How many lines are handed to another thread at once, at the most. */
    private static final int BATCH = 256;

    private static final Limits LIMITS = new Limits(Duration.ofHours(24), 200, 1000, Duration.ofSeconds(5));

    private static final List<Parameter> PARAMETERS = List.of(
            Parameter.optional("lines", "how many lines, 1 to 10000000", "[1-9][0-9]{0,6}|10000000", "10"),
            Parameter.optional("interval", "from one line to the next, such as 10ms", Durations.PATTERN, "1s"),
            Parameter.optional("delay", "before the first line, such as 5s", Durations.PATTERN, "0"),
            Parameter.optional(
                    "text",
                    "behind each line; {n} becomes its number, {nanos} the time in ns since 1970",
                    "(?s).*",
                    null),
            Parameter.optional("fail", "whether it ends with an exception: true or false", "true|false", "false"),
            Parameter.optional(
                    "threads",
                    "which threads log: caller, executor, virtual, mutiny or mixed",
                    "caller|executor|virtual|mutiny|mixed",
                    "caller"));

    private final DemoThreads threads;

    DemoOperation(DemoThreads threads) {
        this.threads = threads;
    }

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String description() {
        return "Logs lines at a steady rate, to see what watching a log is like.";
    }

    @Override
    public List<Parameter> parameters() {
        return PARAMETERS;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public void run(RunContext context) throws Exception {
        long lines = context.number("lines");
        Lines log = new Lines(lines, context.optional("text").map(Template::of).orElse(null));
        DemoThreads.Lane lane = threads.lane(context.text("threads"), context);
        Pace pace = Pace.after(context.duration("delay"), context.duration("interval"));
        long next = 1;
        while (next <= lines) {
            long due = Math.min(lines, pace.awaitDue(next));
            long last = Math.min(due, next + BATCH - 1);
            lane.log(next, last, log::log);
            context.progress(last, lines);
            next = last + 1;
        }
        if (context.flag("fail")) {
            throw new IllegalStateException(
                    "failed after line " + lines + ", as it was told", new IllegalArgumentException("fail is true"));
        }
    }

    private record Lines(long count, Template text) {
        void log(long n) {
            String line = "line " + n + " of " + count;
            LOG.info(text == null ? line : line + " " + text.render(place -> value(place, n)));
        }

        private static String value(String place, long n) {
            return switch (place) {
                case "n" -> Long.toString(n);
                case "nanos" -> Long.toString(nanos());
                default -> null;
            };
        }

        private static long nanos() {
            Instant now = Instant.now();
            return now.getEpochSecond() * 1_000_000_000 + now.getNano();
        }
    }
}
