package dev.livetail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged application, as a process of its own on a port of its own, with a directory of its own.
 *
 * <p>It is what {@code -Dlivetail.executable} names, if that is given: a native executable takes the same options and
 * {@code -D} settings as a JVM. Otherwise it is the built JAR, on the JDK that runs the tests.
 *
 * <p>A test ends no process but its own: {@link #close} does, however the test went. All waiting here is for conditions;
 * the limits only keep a test from hanging.
 */
final class LivetailProcess implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);

    /** Null where the JAR is to be run. */
    static final String EXECUTABLE = System.getProperty("livetail.executable");
    /** What is built where there is no executable. */
    static final Path APPLICATION = Path.of("target", "quarkus-app");

    static final Path JAVA_HOME = Path.of(System.getProperty("java.home"));

    private static final Pattern LISTENING = Pattern.compile("Listening on: (http://\\S+?):(\\d+)");
    private static final int KEPT_OUTPUT = 2000;
    /** In the directory of a process, where it keeps its data. */
    static final String DATA = "data";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();
    private final Launcher launcher;
    private final Path directory;
    private final List<String> options;
    private final Deque<String> output = new ArrayDeque<>();
    private Process process;
    private Thread outputReader;
    private volatile int port;
    private boolean unread;

    /** How a process ended that should not have started. */
    record Failed(int exitCode, String output) {}

    /** How a process is started. */
    interface Launcher {
        /**
         * What to start.
         *
         * @param directory the process' own; its data is in {@link #DATA} there
         */
        ProcessBuilder command(Path directory, List<String> options) throws IOException;

        /** The process of the application itself, where others had to come before it. */
        default ProcessHandle application(Process started) {
            return started.toHandle();
        }
    }

    private LivetailProcess(Launcher launcher, Options options) throws IOException {
        this.launcher = launcher;
        this.directory = Files.createTempDirectory("livetail-it-");
        this.options = options.all();
        for (Map.Entry<String, String> file : options.files().entrySet()) {
            Path path = directory.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
    }

    /**
     * Starts it, and waits until it is ready.
     *
     * @param options settings as {@code key=value}, and options of the JVM, which begin with a dash
     */
    static LivetailProcess start(String... options) {
        return start(Options.of(options));
    }

    static LivetailProcess start(Options options) {
        return start(LivetailProcess::command, options);
    }

    /** The same, but does not wait until it is ready. */
    static LivetailProcess startUnready(Options options) {
        return start(LivetailProcess::command, options, false);
    }

    static LivetailProcess start(Launcher launcher, Options options) {
        return start(launcher, options, true);
    }

    private static LivetailProcess start(Launcher launcher, Options options, boolean untilReady) {
        try {
            LivetailProcess livetail = new LivetailProcess(launcher, options);
            // For the case that nothing else runs any more, not even the end of a test.
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(() -> livetail.handle().destroyForcibly()));
            livetail.start(untilReady);
            return livetail;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it with settings it must not start with, and waits for its end. */
    static Failed startInVain(Options options) throws IOException, InterruptedException {
        LivetailProcess livetail = new LivetailProcess(LivetailProcess::command, options);
        try {
            livetail.launch();
            int exitCode = livetail.awaitExit();
            return new Failed(exitCode, livetail.wholeOutput());
        } finally {
            livetail.close();
        }
    }

    private void start(boolean untilReady) throws IOException {
        try {
            launch();
            await("it listens").atMost(LIMIT).until(() -> {
                assertTrue(process.isAlive(), () -> "it has ended:\n" + output());
                return port > 0;
            });
            await("it is ready")
                    .atMost(LIMIT)
                    .until(() -> !untilReady || get("/q/health/ready").statusCode() == 200);
        } catch (IOException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    private void launch() throws IOException {
        port = 0;
        process = launcher.command(directory, options).redirectErrorStream(true).start();
        Process launched = process;
        outputReader = Thread.ofPlatform().daemon().name("output").start(() -> keepOutput(launched));
    }

    static ProcessBuilder command(Path directory, List<String> options) {
        List<String> command = new ArrayList<>();
        Path program = EXECUTABLE == null ? JAVA_HOME.resolve("bin/java") : Path.of(EXECUTABLE);
        command.add(program.toAbsolutePath().toString());
        // Little, so that whatever grows with lines or readers shows.
        command.add("-Xmx256m");
        if (EXECUTABLE == null) {
            // Most live for seconds, half of which would go to the compiler that makes code for hours: Options.lasting.
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.add("-Dquarkus.http.port=0");
        command.add("-Dlivetail.data.directory=" + directory.resolve(DATA));
        options.forEach(option -> command.add(option.startsWith("-") ? option : "-D" + option));
        if (EXECUTABLE == null) {
            command.addAll(List.of(
                    "-jar",
                    APPLICATION.resolve("quarkus-run.jar").toAbsolutePath().toString()));
        }
        return new ProcessBuilder(command).directory(directory.toFile());
    }

    private void keepOutput(Process from) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(from.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                synchronized (output) {
                    output.add(line);
                    if (output.size() > KEPT_OUTPUT) {
                        output.remove();
                    }
                }
                if (port == 0) {
                    Matcher matcher = LISTENING.matcher(line);
                    if (matcher.find()) {
                        port = Integer.parseInt(matcher.group(2));
                    }
                }
                awaitInterest();
            }
        } catch (IOException e) {
            // It was killed, and its pipe broke.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitInterest() throws InterruptedException {
        synchronized (output) {
            while (unread) {
                output.wait();
            }
        }
    }

    /** From now on nobody reads what it writes, but for what comes next, until {@link #readOutput}. */
    void leaveOutput() {
        synchronized (output) {
            unread = true;
        }
    }

    void readOutput() {
        synchronized (output) {
            unread = false;
            output.notifyAll();
        }
    }

    /** Waits until all that it has written is read; it must have ended. */
    String wholeOutput() throws InterruptedException {
        outputReader.join();
        return output();
    }

    /** The newest lines that it has written. */
    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    /** Waits until it has written this: the console has a queue, so an answer can be there before its line. */
    void awaitOutput(String text) {
        await("it has written: " + text).atMost(LIMIT).until(this::output, containsString(text));
    }

    /** Starts it again on the same data; it must have ended. */
    void restart() throws IOException {
        assertFalse(process.isAlive());
        start(true);
    }

    /** Asks it to end, as an orchestrator does; returns at once. */
    void sendTerm() {
        handle().destroy();
    }

    /** Asks it to end, and waits for that. Returns the exit code. */
    int terminate() throws InterruptedException {
        sendTerm();
        return awaitExit();
    }

    /** Waits for its end, and returns the exit code. */
    int awaitExit() throws InterruptedException {
        assertTrue(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS), () -> "it does not end:\n" + output());
        return process.exitValue();
    }

    /** Ends it as a crash does. */
    void kill() throws InterruptedException {
        handle().destroyForcibly();
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        try {
            if (process != null) {
                kill();
            }
            http.shutdownNow();
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

    /** Where it keeps its data. */
    Path data() {
        return directory.resolve(DATA);
    }

    /** Its working directory. */
    Path directory() {
        return directory;
    }

    ProcessHandle handle() {
        return launcher.application(process);
    }

    int port() {
        return port;
    }

    /** The address of a path. */
    URI uri(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** @param headers names and values in turn */
    HttpResponse<String> send(String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(LIMIT)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + path + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(String path) {
        HttpResponse<String> response = get(path, "Accept", "application/json");
        assertEquals(200, response.statusCode(), response.body());
        return parse(response.body());
    }

    static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException("no JSON: " + json, e);
        }
    }

    /**
     * Starts a run and returns its id.
     *
     * @param parameters each as {@code name=value}
     */
    String startRun(String operation, String... parameters) {
        HttpResponse<String> response = tryRun(operation, parameters);
        assertEquals(201, response.statusCode(), response.body());
        return parse(response.body()).path("id").asText();
    }

    HttpResponse<String> tryRun(String operation, String... parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        Arrays.stream(parameters).map(pair -> pair.split("=", 2)).forEach(pair -> values.put(pair[0], pair[1]));
        return send(
                "POST",
                "/operations/" + operation + "/runs",
                JSON.valueToTree(values).toString(),
                "Content-Type",
                "application/json",
                "Accept",
                "application/json");
    }

    JsonNode run(String id) {
        return json("/runs/" + id);
    }

    JsonNode awaitState(String id, String state) {
        await("run " + id + " is " + state)
                .atMost(LIMIT)
                .until(() -> run(id).path("state").asText(), state::equals);
        return run(id);
    }

    /** The lines of a run's log so far as JSON, without what is told of the stream. */
    List<JsonNode> log(String id) {
        return get("/runs/" + id + "/logs", "Accept", "application/x-ndjson")
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .toList();
    }

    /** The messages of a run's log so far. */
    List<String> messages(String id) {
        return log(id).stream().map(line -> line.path("message").asText()).collect(Collectors.toList());
    }

    LogStream stream(String path, String... headers) {
        return LogStream.open(port, "GET", path, headers);
    }

    /** A metric, summed over all samples that have all of these tags, each as {@code name="value"}. */
    double metric(String name, String... tags) {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .filter(line -> Arrays.stream(tags).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
