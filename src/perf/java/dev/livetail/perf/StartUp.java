package dev.livetail.perf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * How soon a process that has just been started is of use. The clock runs from before the process is made until the bytes are
 * here, so nothing that the server says of itself is believed.
 */
final class StartUp {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofNanos(200_000);
    private static final String CONNECTION = "Host: localhost\r\nConnection: close\r\n";
    private static final String READY = "GET /q/health/ready HTTP/1.1\r\n" + CONNECTION + "\r\n";
    private static final String RUN = "POST /operations/demo/runs HTTP/1.1\r\n" + CONNECTION
            + "Accept: text/plain\r\nContent-Type: application/json\r\nContent-Length: 26\r\n\r\n"
            + "{\"lines\":1,\"interval\":\"0\"}";

    private StartUp() {}

    /** Nanoseconds, one for each start, in rising order. */
    record Times(List<Long> sorted) {
        Times {
            sorted = sorted.stream().sorted().toList();
        }

        long median() {
            return sorted.get(sorted.size() / 2);
        }

        String text() {
            return Table.millis(median()) + " (" + Table.millis(sorted.getFirst()) + " to "
                    + Table.millis(sorted.getLast()) + ")";
        }
    }

    /** Until it says that it is ready. */
    static Times ready(ServerOptions options, int starts) throws IOException, InterruptedException {
        return measure(options, starts, READY, "HTTP/1.1 200 ");
    }

    /** Until the first line is here of a run that was started as soon as the server took the request. */
    static Times firstLine(ServerOptions options, int starts) throws IOException, InterruptedException {
        return measure(options, starts, RUN, "INFO - line 1 of 1");
    }

    private static Times measure(ServerOptions options, int starts, String request, String awaited)
            throws IOException, InterruptedException {
        List<Long> times = new ArrayList<>(Collections.nCopies(starts, 0L));
        for (int i = 0; i < starts; i++) {
            try (Server server = Server.launch(options)) {
                awaitAnswer(server, request, awaited);
                times.set(i, System.nanoTime() - server.launchedAt());
            }
        }
        return new Times(times);
    }

    private static void awaitAnswer(Server server, String request, String awaited) throws IOException {
        while (!answers(server.address(), request, awaited)) {
            if (System.nanoTime() - server.launchedAt() > LIMIT.toNanos()) {
                throw new IOException("the server did not answer '" + awaited + "' in " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(BETWEEN_ATTEMPTS.toNanos());
        }
    }

    private static boolean answers(InetSocketAddress address, String request, String awaited) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            socket.connect(address);
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            InputStream in = socket.getInputStream();
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[4096];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                answer.append(new String(buffer, 0, count, ISO_8859_1));
                if (answer.indexOf(awaited) >= 0) {
                    return true;
                }
            }
            return false;
        } catch (ConnectException e) {
            // It does not listen yet.
            return false;
        }
    }
}
