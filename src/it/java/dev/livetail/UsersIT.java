package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.security.SigningKey;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who makes a request, by tokens of every kind, and what is left of those that are not accepted. */
class UsersIT {
    private static final String ISSUER = "mp.jwt.verify.issuer=" + SigningKey.ISSUER;
    private static final String JSON_CONSOLE = "quarkus.log.console.json.enabled=true";
    private static final String REFUSED = "Bearer token not accepted, so the user is not known: ";

    @Test
    void aPublicKeyInAFileVerifies() {
        SigningKey key = SigningKey.rs256();
        Options options = Options.of(ISSUER, "mp.jwt.verify.publickey.location=file:key.pem")
                .file("key.pem", key.pem());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            assertEquals("alice", user(livetail, key.token("alice")));
        }
    }

    @Test
    void anEllipticCurveVerifies() {
        SigningKey key = SigningKey.es256();
        Options options = Options.of(
                        ISSUER,
                        "mp.jwt.verify.publickey.location=file:key.pem",
                        "mp.jwt.verify.publickey.algorithm=ES256")
                .file("key.pem", key.pem());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            assertEquals("alice", user(livetail, key.token("alice")));
        }
    }

    @Test
    void aSharedSecretVerifies() {
        SigningKey key = SigningKey.hs256();
        Options options = Options.of(
                        ISSUER,
                        "smallrye.jwt.verify.key.location=file:keys.json",
                        "smallrye.jwt.verify.algorithm=HS256")
                .file("keys.json", key.keySet());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            assertEquals("alice", user(livetail, key.token("alice")));
            assertEquals("", user(livetail, SigningKey.hs256().token("mallory")));
        }
    }

    @Test
    void keysAreFetchedFromTheirIssuer() {
        SigningKey key = SigningKey.rs256();
        try (KeyServer keys = KeyServer.start(key);
                LivetailProcess livetail =
                        LivetailProcess.start(ISSUER, "mp.jwt.verify.publickey.location=" + keys.address())) {
            assertEquals("alice", user(livetail, key.token("alice")));
            assertEquals("", user(livetail, SigningKey.rs256().token("mallory")));
            livetail.awaitOutput(REFUSED + "the key that it names is not known");
            keys.stop();
            assertEquals("bob", user(livetail, key.token("bob")));
        }
    }

    @Test
    void withoutItsIssuerTheServiceAnswers() {
        SigningKey key = SigningKey.rs256();
        try (KeyServer keys = KeyServer.start(key);
                LivetailProcess livetail =
                        LivetailProcess.start(ISSUER, "mp.jwt.verify.publickey.location=" + keys.address())) {
            keys.stop();
            assertEquals("", user(livetail, key.token("alice")));
            livetail.awaitOutput(REFUSED + "the keys cannot be had");
        }
    }

    @Test
    void anIssuerThatSaysNothingHoldsUpNobody() throws Exception {
        SigningKey key = SigningKey.rs256();
        // It takes connections, and never answers.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LivetailProcess livetail = LivetailProcess.start(
                        ISSUER,
                        "mp.jwt.verify.publickey.location=http://localhost:" + silent.getLocalPort() + "/keys")) {
            for (int i = 0; i < 50; i++) {
                assertEquals("", user(livetail, key.token("alice")));
            }
            assertEquals(200, livetail.get("/runs").statusCode());
            livetail.awaitState(livetail.startRun("demo", "lines=1", "interval=0s"), "succeeded");
        }
    }

    @Test
    void withoutAKeyTokensAreNotLookedAt() throws InterruptedException {
        try (LivetailProcess livetail = LivetailProcess.start()) {
            assertEquals("", user(livetail, SigningKey.rs256().token("alice")));
            livetail.terminate();
            String output = livetail.wholeOutput();
            assertFalse(output.contains("WARN"), output);
        }
    }

    @Test
    void linesAndRunsNameTheirUser() {
        SigningKey key = SigningKey.rs256();
        Options options = Options.of(ISSUER, JSON_CONSOLE, "mp.jwt.verify.publickey.location=file:key.pem")
                .file("key.pem", key.pem());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            String run = startedBy(livetail, key.token("alice"));
            String other = startedBy(livetail, key.token("bob"));
            livetail.awaitState(run, "succeeded");
            livetail.awaitState(other, "succeeded");

            for (JsonNode line : livetail.log(run)) {
                assertEquals("alice", line.at("/mdc/user_id").asText(), line.toString());
            }
            try (LogStream stream =
                    livetail.stream("/logs/stream?user_id=alice&tail=100", "Accept", "application/x-ndjson")) {
                JsonNode line = stream.readObject();
                while (!line.path("message").asText().startsWith("line 1 of 1")) {
                    line = stream.readObject();
                    assertEquals(run, line.at("/mdc/run_id").asText(run));
                }
                assertEquals("alice", line.at("/mdc/user_id").asText());
            }
            livetail.awaitOutput("\"user_id\":\"bob\"");
        }
    }

    private static String startedBy(LivetailProcess livetail, String token) {
        HttpResponse<String> started = livetail.send(
                "POST",
                "/operations/demo/runs",
                "{\"lines\":\"1\",\"interval\":\"0s\"}",
                "Content-Type",
                "application/json",
                "Accept",
                "application/json",
                "Authorization",
                "Bearer " + token);
        assertEquals(201, started.statusCode(), started.body());
        return LivetailProcess.parse(started.body()).path("id").asText();
    }

    @Test
    void nothingIsLeftOfATokenThatIsNotAccepted() {
        SigningKey key = SigningKey.rs256();
        SigningKey wrong = SigningKey.rs256();
        Map<String, String> refused = new LinkedHashMap<>();
        refused.put(key.token(with("exp", Instant.now().getEpochSecond() - 7200)), "it has expired");
        refused.put(key.token(with("nbf", Instant.now().getEpochSecond() + 1800)), "it is not valid yet");
        refused.put(wrong.token("mallory-the-secret"), "its signature is wrong");
        refused.put(key.token(with("iss", "https://elsewhere.example")), "its issuer is another");
        refused.put(SigningKey.unsigned(SigningKey.claims("mallory-the-secret")), "it is malformed");
        refused.put(SigningKey.hs256().token("mallory-the-secret"), "it is malformed");
        refused.put("garbage-the-secret", "it is malformed");
        refused.put("a.b.c-the-secret", "it is malformed");
        refused.put("x-the-secret".repeat(1000), "it is malformed");

        Options options = Options.of(ISSUER, "mp.jwt.verify.publickey.location=file:key.pem", "quarkus.log.level=DEBUG")
                .file("key.pem", key.pem());
        try (LivetailProcess livetail = LivetailProcess.start(options)) {
            for (Map.Entry<String, String> token : refused.entrySet()) {
                HttpResponse<String> answer = livetail.get(
                        "/whoami", "Authorization", "Bearer " + token.getKey(), "X-Request-ID", idOf(token.getKey()));
                assertEquals(200, answer.statusCode());
                assertFalse(LivetailProcess.parse(answer.body()).has("user"), answer.body());
            }
            for (Map.Entry<String, String> token : refused.entrySet()) {
                List<String> warnings = await("the warning")
                        .atMost(LivetailProcess.LIMIT)
                        .until(() -> warnings(livetail, idOf(token.getKey())), lines -> !lines.isEmpty());
                assertEquals(1, warnings.size(), warnings.toString());
                assertTrue(warnings.getFirst().contains(REFUSED + token.getValue()), warnings.getFirst());
            }
            // One that is longer than any header may be is refused before anyone looks at it.
            assertEquals(
                    431,
                    livetail.get("/whoami", "Authorization", "Bearer " + "x-the-secret".repeat(10_000))
                            .statusCode());

            List<String> outputs = List.of(
                    livetail.output(),
                    livetail.get("/logs?format=ndjson&level=TRACE").body(),
                    livetail.get("/q/metrics").body(),
                    livetail.get("/nothing/there", "Authorization", "Bearer garbage-the-secret")
                            .body());
            assertAll(outputs.stream()
                    .flatMap(output -> refused.keySet().stream()
                            .flatMap(token -> Stream.concat(Arrays.stream(token.split("\\.")), Stream.of("the-secret")))
                            .filter(part -> part.length() > 8)
                            .map(part -> () -> assertFalse(output.contains(part), () -> part + " is in " + output))));
        }
    }

    private static String idOf(String token) {
        return "request-" + Integer.toHexString(token.hashCode());
    }

    private static List<String> warnings(LivetailProcess livetail, String requestId) {
        return livetail.get("/logs?level=WARN&request_id=" + requestId)
                .body()
                .lines()
                .filter(line -> !line.startsWith("--- "))
                .toList();
    }

    private static Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = SigningKey.claims("mallory-the-secret");
        claims.put(claim, value);
        return claims;
    }

    /** Empty where it does not know one. */
    private static String user(LivetailProcess livetail, String token) {
        HttpResponse<String> answer = livetail.get("/whoami", "Authorization", "Bearer " + token);
        assertEquals(200, answer.statusCode(), answer.body());
        return LivetailProcess.parse(answer.body()).at("/user/id").asText();
    }
}
