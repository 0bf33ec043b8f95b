package dev.livetail;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A reader as a browser is one, or a good program: cut off or asked to come back, it connects again after the time it was
 * told, with the last id and with the cookie that it has, until it has seen what it waits for. Reads on a thread of its
 * own; may be looked at by any.
 */
final class Follower implements AutoCloseable {
    /** Until it is told another one. */
    private static final long RETRY_MILLIS = 200;

    private final int port;
    private final String path;
    private final boolean sse;
    private final Predicate<JsonNode> last;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    // The thread's own.
    private String cookie;
    private String lastId;

    private final List<JsonNode> told = new ArrayList<>();
    private final List<Integer> refusals = new ArrayList<>();
    private int connections;
    private int requestsToReconnect;
    private LogStream stream;

    /**
     * @param sse whether it reads server-sent events, as a browser does, or NDJSON
     * @param cookie what its first request sends, or null
     * @param last what it waits for
     */
    Follower(int port, String path, boolean sse, String cookie, Predicate<JsonNode> last) {
        this.port = port;
        this.path = path;
        this.sse = sse;
        this.cookie = cookie;
        this.last = last;
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    private void follow() {
        try {
            boolean again = true;
            while (again) {
                long delay = connect();
                again = delay >= 0 && !closed.await(delay, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns after how many milliseconds to come back; less than 0 where that is not needed. */
    private long connect() {
        try (LogStream opened = open()) {
            if (!keep(opened)) {
                return -1;
            }
            if (opened.status() != 200) {
                return refused(opened.status());
            }
            cookie = opened.header("Set-Cookie").split(";", 2)[0];
            return read(opened);
        } catch (UncheckedIOException e) {
            return RETRY_MILLIS;
        }
    }

    private LogStream open() {
        List<String> headers = new ArrayList<>();
        if (cookie != null) {
            headers.addAll(List.of("Cookie", cookie));
        }
        if (sse && lastId != null) {
            headers.addAll(List.of("Last-Event-ID", lastId));
        }
        String after = sse || lastId == null ? "" : "&after=" + lastId;
        return LogStream.open(
                port, "GET", path + "?format=" + (sse ? "sse" : "ndjson") + after, headers.toArray(String[]::new));
    }

    private synchronized boolean keep(LogStream opened) {
        stream = opened;
        connections++;
        return closed.getCount() > 0;
    }

    private synchronized long refused(int status) {
        refusals.add(status);
        return RETRY_MILLIS;
    }

    private long read(LogStream from) {
        JsonNode event = null;
        for (JsonNode next = next(from); next != null; next = next(from)) {
            event = next;
            if (take(event)) {
                return -1;
            }
        }
        return event == null ? RETRY_MILLIS : event.path("delay").asLong(RETRY_MILLIS);
    }

    /** The data of the next event, with the place behind it kept as this format tells it. */
    private JsonNode next(LogStream from) {
        if (sse) {
            LogStream.Event event = from.readEvent();
            if (event == null) {
                return null;
            }
            lastId = event.id() == null ? lastId : event.id();
            return event.data();
        }
        JsonNode object = from.readObject();
        // Of a greeting that a gap follows, the place counts only behind the gap.
        if (object != null && !object.path("gapFollows").asBoolean()) {
            lastId = object.path(object.has("event") ? "after" : "id").asText(lastId);
        }
        return object;
    }

    private synchronized boolean take(JsonNode event) {
        switch (event.path("event").asText()) {
            case "hello", "heartbeat" -> {
                // Nothing was missed.
            }
            case "reconnect" -> requestsToReconnect++;
            default -> told.add(event);
        }
        return last.test(event);
    }

    /** What came so far over all its connections: lines, gaps and the end. */
    synchronized List<JsonNode> told() {
        return List.copyOf(told);
    }

    /** How often it has connected. */
    synchronized int connections() {
        return connections;
    }

    /** How often it was asked to come back. */
    synchronized int requestsToReconnect() {
        return requestsToReconnect;
    }

    /** The statuses of answers that were none it could use. */
    synchronized List<Integer> refusals() {
        return List.copyOf(refusals);
    }

    /** Whether it has seen what it waits for. */
    boolean isDone() {
        return !thread.isAlive();
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        if (stream != null) {
            stream.close();
        }
    }

    @Override
    public synchronized String toString() {
        return path + (sse ? " as SSE, " : " as NDJSON, ") + connections + " connections, refused " + refusals + ": "
                + told.size() + " events to " + (told.isEmpty() ? "none" : told.getLast());
    }
}
