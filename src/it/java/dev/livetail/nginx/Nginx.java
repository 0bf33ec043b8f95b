package dev.livetail.nginx;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real nginx in front of processes of the service, as ingress-nginx configures one for an {@link Ingress}; on a port and
 * in a directory of its own. It ends with this object, or with this process.
 *
 * <p>Two things ingress-nginx does by Lua, which a plain nginx does not have. That a cookie leads back to the same pod is
 * done by a map from the cookie to an upstream whose other servers are backups; and the cookie is set to the pod that has
 * answered, so that it changes when another one had to. And pods come and go without a reload there; here {@link #serve}
 * is one. For one thread.
 */
public final class Nginx implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final String GENERATION = "/nginx-generation";

    private final Path directory;
    private final int port;
    private final Ingress ingress;
    private final String additional;
    private final Process process;
    private int generation;
    private boolean closed;

    private Nginx(Ingress ingress, String additional, List<Integer> pods) throws IOException {
        // Its workers are nobody where it is started by root, and need to come through.
        this.directory = Files.createTempDirectory(
                "nginx-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        this.port = freePort();
        this.ingress = ingress;
        this.additional = additional;
        configure(pods);
        this.process = command()
                .redirectOutput(directory.resolve("output.log").toFile())
                .start();
    }

    /** Where it is installed. Of the directories Debian has it in one that is not on everyone's path. */
    public static Optional<Path> executable() {
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(place -> Path.of(place, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts it, and waits until it serves.
     *
     * @param additional further directives for all requests, or nothing
     * @param pods the ports of the service's processes
     */
    public static Nginx start(Ingress ingress, String additional, Integer... pods)
            throws IOException, InterruptedException {
        Nginx nginx = new Nginx(ingress, additional, List.of(pods));
        Runtime.getRuntime().addShutdownHook(new Thread(nginx::close, "end-nginx"));
        try {
            nginx.awaitGeneration();
            return nginx;
        } catch (IOException | InterruptedException | RuntimeException e) {
            nginx.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ProcessBuilder command(String... arguments) {
        Path nginx = executable().orElseThrow(() -> new IllegalStateException("nginx is not installed"));
        List<String> command = new ArrayList<>(
                List.of(nginx.toString(), "-p", directory.toString(), "-c", "nginx.conf", "-e", "error.log"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** From now on, new requests go to these. Those that are being answered are not touched. */
    public void serve(Integer... pods) throws IOException, InterruptedException {
        configure(List.of(pods));
        Process reload = command("-s", "reload").start();
        String output = new String(reload.getInputStream().readAllBytes(), UTF_8);
        if (reload.waitFor() != 0) {
            throw new IOException("nginx was not reloaded: " + output);
        }
        awaitGeneration();
    }

    private void awaitGeneration() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!answersAsConfigured()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw new IOException("nginx does not serve:\n" + log());
            }
            Thread.sleep(10);
        }
    }

    private boolean answersAsConfigured() {
        try (var answer = URI.create("http://" + host() + GENERATION).toURL().openStream()) {
            return new String(answer.readAllBytes(), UTF_8).equals(Integer.toString(generation));
        } catch (IOException e) {
            return false;
        }
    }

    private String host() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** The cookie that leads to the pod of this port. */
    public String cookie(int pod) {
        return ingress.cookieName() + "=" + name(pod);
    }

    /** What it has complained about. */
    public String log() throws IOException {
        Path log = directory.resolve("error.log");
        return (Files.exists(log) ? Files.readString(log) : "") + Files.readString(directory.resolve("output.log"));
    }

    private static String name(int pod) {
        return "pod-" + pod;
    }

    private void configure(List<Integer> pods) throws IOException {
        generation++;
        Files.writeString(directory.resolve("nginx.conf"), configuration(pods));
    }

    private String configuration(List<Integer> pods) {
        return """
                daemon off;
                worker_processes 1;
                pid nginx.pid;
                error_log error.log notice;
                events {
                  worker_connections 16384;
                }
                http {
                  access_log off;
                  client_body_temp_path client-body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                %s
                  map $http_x_request_id $id_of_request {
                    default $http_x_request_id;
                    "" $request_id;
                  }
                  map $http_cookie $wanted {
                    default any;
                %s  }
                  map $upstream_addr $answering {
                %s  }
                %s
                  server {
                    listen %s;
                    location = %s {
                      return 200 "%d";
                    }
                    location / {
                      proxy_pass http://$wanted;
                      proxy_http_version 1.1;
                      proxy_set_header Connection "";
                      proxy_set_header Host $http_host;
                      proxy_set_header X-Request-ID $id_of_request;
                      proxy_set_header X-Real-IP $remote_addr;
                      proxy_set_header X-Forwarded-For $remote_addr;
                      proxy_set_header X-Forwarded-Host $http_host;
                      proxy_set_header X-Forwarded-Port $server_port;
                      proxy_set_header X-Forwarded-Proto $scheme;
                      proxy_set_header X-Forwarded-Scheme $scheme;
                      proxy_connect_timeout 5s;
                      proxy_request_buffering on;
                      proxy_next_upstream_tries 3;
                      add_header Set-Cookie "%s=$answering; %s" always;
                %s
                    }
                  }
                }
                """.formatted(
                additional,
                each(pods, pod -> "\"~%s(;|$)\" %s;\n".formatted(cookie(pod), name(pod))),
                each(pods, pod -> "\"~:%d$\" %s;\n".formatted(pod, name(pod))),
                upstream("any", each(pods, pod -> server(pod, "")))
                        + each(
                                pods,
                                pod -> upstream(
                                        name(pod),
                                        each(pods, other -> server(other, other.equals(pod) ? "" : " backup")))),
                host(),
                GENERATION,
                generation,
                ingress.cookieName(),
                ingress.cookieAttributes(),
                ingress.directives());
    }

    private static String each(List<Integer> pods, Function<Integer, String> text) {
        return pods.stream().map(text).collect(Collectors.joining());
    }

    private static String upstream(String name, String servers) {
        return "upstream " + name + " {\n" + servers + "keepalive 320;\n}\n";
    }

    /** One that has not answered is tried again by the next request: what is there no more, Kubernetes takes away. */
    private static String server(int pod, String role) {
        return "server 127.0.0.1:" + pod + " max_fails=0" + role + ";\n";
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            process.destroy();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
