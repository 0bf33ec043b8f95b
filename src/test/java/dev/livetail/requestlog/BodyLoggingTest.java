package dev.livetail.requestlog;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.LogEvent;
import dev.livetail.event.LogLevel;
import dev.livetail.testkit.CapturedLogs;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.http.ContentType;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bodies, where a route asks for them, while their logger is at DEBUG, which it is set to over HTTP. */
@QuarkusTest
@TestProfile(RequestLogProfile.class)
class BodyLoggingTest {
    private static final String LOGGER = "dev.livetail.requestlog.body";

    @Inject
    CapturedLogs logs;

    private final String path = "/test/exchange/" + UUID.randomUUID() + "/body";

    private static void setLevel(String json) {
        given().contentType(ContentType.JSON)
                .body("{\"level\":" + json + "}")
                .put("/loggers/" + LOGGER)
                .then()
                .statusCode(200);
    }

    @AfterEach
    void asBefore() {
        setLevel("null");
    }

    private LogEvent body(String name, String path) {
        CapturedLogs events = logs.ofLogger(LOGGER).with("path", path).with("event", name);
        LogEvent event = events.awaitAny();
        assertEquals(List.of(event), events.all());
        assertEquals(LogLevel.DEBUG, event.level());
        return event;
    }

    @Test
    void showsBothBodiesAndTheResourceReadsItsOwn() {
        setLevel("\"DEBUG\"");
        given().contentType(ContentType.JSON)
                .body("{\"name\":\"Ada\"}")
                .post(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("Ada"));
        LogEvent request = body("request_body", path);
        assertEquals("request_body POST " + path + " {\"name\":\"Ada\"}", request.message());
        assertEquals("14", request.mdc().get("bytes"));
        assertTrue(request.mdc().get("content_type").startsWith("application/json"));
        assertFalse(request.mdc().containsKey("bytes_kept"));
        LogEvent response = body("response_body", path);
        assertEquals("response_body POST " + path + " {\"name\":\"Ada\"}", response.message());
        assertEquals("14", response.mdc().get("bytes"));
    }

    @Test
    void showsForms() {
        setLevel("\"DEBUG\"");
        given().config(RestAssuredConfig.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(ContentType.URLENC)
                .body("name=Ada+L&x=1")
                .post(path)
                .then()
                .statusCode(200)
                .body(equalTo("Ada L"));
        assertEquals(
                "request_body POST " + path + " name=Ada+L&x=1",
                body("request_body", path).message());
        // The answer is text, which may be anything.
        logs.ofLogger(LOGGER).with("event", "response_body").with("path", path).assertNone();
    }

    @Test
    void showsABodyOfUnknownLength() {
        setLevel("\"DEBUG\"");
        given().contentType(ContentType.JSON)
                .body(new ByteArrayInputStream("{\"a\":\"b\"}".getBytes(StandardCharsets.UTF_8)))
                .post(path)
                .then()
                .statusCode(200)
                .body("a", equalTo("b"));
        assertTrue(body("request_body", path).message().endsWith("{\"a\":\"b\"}"));
    }

    @Test
    void keepsNoMoreThanItMayAndCountsAll() {
        setLevel("\"DEBUG\"");
        String json = "{\"name\":\"" + "a".repeat(1000) + "\"}";
        given().contentType(ContentType.JSON)
                .body(json)
                .post(path)
                .then()
                .statusCode(200)
                .body("name", equalTo("a".repeat(1000)));
        LogEvent event = body("request_body", path);
        assertTrue(event.message().endsWith(" " + json.substring(0, 64)), event.message());
        assertEquals(Integer.toString(json.length()), event.mdc().get("bytes"));
        assertEquals("64", event.mdc().get("bytes_kept"));
    }

    @Test
    void showsTheHeadersWithoutTheirSecrets() {
        setLevel("\"DEBUG\"");
        given().header("Authorization", "Basic YWRhOmh1bnRlcjI=")
                .header("Cookie", "theme=dark; session=hunter2")
                .header("X-Api-Key", "hunter2")
                .header("X-Purpose", "test")
                .get(path);
        String message = body("request_headers", path).message();
        assertTrue(message.startsWith("request_headers GET " + path + " {"), message);
        for (String header : List.of(
                "\"authorization\":\"***\"",
                "\"cookie\":\"theme=***; session=***\"",
                "\"x-api-key\":\"***\"",
                "\"x-purpose\":\"test\"")) {
            assertTrue(message.contains(header), message);
        }
    }

    @Test
    void keepsNotEvenAPartOfASecret() {
        setLevel("\"DEBUG\"");
        String json = "{\"name\":\"" + "a ".repeat(22) + "4111 1111 1111 1111\"}";
        given().contentType(ContentType.JSON).body(json).post(path).then().statusCode(200);
        LogEvent event = body("request_body", path);
        assertTrue(event.message().endsWith("a a "), event.message());
    }

    @Test
    void showsTheProblemThatIsTheAnswer() {
        setLevel("\"DEBUG\"");
        given().contentType(ContentType.JSON)
                .body("{\"lines\":\"many\"}")
                .accept(ContentType.JSON)
                .post("/operations/demo/runs")
                .then()
                .statusCode(400);
        LogEvent event = body("response_body", "/operations/demo/runs");
        assertEquals("application/problem+json", event.mdc().get("content_type"));
        assertTrue(event.message().contains("\"status\":400"), event.message());
    }

    @Test
    void showsTheRunThatIsTheAnswer() {
        setLevel("\"DEBUG\"");
        String id = given().contentType(ContentType.JSON)
                .body("{\"lines\":\"1\",\"interval\":\"0s\"}")
                .accept(ContentType.JSON)
                .post("/operations/demo/runs")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertTrue(body("response_body", "/operations/demo/runs").message().contains("\"id\":\"" + id + "\""));
    }

    @Test
    void showsNothingUnlessItsLoggerIsAtDebug() {
        given().contentType(ContentType.JSON)
                .body("{\"a\":\"b\"}")
                .post(path)
                .then()
                .statusCode(200);
        logs.with("event", "request_completed").with("path", path).awaitAny();
        logs.ofLogger(LOGGER).with("path", path).assertNone();
    }

    @Test
    void showsNothingOfOtherRoutes() {
        setLevel("\"DEBUG\"");
        given().get("/operations").then().statusCode(200);
        logs.with("event", "request_completed").with("path", "/operations").awaitAny();
        logs.ofLogger(LOGGER).with("path", "/operations").assertNone();
    }
}
