package dev.livetail.forward;

import com.sun.net.httpserver.HttpServer;
import dev.livetail.filter.EventFilter;
import dev.livetail.forward.shape.ShapeSettings;
import dev.livetail.forward.shape.Shapes;
import dev.livetail.forward.spool.Fsync;
import dev.livetail.forward.spool.Spool;
import dev.livetail.forward.spool.SpoolSettings;
import dev.livetail.journal.RingJournal;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Three forwarders of one journal: two whose sink takes everything, and one whose sink is not there. */
public final class ThreeForwarders {
    private static final Duration SOON = Duration.ofMillis(5);

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Path directory;
    private final List<Forwarder> forwarders;

    private ThreeForwarders(RingJournal journal) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, -1);
            }
        });
        server.start();
        directory = Files.createTempDirectory("forward-bench-");
        int there = server.getAddress().getPort();
        int nothing;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nothing = closed.getLocalPort();
        }
        forwarders = List.of(
                forwarder(journal, "one", there),
                forwarder(journal, "two", there),
                forwarder(journal, "dead", nothing));
        forwarders.forEach(Forwarder::start);
    }

    /** Starts them. */
    public static ThreeForwarders of(RingJournal journal) {
        try {
            return new ThreeForwarders(journal);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Forwarder forwarder(RingJournal journal, String name, int port) throws IOException {
        SpoolSettings settings = new SpoolSettings(64 << 20, Duration.ofDays(1), 8 << 20, Fsync.INTERVAL);
        Path own = directory.resolve(name);
        return new Forwarder(
                name,
                journal,
                EventFilter.all(),
                new HttpSink(
                        vertx,
                        URI.create("http://localhost:" + port + "/"),
                        Map.of(),
                        Shapes.named(
                                "ndjson",
                                new ShapeSettings(
                                        "bench", Optional.empty(), Optional.empty(), Optional.empty(), Map.of())),
                        true,
                        Duration.ofSeconds(10),
                        new BatchLimits(5000, 1 << 21),
                        Optional.empty()),
                SOON,
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1), new SplittableRandom()),
                new SpoolBacklog(Spool.open(own.resolve("spool"), settings, InstantSource.system())),
                new Pace(10_000, System.nanoTime()),
                new DeadLetters(own.resolve("dead-letters.ndjson"), 1 << 20));
    }

    /** Waits until those whose sink is there have nothing to do. */
    public void awaitIdle() {
        while (forwarders.stream()
                .map(Forwarder::status)
                .filter(status -> status.awaySince().isEmpty())
                .anyMatch(status -> status.books().pending() > 0)) {
            LockSupport.parkNanos(SOON.toNanos() / 10);
        }
    }

    /** Prints their books, and ends them. */
    public void close() throws IOException, InterruptedException {
        for (Forwarder forwarder : forwarders) {
            System.out.printf("%n%s: %s%n", forwarder.name(), forwarder.status().books());
            forwarder.finish(Duration.ZERO);
            forwarder.awaitFinished();
        }
        server.stop(0);
        vertx.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
