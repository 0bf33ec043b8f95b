package dev.livetail.operation;

import dev.livetail.operation.LineSplitter.LineSink;
import dev.livetail.redaction.Redactor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Moves what a process writes into the log, on a thread of its own. It reads no faster than the log takes lines, so a
 * process that writes faster is slowed by its pipe.
 */
final class OutputPump {
    private static final int BUFFER = 64 * 1024;
    private static final int LOOK_AGAIN_MILLIS = 20;
    /** What a pipe can hold at the most without privileges; usually it is a sixteenth. */
    private static final long PIPE = 1L << 20;

    private final ReadableByteChannel pipe;
    private final LineSplitter splitter;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile long taken;
    private volatile boolean waiting;

    private OutputPump(ReadableByteChannel pipe, LineSink sink, Redactor redactor) {
        this.pipe = pipe;
        this.splitter = new LineSplitter(sink, redactor);
    }

    /** Begins to move the lines of {@code pipe} to {@code sink}, in the scope of the calling thread's run. */
    static OutputPump start(String name, ReadableByteChannel pipe, LineSink sink, Redactor redactor) {
        OutputPump pump = new OutputPump(pipe, sink, redactor);
        Thread unused = Thread.ofPlatform()
                .daemon()
                .name(Thread.currentThread().getName() + "-" + name)
                .start(RunScope.carry(pump::pump));
        return pump;
    }

    private void pump() {
        try (pipe) {
            read();
            splitter.end();
        } catch (IOException | InterruptedException e) {
            // There is nothing more to be had. Nobody interrupts this thread.
        } finally {
            ended.countDown();
        }
    }

    // There is one writer of the count, this thread.
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void read() throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try {
            waiting = true;
            while (pipe.read(buffer) >= 0) {
                waiting = false;
                splitter.feed(buffer.array(), buffer.position());
                taken += buffer.position();
                buffer.clear();
                waiting = true;
            }
        } catch (ClosedChannelException e) {
            // Given up. A last line without an end may be the command's own, and is still passed on.
        }
    }

    /**
     * Waits for the end of the output of a command that has ended. Other processes may hold it open for as long as they
     * like; after {@code limit} their output is given up, but not what the command itself has written: that is in the
     * pipe, which is emptied first.
     *
     * @return false if it was given up
     */
    boolean awaitEnd(Duration limit) throws InterruptedException {
        long begin = System.nanoTime();
        long before = taken;
        long seen = -1;
        while (!ended.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS)) {
            boolean empty = waiting && taken == seen;
            seen = taken;
            if (System.nanoTime() - begin > limit.toNanos() && (empty || seen - before > PIPE)) {
                giveUp();
                ended.await();
                return false;
            }
        }
        return true;
    }

    private void giveUp() {
        try {
            pipe.close();
        } catch (IOException e) {
            // It is given up in any case.
        }
    }
}
