package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes what log handlers send over TCP, and remembers it by connection. */
final class TcpReceiver implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<ByteArrayOutputStream> received = new CopyOnWriteArrayList<>();

    private TcpReceiver(ServerSocket server) {
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    static TcpReceiver start() {
        return start(0);
    }

    static TcpReceiver start(int port) {
        try {
            return new TcpReceiver(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                sockets.add(socket);
                received.add(bytes);
                Thread.ofVirtual().start(() -> read(socket, bytes));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void read(Socket socket, ByteArrayOutputStream bytes) {
        try (InputStream in = socket.getInputStream()) {
            in.transferTo(bytes);
        } catch (IOException e) {
            // Closed, or its sender was killed.
        }
    }

    /** What has come in whole frames of RFC 6587, section 3.4.1: a length in bytes, a space, and so many bytes. */
    List<String> frames() {
        List<String> frames = new ArrayList<>();
        for (ByteArrayOutputStream connection : received) {
            byte[] bytes = connection.toByteArray();
            int length = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] != ' ') {
                    length = length * 10 + Character.digit(bytes[i], 10);
                    continue;
                }
                if (i + 1 + length > bytes.length) {
                    break;
                }
                frames.add(new String(bytes, i + 1, length, UTF_8));
                i += length;
                length = 0;
            }
        }
        return frames;
    }

    /** What has come in whole lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (ByteArrayOutputStream connection : received) {
            String text = connection.toString(UTF_8);
            lines.addAll(List.of(text.substring(0, text.lastIndexOf('\n') + 1).split("\n")));
        }
        return lines;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
