package dev.livetail;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/** A log aggregator of our own, which takes NDJSON, remembers it, and misbehaves as it is told to. */
final class Collector implements AutoCloseable {
    /** Instead of a status: the connection is closed without an answer. */
    static final int HANG_UP = 0;
    /** The lines are taken, but the connection is closed in the middle of the answer. */
    static final int BREAK_OFF = -1;

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<JsonNode> taken = new ArrayList<>();
    private final Receipts receipts = new Receipts();
    private final AtomicInteger brokenOff = new AtomicInteger();
    private volatile Manners manners = Manners.GOOD;
    private volatile BooleanSupplier readsNoFurther = () -> false;
    private volatile Consumer<JsonNode> listener;

    /** What has come in one request. */
    record Request(String authorization, String key, String encoding, List<JsonNode> lines) {}

    /** How it answers. What it answers with 200 it has taken. */
    @FunctionalInterface
    interface Manners {
        Manners GOOD = request -> 200;

        /** Returns a status, {@link #HANG_UP} or {@link #BREAK_OFF}. */
        int answer(Request request) throws InterruptedException;
    }

    private Collector(HttpServer server) {
        this.server = server;
    }

    static Collector start() {
        return start(0);
    }

    static Collector start(int port) {
        try {
            return serve(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of {@code https}. */
    static Collector start(HttpsConfigurator tls) {
        try {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(tls);
            return serve(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Collector serve(HttpServer server) {
        Collector collector = new Collector(server);
        collector.server.createContext("/", collector::handle);
        collector.server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        collector.server.start();
        return collector;
    }

    /** A port on which nobody listens, and which no test is given by chance before this one listens there. */
    static int freePort() {
        while (true) {
            // Below those that systems give to whoever asks for any.
            int port = ThreadLocalRandom.current().nextInt(10_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // Somebody does.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    Collector with(Manners other) {
        manners = other;
        return this;
    }

    /** Closes the connection in the middle of a request, whenever this says so. */
    Collector readingNoFurther(BooleanSupplier when) {
        readsNoFurther = when;
        return this;
    }

    /** Tells each line that it takes, and remembers nothing but the receipts: for more lines than there is memory. */
    Collector telling(Consumer<JsonNode> other) {
        listener = other;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (readsNoFurther.getAsBoolean()) {
                exchange.getRequestBody().read();
                return;
            }
            Request request = read(exchange);
            if (listener == null) {
                requests.add(request);
            }
            int status = manners.answer(request);
            if (status == 200 || status == BREAK_OFF) {
                take(request);
            }
            answer(exchange, status);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Request request) {
        receipts.add(request.key(), request.lines());
        if (listener != null) {
            request.lines().forEach(listener);
            return;
        }
        synchronized (taken) {
            taken.addAll(request.lines());
        }
    }

    private void answer(HttpExchange exchange, int status) throws IOException {
        if (status == BREAK_OFF) {
            brokenOff.incrementAndGet();
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        } else if (status != HANG_UP) {
            if (status == 429) {
                exchange.getResponseHeaders().set("Retry-After", "1");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    private static Request read(HttpExchange exchange) throws IOException {
        String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
        try (InputStream raw = exchange.getRequestBody();
                InputStream body = "gzip".equals(encoding) ? new GZIPInputStream(raw) : raw) {
            String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
            return new Request(
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    encoding,
                    text.lines().map(LivetailProcess::parse).toList());
        }
    }

    String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://localhost:" + server.getAddress().getPort() + "/intake";
    }

    List<Request> requests() {
        return requests;
    }

    Receipts receipts() {
        return receipts;
    }

    /** How many batches it has taken without saying so: these may come again. */
    int brokenOff() {
        return brokenOff.get();
    }

    /** The messages of all lines taken that begin so, in the order in which they came. */
    List<String> messages(String beginning) {
        List<JsonNode> all;
        synchronized (taken) {
            all = List.copyOf(taken);
        }
        return all.stream()
                .map(line -> line.path("message").asText())
                .filter(message -> message.startsWith(beginning))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
