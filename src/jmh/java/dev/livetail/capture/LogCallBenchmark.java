package dev.livetail.capture;

import dev.livetail.event.LogLevel;
import dev.livetail.filter.EventFilter;
import dev.livetail.forward.ThreeForwarders;
import dev.livetail.hub.HubSettings;
import dev.livetail.hub.LogHub;
import dev.livetail.hub.OverflowPolicy;
import dev.livetail.hub.StreamEvent;
import dev.livetail.hub.StreamRequest;
import dev.livetail.journal.Position;
import dev.livetail.journal.RingJournal;
import dev.livetail.journal.RunJournals;
import dev.livetail.redaction.Redactor;
import dev.livetail.stream.format.TextFormatter;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.quarkus.vertx.mdc.provider.LateBoundMDCProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.LogContext;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;
import org.jboss.logmanager.handlers.AsyncHandler;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a log call costs the thread that makes it.
 *
 * <p>{@code *Flat} logs as fast as it can, which is faster than any drain: most records are discarded, and how many is
 * printed. {@code *InBursts} logs a thousand lines, and then, outside the measured time, waits until they are journalled
 * and every reader has them:
 * nothing is discarded, and each burst begins with a drain that polls, as it does under steady load.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogCallBenchmark {
    private static final int BURST = 1000;
    private static final int READERS = 1000;
    private static final long REST_NANOS = 10_000_000;
    private static final String CALLER = LogCallBenchmark.class.getName();

    /** A logger with one of the handlers under comparison. */
    @State(Scope.Benchmark)
    public static class Logging {
        @Param({
            "none",
            "async",
            "livetail",
            "livetail-1000-readers",
            "livetail-rested",
            "livetail-3-forwarders",
            "livetail-sampled",
            "livetail-not-sampled"
        })
        public String handler;

        @Param({"jboss", "vertx"})
        public String mdc;

        final Logger logger = LogContext.create().getLogger("bench");
        private LogCaptureHandler capture;
        private RingJournal journal;
        private LogDrain drain;
        private LogHub hub;
        private ThreeForwarders forwarders;
        private ExecutorService eventLoop;

        @Setup
        public void start() {
            LateBoundMDCProvider.setMDCProviderDelegate(mdc.equals("vertx") ? VertxMDC.INSTANCE : null);
            Logger root = logger.getParent();
            switch (handler) {
                case "async" -> root.addHandler(asyncToNowhere());
                case "livetail", "livetail-rested" -> capture(root, Sampling.off());
                case "livetail-1000-readers" -> {
                    capture(root, Sampling.off());
                    read();
                }
                case "livetail-3-forwarders" -> {
                    capture(root, Sampling.off());
                    forwarders = ThreeForwarders.of(journal);
                }
                // The lines of a request belong to a run here, so these are looked at and kept.
                case "livetail-sampled" -> capture(root, sampling("^(a constant|line)"));
                case "livetail-not-sampled" -> capture(root, sampling("^another"));
                default -> {
                    // none: what JBoss LogManager itself costs
                }
            }
        }

        private static Sampling sampling(String pattern) {
            return new Sampling(Map.of("bench", new SamplingConfig() {
                @Override
                public Optional<String> logger() {
                    return Optional.of("bench");
                }

                @Override
                public Optional<String> pattern() {
                    return Optional.of(pattern);
                }

                @Override
                public LogLevel level() {
                    return LogLevel.INFO;
                }

                @Override
                public int first() {
                    return 100;
                }

                @Override
                public int thenEvery() {
                    return 100;
                }
            }));
        }

        private void capture(Logger root, Sampling sampling) {
            journal = new RingJournal(1, 65_536, 64L << 20);
            capture = LogCaptureHandler.installOn(root);
            Redactor redactor = new Redactor();
            drain = new LogDrain(
                    journal, new RunJournals(), capture.counters(), redactor, sampling, 16_384, Overflow.DISCARD);
            capture.activate(drain, redactor, LogCaptureHandler.DEFAULT_MAX_MESSAGE_LENGTH, record -> true);
        }

        private void read() {
            eventLoop = Executors.newSingleThreadExecutor();
            hub = new LogHub(new HubSettings(
                    Duration.ofSeconds(15),
                    Optional.empty(),
                    READERS,
                    Duration.ofNanos(250_000),
                    Duration.ofMillis(25)));
            TextFormatter text = new TextFormatter();
            for (int i = 0; i < READERS; i++) {
                hub.stream(
                                new StreamRequest(
                                        journal,
                                        new Position.Oldest(),
                                        EventFilter.all(),
                                        true,
                                        OverflowPolicy.SKIP,
                                        () -> new StreamEvent.Ended("complete", "")),
                                text,
                                eventLoop)
                        .subscribe(new Reader());
            }
        }

        private static Handler asyncToNowhere() {
            AsyncHandler async = new AsyncHandler(16_384);
            async.setOverflowAction(AsyncHandler.OverflowAction.DISCARD);
            async.addHandler(new ExtHandler() {
                @Override
                protected void doPublish(ExtLogRecord record) {
                    // to nowhere
                }
            });
            return async;
        }

        void awaitSettled() throws InterruptedException {
            if (drain != null) {
                CountDownLatch drained = new CountDownLatch(1);
                drain.afterAllLogged(drained::countDown);
                drained.await();
            }
            while (hub != null && hub.statistics().passed() < READERS * journal.last()) {
                LockSupport.parkNanos(50_000);
            }
            if (forwarders != null) {
                forwarders.awaitIdle();
            }
            if (handler.equals("livetail-rested")) {
                // As long as forwarders take, for caches that are cold make a difference too.
                LockSupport.parkNanos(REST_NANOS);
            }
        }

        @TearDown
        public void stop() throws IOException, InterruptedException {
            if (drain != null) {
                drain.close(Duration.ofSeconds(10));
                CaptureCounters books = capture.counters();
                System.out.printf(
                        "%ncaptured %d, journalled %d, dropped %d, sampled %d%n",
                        books.captured(), books.journalled(), books.dropped(), books.sampled());
            }
            if (hub != null) {
                hub.close();
                eventLoop.shutdownNow();
            }
            if (forwarders != null) {
                forwarders.close();
            }
            for (Handler handler : logger.getParent().getHandlers()) {
                handler.close();
            }
        }
    }

    /** Takes one piece after the other, and does nothing with them. */
    private static final class Reader implements Flow.Subscriber<byte[]> {
        private Flow.Subscription subscription;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(1);
        }

        @Override
        public void onNext(byte[] piece) {
            subscription.request(1);
        }

        @Override
        public void onError(Throwable thrown) {
            throw new IllegalStateException(thrown);
        }

        @Override
        public void onComplete() {
            // The hub was closed.
        }
    }

    /** The MDC of a request, on the thread that logs. */
    @State(Scope.Thread)
    public static class Request {
        @Setup
        public void put(Logging logging) {
            MDC.put("request_id", "0192f8a4-6f3b-7c51-9d2e-1f0a5b7c9e31");
            MDC.put("user_id", "u-48151623");
            MDC.put("path", "/operations/demo/runs");
            MDC.put("run_id", "0192f8a4-6f3b-7c51-9d2e-1f0a5b7c9e32");
        }
    }

    /** Lets each burst begin with an empty queue, outside the measured time. */
    @State(Scope.Thread)
    public static class Pace {
        @Setup(org.openjdk.jmh.annotations.Level.Invocation)
        public void await(Logging logging) throws InterruptedException {
            logging.awaitSettled();
        }
    }

    private static void constant(Logger logger) {
        logger.log(CALLER, Level.INFO, "a constant message", ExtLogRecord.FormatStyle.PRINTF, null, null);
    }

    private static void parameters(Logger logger, int number) {
        logger.log(
                CALLER,
                Level.INFO,
                "line %s of %s",
                ExtLogRecord.FormatStyle.PRINTF,
                new Object[] {number, "a thousand"},
                null);
    }

    @Benchmark
    public void constantFlat(Logging logging) {
        constant(logging.logger);
    }

    @Benchmark
    public void parametersFlat(Logging logging, Request request) {
        parameters(logging.logger, 500);
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void constantInBursts(Logging logging, Pace pace) {
        for (int i = 0; i < BURST; i++) {
            constant(logging.logger);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void parametersInBursts(Logging logging, Request request, Pace pace) {
        for (int i = 0; i < BURST; i++) {
            parameters(logging.logger, i);
        }
    }
}
