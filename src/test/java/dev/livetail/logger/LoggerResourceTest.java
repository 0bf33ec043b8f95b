package dev.livetail.logger;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class LoggerResourceTest {
    private static final String NAME = "test.of.levels";
    private static final Logger LOG = Logger.getLogger(NAME);

    private static ValidatableResponse put(String name, String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .put("/loggers/{name}", name)
                .then();
    }

    @AfterEach
    void reset() {
        put(NAME, "{\"level\":null}").statusCode(200);
    }

    @Test
    void aLevelIsReadAndSet() {
        given().get("/loggers").then().statusCode(200).body("name", hasItem("ROOT"), "name", hasItem(NAME));
        put(NAME, "{\"level\":\"DEBUG\"}")
                .statusCode(200)
                .body("name", equalTo(NAME), "level", equalTo("DEBUG"), "revertsAt", nullValue());
        assertTrue(LOG.isDebugEnabled());
        given().get("/loggers/{name}", NAME)
                .then()
                .statusCode(200)
                .body("level", equalTo("DEBUG"), "effectiveLevel", equalTo("DEBUG"));
        put(NAME, "{\"level\":null}").statusCode(200).body("level", nullValue(), "effectiveLevel", equalTo("INFO"));
    }

    @Test
    void aChangeForATimeRevertsByItself() {
        put(NAME, "{\"level\":\"ERROR\",\"for\":\"PT0.2S\"}")
                .statusCode(200)
                .body("effectiveLevel", equalTo("ERROR"), "revertsAt", notNullValue());
        await().until(() -> LOG.isInfoEnabled());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"level\":\"LOUD\"} | 'level' is 'LOUD', but it takes one of OFF, FATAL",
                "{\"level\":\"DEBUG\",\"for\":\"soon\"} | 'for' is 'soon', but it takes a duration",
                "{\"level\":\"DEBUG\",\"until\":\"5m\"} | 'until' is not known",
                "{} | lacks 'level'",
                "{\"for\":\"5m\"} | lacks 'level'",
                "[] | is no object",
                "null | The body is null",
                "{\"level\": | no JSON",
                "{\"level\":{}} | has a field that is no text",
                "{\"level\":null} {} | JSON object",
            })
    void whatIsWrongIsSaid(String body, String detail) {
        put(NAME, body)
                .statusCode(400)
                .contentType("application/problem+json")
                .body("status", equalTo(400), "detail", containsString(detail));
        assertEquals(false, LOG.isDebugEnabled());
    }

    @Test
    void anEmptyBodyIsRefused() {
        given().contentType(ContentType.JSON)
                .put("/loggers/{name}", NAME)
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }
}
