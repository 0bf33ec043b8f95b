package dev.livetail;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reader of one answer, on a bare socket: what it has not asked for is not read, so it can stop reading for as long as
 * it likes; and it can go at any byte. For one thread, but {@link #close} for any.
 */
final class LogStream implements AutoCloseable {
    private static final int SMALL_BUFFER = 4096;
    private static final int BUFFER = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new TreeMap<>();
    private final boolean chunked;
    /** What has been taken of the body and not been asked for yet. */
    private final byte[] buffer;

    private int position;
    private int end;
    private long left;
    private long taken;
    private long limit = Long.MAX_VALUE;
    private boolean complete;

    /** A server-sent event; what it does not have is null. */
    record Event(String name, String id, JsonNode data) {}

    private LogStream(Socket socket, int bufferSize) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), bufferSize);
        this.buffer = new byte[bufferSize];
        this.status = Integer.parseInt(rawLine().split(" ", -1)[1]);
        for (String line = rawLine(); !line.isEmpty(); line = rawLine()) {
            int colon = line.indexOf(':');
            headers.merge(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).trim(),
                    (one, other) -> one + ", " + other);
        }
        this.chunked = "chunked".equals(headers.get("transfer-encoding"));
        this.left = chunked ? 0 : Long.parseLong(headers.getOrDefault("content-length", "" + Long.MAX_VALUE));
    }

    /** @param headers names and values in turn */
    static LogStream open(int port, String method, String path, String... headers) {
        return send(port, request(port, method, path, headers), BUFFER);
    }

    /** One that holds little that it has not read, so that the server soon feels it when it stops. */
    static LogStream openSlow(int port, String path, String... headers) {
        return send(port, request(port, "GET", path, headers), SMALL_BUFFER);
    }

    private static String request(int port, String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\n");
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** Sends these bytes, whatever they are, and reads the head of the answer. */
    static LogStream send(int port, String request) {
        return send(port, request, BUFFER);
    }

    private static LogStream send(int port, String request, int bufferSize) {
        try {
            Socket socket = new Socket();
            try {
                if (bufferSize < BUFFER) {
                    socket.setReceiveBufferSize(bufferSize);
                }
                socket.setSoTimeout((int) LivetailProcess.LIMIT.toMillis());
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                socket.getOutputStream().write(request.getBytes(ISO_8859_1));
                return new LogStream(socket, bufferSize);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int status() {
        return status;
    }

    /** Null where there is none. */
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Goes, as if the connection were cut, when this many more bytes of the body have been taken. */
    LogStream cutAfter(long bytes) {
        limit = taken + bytes;
        return this;
    }

    /** Whether the answer was ended as it should be. */
    boolean complete() {
        return complete;
    }

    /** The next whole line of the body without its end; null behind the last, or where it was cut. */
    String readLine() {
        ByteArrayOutputStream begun = null;
        while (position < end || fill()) {
            int from = position;
            while (position < end && buffer[position] != '\n') {
                position++;
            }
            int length = position - from;
            boolean whole = position < end;
            if (whole) {
                position++;
                if (begun == null) {
                    return new String(buffer, from, length, UTF_8);
                }
            }
            begun = begun == null ? new ByteArrayOutputStream() : begun;
            begun.write(buffer, from, length);
            if (whole) {
                return begun.toString(UTF_8);
            }
        }
        return null;
    }

    /** What is left of the body. */
    List<String> readLines() {
        List<String> lines = new ArrayList<>();
        for (String line = readLine(); line != null; line = readLine()) {
            lines.add(line);
        }
        return lines;
    }

    /** What is left of the body, also where it ends within a line. */
    String readText() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (position < end || fill()) {
            text.write(buffer, position, end - position);
            position = end;
        }
        return text.toString(UTF_8);
    }

    /** The next whole server-sent event that has data; null behind the last. */
    Event readEvent() {
        String name = null;
        String id = null;
        String data = null;
        for (String line = readLine(); line != null; line = readLine()) {
            if (line.startsWith("event:")) {
                name = line.substring(6).trim();
            } else if (line.startsWith("id:")) {
                id = line.substring(3).trim();
            } else if (line.startsWith("data:")) {
                data = line.substring(5);
            } else if (line.isEmpty() && data != null) {
                return new Event(name, id, LivetailProcess.parse(data));
            }
        }
        return null;
    }

    /** The next whole line as JSON; null behind the last. */
    JsonNode readObject() {
        String line = readLine();
        return line == null ? null : LivetailProcess.parse(line);
    }

    /** Takes some more of the body; false where there is no more. */
    private boolean fill() {
        try {
            if (taken == limit) {
                close();
                return false;
            }
            if (left == 0 && !nextChunk()) {
                return false;
            }
            int count = in.read(buffer, 0, (int) Math.min(buffer.length, Math.min(left, limit - taken)));
            if (count < 0) {
                return false;
            }
            position = 0;
            end = count;
            left -= count;
            taken += count;
            return true;
        } catch (SocketException e) {
            // Cut, by whichever side.
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean nextChunk() throws IOException {
        if (complete || !chunked) {
            complete = true;
            return false;
        }
        String size = rawLine();
        if (size != null && size.isEmpty()) {
            // The end of the chunk before.
            size = rawLine();
        }
        if (size == null) {
            return false;
        }
        left = Long.parseLong(size, 16);
        complete = left == 0;
        return !complete;
    }

    private String rawLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                return null;
            }
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
