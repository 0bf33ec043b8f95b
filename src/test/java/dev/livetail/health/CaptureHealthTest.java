package dev.livetail.health;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CaptureHealthTest {

    @Test
    void aliveWhileTheDrainMoves() {
        given().get("/q/health/live")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'drain' }.status", equalTo("UP"));
    }

    @Test
    void startedOnceTheCaptureIs() {
        given().get("/q/health/started")
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'capture' }.status", equalTo("UP"));
    }
}
