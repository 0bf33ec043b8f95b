package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Secrets, sent by every way there is into the service, are looked for in everything that comes out of it. */
class SecretsIT {
    private static final String PASSWORD = "hunter2-Zq9wXv";
    private static final String TOKEN = "tok-5f2Kd81mQe";
    private static final String COOKIE = "c00kie-8841aaKf";
    private static final String SIGNATURE = "c2lnbmF0dXJlLW9mLWEtdG9rZW4";
    private static final String CLAIMS = base64("{\"sub\":\"ada\",\"scope\":\"everything\"}");
    private static final String JWT = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + CLAIMS + "." + SIGNATURE;
    private static final String BASIC = base64("ada:" + PASSWORD);
    private static final String AWS_KEY = "AKIA" + "IOSFODNN7EXAMPLE";
    private static final String CARD = "4111111111111111";
    private static final String CARD_IN_GROUPS = "5500 0000 0000 0004";
    private static final String KEY_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7";
    private static final String KEY = "-----BEGIN PRIVATE KEY-----\n" + KEY_LINE + "\n"
            + KEY_LINE.toLowerCase(Locale.ROOT) + "\n-----END PRIVATE KEY-----";

    private static final List<String> SECRETS = List.of(
            PASSWORD,
            TOKEN,
            COOKIE,
            SIGNATURE,
            CLAIMS,
            BASIC,
            AWS_KEY,
            CARD,
            CARD_IN_GROUPS,
            KEY_LINE,
            KEY_LINE.toLowerCase(Locale.ROOT));

    private static final List<String> FORMATS = List.of("text", "html", "sse", "ndjson");

    private static LivetailProcess livetail;

    /** What came out, by where. */
    private static final Map<String, String> OUTPUTS = new LinkedHashMap<>();

    private static final List<String> RUNS = new ArrayList<>();

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @BeforeAll
    static void sendAndCollect() {
        livetail = LivetailProcess.start(Options.of(
                        "quarkus.log.file.enabled=true",
                        "quarkus.log.category.\"dev.livetail.requestlog.body\".level=DEBUG",
                        "livetail.request-log.routes.all.path=/*",
                        "livetail.request-log.routes.all.bodies=true")
                .file("key.pem", KEY + "\n")
                .command("login", "echo", "password={password} note={note} bare {password}")
                .operation("login", "parameters.password.pattern=[a-zA-Z0-9-]{1,64}")
                .operation("login", "parameters.note.description=anything")
                .command(
                        "tell",
                        "sh",
                        "-c",
                        "cat key.pem; printf 'pass'; sleep 0.2; printf 'word: " + PASSWORD + "\\n'; echo 'card " + CARD
                                + " and " + CARD_IN_GROUPS + "'; echo 'key " + AWS_KEY
                                + "'; echo '{\"user\":{\"Api-Key\":[\"" + TOKEN + "\"]}}'; echo 'https://ada:"
                                + PASSWORD
                                + "@example.org/' >&2; env; echo told")
                .operation("tell", "environment.DATABASE_PASSWORD=" + PASSWORD));
        try (LogStream live = livetail.stream("/logs/stream?format=sse")) {
            send();
            String last = livetail.startRun("demo", "lines=1", "text=that was all");
            livetail.awaitState(last, "succeeded");
            OUTPUTS.put("live stream", until("that was all", live));
        }
        collect();
    }

    private static String until(String last, LogStream stream) {
        StringBuilder read = new StringBuilder();
        while (read.indexOf(last) < 0) {
            read.append(stream.readLine()).append('\n');
        }
        return read.toString();
    }

    @AfterAll
    static void stop() {
        livetail.close();
    }

    private static void send() {
        body();
        form();
        query();
        headers();
        path();
        refused();
        output();
    }

    private static void body() {
        String run = livetail.startRun("login", "password=" + PASSWORD, "note=Bearer " + JWT);
        OUTPUTS.put(
                "run parameter in JSON", livetail.awaitState(run, "succeeded").toString());
        RUNS.add(run);
        answer(
                "body of a logger's level",
                "PUT",
                "/loggers/org.acme",
                "{\"level\":\"DEBUG\",\"for\":\"5m\",\"Access_Token\":\"" + TOKEN + "\"}",
                "Content-Type",
                "application/json");
    }

    private static void form() {
        answer(
                "form",
                "POST",
                "/operations/login/runs",
                "password=" + PASSWORD + "&note=card+" + CARD,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "Accept",
                "text/plain");
    }

    private static void query() {
        answer("query", "GET", "/logs?tail=1&api%5Fkey=" + TOKEN + "&q=" + JWT, null);
    }

    private static void headers() {
        answer("authorization", "GET", "/operations", null, "Authorization", "Basic " + BASIC);
        answer("bearer", "GET", "/operations", null, "Authorization", "Bearer " + JWT);
        answer("cookie", "GET", "/operations", null, "Cookie", "theme=dark; session=" + COOKIE);
        answer("user agent", "GET", "/operations", null, "User-Agent", "curl " + JWT);
        answer("other header", "GET", "/operations", null, "X-Api-Key", TOKEN, "Referer", "https://a/?token=" + TOKEN);
    }

    private static void path() {
        answer("path", "GET", "/runs/" + JWT, null);
        answer("path of nothing", "GET", "/nothing/" + AWS_KEY + "/here", null);
    }

    private static void refused() {
        answer("wrong parameter", "GET", "/logs?since=" + JWT, null);
        answer(
                "wrong level",
                "PUT",
                "/loggers/org.acme",
                "{\"level\":\"" + AWS_KEY + "\"}",
                "Content-Type",
                "application/json");
        OUTPUTS.put(
                "wrong run parameter",
                livetail.tryRun("login", "password=" + PASSWORD + "!").body());
        OUTPUTS.put(
                "unknown run parameter",
                livetail.tryRun("login", "token=" + TOKEN).body());
    }

    private static void output() {
        RUNS.add(livetail.startRun("tell"));
        livetail.awaitState(RUNS.getLast(), "succeeded");
        RUNS.add(livetail.startRun("demo", "lines=3", "interval=0s", "fail=true", "text=token=" + TOKEN + " of {n}"));
        livetail.awaitState(RUNS.getLast(), "failed");
    }

    private static void answer(String way, String method, String path, String body, String... headers) {
        OUTPUTS.put(
                "answer to " + way, livetail.send(method, path, body, headers).body());
    }

    private static void collect() {
        for (String format : FORMATS) {
            OUTPUTS.put(
                    "/logs as " + format, livetail.get("/logs?format=" + format).body());
            for (String run : RUNS) {
                String address = "/runs/" + run + "/logs";
                OUTPUTS.put(
                        address + " as " + format,
                        livetail.get(address + "?format=" + format).body());
            }
        }
        for (String run : RUNS) {
            OUTPUTS.put(
                    "page of " + run,
                    livetail.get("/runs/" + run, "Accept", "text/html").body());
            OUTPUTS.put("state of " + run, livetail.run(run).toString());
        }
        OUTPUTS.put("runs", livetail.json("/runs").toString());
        OUTPUTS.put("home page", livetail.get("/", "Accept", "text/html").body());
        OUTPUTS.put("metrics", livetail.get("/q/metrics").body());
        livetail.awaitOutput("that was all");
        OUTPUTS.put("console", livetail.output());
        await("the file has it all")
                .atMost(LivetailProcess.LIMIT)
                .until(() ->
                        contentOf(livetail.data().resolve("log/livetail.log")).contains("that was all"));
        files(file -> OUTPUTS.put("file " + livetail.data().relativize(file), contentOf(file)));
    }

    private static void files(Consumer<Path> each) {
        try (Stream<Path> files = Files.walk(livetail.data())) {
            files.filter(Files::isRegularFile).forEach(each);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noneIsInAnythingThatComesOut() {
        assertAll(OUTPUTS.entrySet().stream()
                .flatMap(output -> SECRETS.stream()
                        .map(secret -> () -> assertFalse(
                                output.getValue().contains(secret),
                                () -> secret + " is in " + output.getKey() + ": "
                                        + around(output.getValue(), secret)))));
    }

    private static String around(String text, String secret) {
        int at = text.indexOf(secret);
        return text.substring(Math.max(0, at - 200), Math.min(text.length(), at + secret.length() + 20));
    }

    /** Without this, a sweep that sends nothing, or looks at nothing, would find nothing as well. */
    @Test
    void whatStoodBesideThemIsThere() {
        for (String output : List.of(
                "/logs as text", "/logs as html", "/logs as sse", "/logs as ndjson", "live stream", "console")) {
            String text = OUTPUTS.get(output);
            assertTrue(text.contains("password=*** note=Bearer *** bare ***"), output);
            assertTrue(text.contains("told"), output);
            assertTrue(text.contains("card *** and ***"), output);
            assertTrue(text.contains("request_completed"), output);
        }
        assertTrue(OUTPUTS.get("/logs as ndjson").contains("\"Access_Token\\\":\\\"***\\\""));
        assertTrue(OUTPUTS.get("/logs as ndjson").contains("api%5Fkey=***"));
        assertTrue(OUTPUTS.get("file log/livetail.log").contains("card *** and ***"));
        assertTrue(OUTPUTS.get("metrics").contains("livetail_redactions_total{"));
        assertTrue(OUTPUTS.get("run parameter in JSON").contains("\"password\":\"***\""));
        assertTrue(OUTPUTS.keySet().stream().anyMatch(output -> output.startsWith("file runs/")));
    }
}
