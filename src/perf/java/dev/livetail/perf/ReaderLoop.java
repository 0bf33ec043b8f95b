package dev.livetail.perf;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Follows many streams on one thread. A thread for each would give the scheduler of a small machine more to do than the
 * server that is measured. The counts may be read by any thread; the readers themselves when the loop has ended.
 */
final class ReaderLoop implements Runnable {
    /** More than a server's backlog of connections would be a test of that. */
    private static final int MAX_OPENING = 64;

    private static final int BUFFER = 256 * 1024;

    private final InetSocketAddress server;
    private final List<Reader> readers;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final Thread thread;
    private int begun;
    /** How many streams were opened, how many of those have ended or were cut, and how many could not be opened. */
    private final AtomicInteger opened = new AtomicInteger();

    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile boolean stopped;

    ReaderLoop(InetSocketAddress server, List<Reader> readers, String name) throws IOException {
        this.server = server;
        this.readers = List.copyOf(readers);
        this.selector = Selector.open();
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this);
    }

    void start() {
        thread.start();
    }

    @Override
    public void run() {
        try (selector) {
            while (!stopped && closed.get() + refused.get() < readers.size()) {
                openMore();
                selector.select(this::ready, 100);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the selector failed", e);
        } finally {
            readers.forEach(Reader::close);
        }
    }

    private void openMore() {
        while (begun < readers.size() && begun - opened.get() - refused.get() < MAX_OPENING) {
            Reader reader = readers.get(begun++);
            try {
                reader.connect(server, selector);
            } catch (IOException e) {
                fail(reader, e);
            }
        }
    }

    private void ready(SelectionKey key) {
        Reader reader = (Reader) key.attachment();
        boolean wasOpened = reader.opened();
        try {
            reader.ready(key, buffer);
        } catch (IOException | ChunkDecoder.BadResponseException e) {
            fail(reader, e);
        }
        if (!wasOpened && reader.opened()) {
            opened.incrementAndGet();
        }
        if (reader.opened() && (reader.ended() || reader.error() != null)) {
            reader.close();
            closed.incrementAndGet();
        }
    }

    private void fail(Reader reader, Exception e) {
        reader.fail(e);
        reader.close();
        if (!reader.opened()) {
            refused.incrementAndGet();
        }
    }

    /** Ends it, and waits until it has ended. */
    void stop() throws InterruptedException {
        stopped = true;
        selector.wakeup();
        thread.join();
    }

    int opened() {
        return opened.get();
    }

    int closed() {
        return closed.get();
    }

    int refused() {
        return refused.get();
    }

    boolean isAlive() {
        return thread.isAlive();
    }
}
