package dev.livetail.perf;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The packaged application, started for one measurement on a free port of the loopback interface, with a data directory
 * that goes with it. It ends with this object, or with this process. Thread-safe where the shutdown of this process needs
 * it.
 */
final class Server implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(60);

    /** More than the service gives its runs to end. */
    private static final Duration STOP = Duration.ofSeconds(40);

    private static final int LOG_TAIL = 4000;

    private final Process process;
    private final Path directory;
    private final InetSocketAddress address;
    private final long launchedAt;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private boolean closed;

    private Server(ServerOptions options) throws IOException {
        directory = Files.createTempDirectory("livetail-perf-");
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
        ProcessBuilder builder = new ProcessBuilder(command(options));
        launchedAt = System.nanoTime();
        process = builder.directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log().toFile())
                .start();
    }

    /** Starts it, and waits until it is ready. */
    static Server start(ServerOptions options) throws IOException, InterruptedException {
        Server server = launch(options);
        try {
            server.awaitReady();
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Starts it, and waits for nothing. */
    static Server launch(ServerOptions options) throws IOException {
        Server server = new Server(options);
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "end-server"));
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private List<String> command(ServerOptions options) {
        List<String> command = new ArrayList<>();
        String executable = options.executable().toAbsolutePath().toString();
        boolean jar = options.isJar();
        command.add(jar ? java("java").toString() : executable);
        options.heap().ifPresent(heap -> command.add("-Xmx" + heap));
        command.addAll(options.runtimeOptions());
        command.add("-Dquarkus.http.host=" + address.getAddress().getHostAddress());
        command.add("-Dquarkus.http.port=" + address.getPort());
        command.add("-Dlivetail.data.directory=" + directory.resolve("data"));
        options.settings().forEach(setting -> command.add("-D" + setting));
        if (jar) {
            command.addAll(List.of("-jar", executable));
        }
        return command;
    }

    private static Path java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool);
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (true) {
            if (!process.isAlive()) {
                throw new IOException("the server ended at its start:\n" + logTail());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("the server is not ready after " + START.toSeconds() + " s:\n" + logTail());
            }
            try {
                if (send(request("/q/health/ready").GET().build()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // It does not listen yet.
            }
            Thread.sleep(20);
        }
    }

    private String logTail() throws IOException {
        String log = Files.readString(log());
        return log.substring(Math.max(0, log.length() - LOG_TAIL));
    }

    /** Starts the operation {@code demo} and returns the path of its run. */
    String startDemo(DemoRun run) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request("/operations/demo/runs")
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(run.json()))
                .build());
        if (response.statusCode() != 201) {
            throw new IOException("starting demo: status " + response.statusCode() + ": " + response.body());
        }
        String location = response.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("starting demo: an answer without Location"));
        return URI.create(location).getPath();
    }

    void cancel(String run) throws IOException, InterruptedException {
        send(request(run).DELETE().build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://" + address.getAddress().getHostAddress() + ":" + address.getPort() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
    }

    InetSocketAddress address() {
        return address;
    }

    /** When its process was made, on the clock of {@link System#nanoTime}. */
    long launchedAt() {
        return launchedAt;
    }

    Usage usage() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the server has ended:\n" + logTail());
        }
        return Usage.of(process.pid());
    }

    /** Has garbage collected, so that what is resident after it is needed. Of a native executable it cannot be asked. */
    void collectGarbage(ServerOptions options) throws IOException, InterruptedException {
        if (options.isJar() && Files.isExecutable(java("jcmd"))) {
            Process jcmd = new ProcessBuilder(java("jcmd").toString(), Long.toString(process.pid()), "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!jcmd.waitFor(30, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
            }
        }
    }

    /** Ends the server, by its own process and no other's, and removes what it has written. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.destroy();
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                System.err.println("The server did not end in " + STOP.toSeconds() + " s, and was killed.");
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
        try {
            delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
