package dev.livetail.capture;

import dev.livetail.journal.RingJournal;
import dev.livetail.journal.RunJournals;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.quarkus.vertx.mdc.provider.LateBoundMDCProvider;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
 * printed. {@code *InBursts} logs a thousand lines, and then, outside the measured time, waits until they are journalled:
 * nothing is discarded, and each burst begins with a drain that polls, as it does under steady load.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class LogCallBenchmark {
    private static final int BURST = 1000;
    private static final String CALLER = LogCallBenchmark.class.getName();

    /** A logger with one of the handlers under comparison. */
    @State(Scope.Benchmark)
    public static class Logging {
        @Param({"none", "async", "livetail"})
        public String handler;

        @Param({"jboss", "vertx"})
        public String mdc;

        final Logger logger = LogContext.create().getLogger("bench");
        private LogCaptureHandler capture;
        private LogDrain drain;

        @Setup
        public void start() {
            LateBoundMDCProvider.setMDCProviderDelegate(mdc.equals("vertx") ? VertxMDC.INSTANCE : null);
            Logger root = logger.getParent();
            switch (handler) {
                case "async" -> root.addHandler(asyncToNowhere());
                case "livetail" -> {
                    capture = LogCaptureHandler.installOn(root);
                    drain = new LogDrain(
                            new RingJournal(1, 65_536, 64L << 20),
                            new RunJournals(),
                            capture.counters(),
                            16_384,
                            Overflow.DISCARD);
                    capture.activate(drain, LogCaptureHandler.DEFAULT_MAX_MESSAGE_LENGTH, record -> true);
                }
                default -> {
                    // none: what JBoss LogManager itself costs
                }
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

        void awaitDrained() throws InterruptedException {
            if (drain != null) {
                CountDownLatch drained = new CountDownLatch(1);
                drain.afterAllLogged(drained::countDown);
                drained.await();
            }
        }

        @TearDown
        public void stop() throws InterruptedException {
            if (drain != null) {
                drain.close(Duration.ofSeconds(10));
                CaptureCounters books = capture.counters();
                System.out.printf(
                        "%ncaptured %d, journalled %d, dropped %d%n",
                        books.captured(), books.journalled(), books.dropped());
            }
            for (Handler handler : logger.getParent().getHandlers()) {
                handler.close();
            }
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
            logging.awaitDrained();
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
