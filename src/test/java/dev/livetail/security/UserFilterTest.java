package dev.livetail.security;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.capture.LogCapture;
import dev.livetail.context.MdcKeys;
import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a bearer token does, and what one does not that is not accepted. */
@QuarkusTest
@TestProfile(UserFilterTest.Verified.class)
class UserFilterTest {
    private static final String SIGNING_KEY = "test.signing-key";

    /** Tokens are verified with a key that is made for these tests. */
    public static final class Verified implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            SigningKey key = SigningKey.rs256();
            return Map.of(
                    SIGNING_KEY,
                    key.toString(),
                    "mp.jwt.verify.publickey",
                    key.pem(),
                    "mp.jwt.verify.issuer",
                    SigningKey.ISSUER,
                    "livetail.users.email",
                    "true");
        }
    }

    @Inject
    LogCapture capture;

    @Inject
    RingJournal journal;

    @ConfigProperty(name = SIGNING_KEY)
    String signingKey;

    private SigningKey key;
    private long before;

    @BeforeEach
    void begin() throws InterruptedException {
        key = SigningKey.parse(signingKey);
        awaitAllLogged();
        before = journal.last();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "worker", "virtual"})
    void theLinesOfARequestNameItsUser(String thread) throws InterruptedException {
        String text = UUID.randomUUID().toString();
        with(key.token("alice"))
                .get("/test/users/{thread}/{text}", thread, text)
                .then()
                .statusCode(200);
        given().get("/test/users/{thread}/{text}", thread, text).then().statusCode(200);

        List<String> users = logged().filter(event -> event.message().equals(text))
                .map(event -> event.mdc().getOrDefault(MdcKeys.USER_ID, "nobody"))
                .toList();
        assertEquals(List.of("alice", "nobody"), users);
    }

    @Test
    void aUserWithoutSubjectGoesByTheOtherName() {
        Map<String, Object> claims = SigningKey.claims("alice");
        claims.remove("sub");
        claims.put("upn", "alice@example.org");
        with(key.token(claims)).get("/whoami").then().body("user.id", equalTo("alice@example.org"));
    }

    @Test
    void whoamiTellsWhatIsKnown() {
        Map<String, Object> claims = SigningKey.claims("alice");
        claims.put("groups", List.of("operators", "admin"));
        claims.put("email", "alice@example.org");
        with(key.token(claims))
                .get("/whoami")
                .then()
                .statusCode(200)
                .header("Cache-Control", equalTo("no-store"))
                .body("user.id", equalTo("alice"))
                .body("user.email", equalTo("alice@example.org"))
                .body("user.groups", equalTo(List.of("admin", "operators")))
                .body("method", equalTo("GET"))
                .body("client_ip", equalTo("127.0.0.1"))
                .body("protocol", equalTo("HTTP/1.1"));
        given().get("/whoami").then().statusCode(200).body("containsKey('user')", is(false));
    }

    @Test
    void aNameCanNeitherForgeALineNorFillTheLog() throws InterruptedException {
        String text = UUID.randomUUID().toString();
        with(key.token("eve\r\n2026 INFO forged \u001b[31m\u2028\u202e" + "x".repeat(1000)))
                .get("/test/users/worker/{text}", text)
                .then()
                .statusCode(200);

        String user = logged().filter(event -> event.message().equals(text))
                .findFirst()
                .orElseThrow()
                .mdc()
                .get(MdcKeys.USER_ID);
        assertTrue(user.startsWith("eve\uFFFD\uFFFD2026 INFO forged \uFFFD[31m\uFFFD\uFFFDxxx"), user);
        assertEquals(256, user.length());
    }

    @Test
    void whatIsForUsersTakesAValidToken() {
        with(key.token("alice")).get("/test/users/authenticated").then().statusCode(200);
        given().get("/test/users/authenticated")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer"))
                .body("title", equalTo("Unauthorized"));
        with(SigningKey.rs256().token("mallory"))
                .get("/test/users/authenticated")
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", equalTo("Bearer error=\"invalid_token\""))
                .body("instance", equalTo("/test/users/authenticated"));
    }

    @Test
    void whatIsForARoleTakesThatRole() {
        Map<String, Object> claims = SigningKey.claims("alice");
        claims.put("groups", List.of("admin"));
        with(key.token(claims)).get("/test/users/admin").then().statusCode(200);
        with(key.token("bob"))
                .get("/test/users/admin")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", nullValue())
                .body("title", equalTo("Forbidden"));
        given().get("/test/users/admin").then().statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/whoami", "/test/users/authenticated", "/nothing/there", "/q/health/live"})
    void aTokenThatIsNotAcceptedIsSaidOnce(String path) throws InterruptedException {
        Map<String, Object> claims = SigningKey.claims("mallory");
        claims.put("exp", Instant.now().getEpochSecond() - 7200);
        String token = key.token(claims);
        int status = with(token).get(path).statusCode();
        assertEquals(path.equals("/nothing/there") ? 404 : path.startsWith("/test") ? 401 : 200, status);

        List<LogEvent> events =
                logged().filter(event -> event.level().isAtLeast(LogLevel.WARN)).toList();
        assertEquals(1, events.size(), events.toString());
        assertEquals(LogLevel.WARN, events.getFirst().level());
        assertEquals(
                "Bearer token not accepted, so the user is not known: it has expired",
                events.getFirst().message());
        for (String part : token.split("\\.", -1)) {
            assertFalse(events.toString().contains(part));
        }
        assertFalse(events.toString().contains("mallory"));
    }

    private static RequestSpecification with(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private Stream<LogEvent> logged() throws InterruptedException {
        awaitAllLogged();
        return journal.read(before + 1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(JournalEntry::event);
    }

    private void awaitAllLogged() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        capture.afterAllLogged(done::countDown);
        done.await();
    }
}
