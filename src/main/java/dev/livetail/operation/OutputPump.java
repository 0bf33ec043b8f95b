package dev.livetail.operation;

import dev.livetail.operation.LineSplitter.LineSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Moves what a process writes into the log, on a thread of its own. It reads no faster than the log takes lines, so a
 * process that writes faster is slowed by its pipe.
 *
 * <p>It holds the stream's own lock as long as it reads. When the process ends, the JDK's reaper takes that lock, drains
 * the pipe and closes it, and so cuts off those children that still write; now it has to wait for the end of the stream.
 *
 * <p>A child that was left behind can hold the pipe open for as long as it likes. Such a stream is given up: nothing of
 * it is logged any more. The thread still sits in its read, which nothing can interrupt, and ends with the next write or
 * with that child.
 */
final class OutputPump {
    private static final int BUFFER = 64 * 1024;
    /** What a pipe can hold at the most that nobody has been able to enlarge further; usually it is a sixteenth. */
    private static final long PIPE = 1L << 20;

    private final InputStream stream;
    private final LineSplitter splitter;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long taken;
    private volatile boolean waiting;
    private volatile boolean givenUp;

    private OutputPump(InputStream stream, LineSink sink) {
        this.stream = stream;
        this.splitter = new LineSplitter(line -> {
            if (!givenUp) {
                sink.line(line);
            }
        });
    }

    /** Begins to move the lines of {@code stream} to {@code sink}, in the scope of the calling thread's run. */
    static OutputPump start(String name, InputStream stream, LineSink sink) {
        OutputPump pump = new OutputPump(stream, sink);
        Thread unused = Thread.ofPlatform()
                .daemon()
                .name(Thread.currentThread().getName() + "-" + name)
                .start(RunScope.carry(pump::pump));
        return pump;
    }

    // There is one writer of the count, this thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void pump() {
        byte[] buffer = new byte[BUFFER];
        try (stream) {
            synchronized (stream) {
                while (!givenUp) {
                    waiting = stream.available() == 0;
                    int count = stream.read(buffer);
                    waiting = false;
                    if (count < 0) {
                        break;
                    }
                    splitter.feed(buffer, count);
                    taken += count;
                }
                splitter.end();
            }
        } catch (IOException | InterruptedException e) {
            // The pipe is broken: there is nothing more to be had from it. Nobody interrupts this thread.
        } finally {
            ended.countDown();
        }
    }

    /** How many bytes it has moved. */
    long taken() {
        return taken;
    }

    /** Whether all that was in the pipe when {@link #taken} was {@code before} has been moved. */
    boolean hasPassed(long before) {
        return waiting || taken - before > PIPE || ended.getCount() == 0;
    }

    boolean awaitEnd(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    void giveUp() {
        givenUp = true;
    }
}
