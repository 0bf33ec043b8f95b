package dev.livetail.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Instant;

/** One connection that follows one stream and checks what it gets. Used by one thread, and read by others after it. */
final class Reader implements ChunkDecoder.Body {
    private final byte[] request;
    private final LineCheck check;
    private final ChunkDecoder decoder = new ChunkDecoder();

    private SocketChannel channel;
    private long readAt;
    private long firstLineAt;
    private long lastLineAt;
    private String error;

    Reader(InetSocketAddress server, String path, LineFormat format, LineCheck check) {
        this.request = request(server, path, format);
        this.check = check;
    }

    static byte[] request(InetSocketAddress server, String path, LineFormat format) {
        return ("GET " + path + " HTTP/1.1\r\nHost: " + server.getAddress().getHostAddress() + ":" + server.getPort()
                        + "\r\nAccept: " + format.mediaType() + "\r\n\r\n")
                .getBytes(US_ASCII);
    }

    void connect(InetSocketAddress server, Selector selector) throws IOException {
        channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        boolean connected = channel.connect(server);
        SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (connected) {
            send(key);
        }
    }

    /** Does what the connection is ready for. */
    void ready(SelectionKey key, ByteBuffer buffer) throws IOException {
        if (key.isConnectable() && channel.finishConnect()) {
            send(key);
        } else if (key.isReadable()) {
            read(buffer);
        }
    }

    private void send(SelectionKey key) throws IOException {
        if (channel.write(ByteBuffer.wrap(request)) < request.length) {
            throw new IOException("a new connection does not take a whole request");
        }
        key.interestOps(SelectionKey.OP_READ);
    }

    private void read(ByteBuffer buffer) throws IOException {
        buffer.clear();
        int length = channel.read(buffer);
        Instant now = Instant.now();
        if (length < 0) {
            throw new EOFException(
                    decoder.headSeen() ? "closed before the end of the stream" : "closed without an answer");
        }
        readAt = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        int from = buffer.arrayOffset();
        decoder.take(buffer.array(), from, from + length, this);
    }

    @Override
    public void take(byte[] bytes, int from, int to) {
        long before = check.received();
        check.take(bytes, from, to, readAt);
        if (check.received() != before) {
            if (before == 0) {
                firstLineAt = readAt;
            }
            lastLineAt = readAt;
        }
    }

    void fail(Exception e) {
        error = e instanceof ChunkDecoder.BadResponseException ? e.getMessage() : e.toString();
    }

    void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is gone, which is all that was wanted.
        }
    }

    boolean opened() {
        return decoder.headSeen();
    }

    boolean ended() {
        return decoder.ended();
    }

    LineCheck check() {
        return check;
    }

    /** When the bytes with the first line were read, in nanoseconds since the epoch; 0 if none were. */
    long firstLineAt() {
        return firstLineAt;
    }

    long lastLineAt() {
        return lastLineAt;
    }

    /** Why it failed, or null. */
    String error() {
        return error;
    }
}
