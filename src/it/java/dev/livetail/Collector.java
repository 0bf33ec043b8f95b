package dev.livetail;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPInputStream;

/** A log aggregator of our own, which takes NDJSON, remembers it, and misbehaves as it is told to. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    private volatile Manners manners = Manners.GOOD;

    /** What has come in one request. */
    record Request(String authorization, String key, String encoding, List<JsonNode> lines) {}

    /** How it answers. What it answers with 200 it has taken. */
    @FunctionalInterface
    interface Manners {
        Manners GOOD = request -> 200;

        /** Returns a status; 0 closes the connection instead. */
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

    /** A port on which nobody listens at the moment. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Collector with(Manners other) {
        manners = other;
        return this;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = read(exchange);
            requests.add(request);
            int status = manners.answer(request);
            if (status == 200) {
                taken.addAll(request.lines());
            }
            if (status != 0) {
                if (status == 429) {
                    exchange.getResponseHeaders().set("Retry-After", "1");
                }
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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

    /** The messages of all lines taken that begin so, in the order in which they came. */
    List<String> messages(String beginning) {
        return taken.stream()
                .map(line -> line.path("message").asText())
                .filter(message -> message.startsWith(beginning))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
