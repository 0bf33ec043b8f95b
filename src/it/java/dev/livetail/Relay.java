package dev.livetail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/**
 * A way to the service that stays at its port while the service comes and goes, and that fails as proxies and networks do.
 * For any thread.
 */
final class Relay implements AutoCloseable {
    /** Little, so that the service soon feels it when nothing comes through. */
    private static final int BUFFER = 64 * 1024;

    private static final byte[] UNAUTHORISED =
            "HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                    .getBytes(StandardCharsets.ISO_8859_1);

    private final IntSupplier target;
    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    /** The ends of the readers, of what is open. */
    private final Set<Socket> readers = ConcurrentHashMap.newKeySet();

    private final Set<Socket> lost = ConcurrentHashMap.newKeySet();
    private volatile boolean refusing;
    private boolean holding;

    private Relay(IntSupplier target, ServerSocket server) {
        this.target = target;
        this.server = server;
        Thread.ofVirtual().start(this::accept);
    }

    /** @param target the port to go to, which is asked for each connection */
    static Relay to(IntSupplier target) {
        try {
            return new Relay(target, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The address of a path, by this way. */
    URI uri(String path) {
        return URI.create("http://localhost:" + server.getLocalPort() + path);
    }

    /** Cuts all that is open; what comes next is let through. */
    void cut() {
        sockets.forEach(Relay::close);
    }

    /**
     * Forgets all that is open, as networks do while a laptop sleeps: its readers hear nothing more and are not told of any
     * end, until they send something themselves. What comes next is let through.
     */
    void lose() {
        lost.addAll(readers);
    }

    /** From now on nothing comes through, and nothing is closed. */
    synchronized void hold() {
        holding = true;
    }

    /** From now on all comes through, and what was held comes first. */
    synchronized void pass() {
        refusing = false;
        holding = false;
        notifyAll();
    }

    /** Cuts all that is open, and answers 401 to whatever is asked from now on. */
    void refuse() {
        refusing = true;
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket reader = server.accept();
                Thread.ofVirtual().start(() -> serve(reader));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket reader) {
        try {
            sockets.add(reader);
            readers.add(reader);
            if (refusing) {
                refuse(reader);
                return;
            }
            Socket service = new Socket();
            sockets.add(service);
            service.setReceiveBufferSize(BUFFER);
            service.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target.getAsInt()));
            Thread.ofVirtual().start(() -> pump(reader, service));
            pump(service, reader);
        } catch (IOException e) {
            // Nobody is there, or it was cut.
        } finally {
            close(reader);
            readers.remove(reader);
        }
    }

    private static void refuse(Socket reader) throws IOException {
        InputStream in = reader.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                return;
            }
            head.append((char) next);
        }
        reader.getOutputStream().write(UNAUTHORISED);
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[BUFFER];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                awaitPassage();
                if (lost.contains(from)) {
                    return;
                }
                if (lost.contains(to)) {
                    continue;
                }
                out.write(buffer, 0, length);
            }
        } catch (IOException e) {
            // It was cut, here or at one of its ends.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            lost.remove(from);
        }
    }

    private synchronized void awaitPassage() throws InterruptedException {
        while (holding) {
            wait();
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
        pass();
    }
}
