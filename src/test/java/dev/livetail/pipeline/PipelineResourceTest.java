package dev.livetail.pipeline;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(PipelineResourceTest.WithADeadSink.class)
class PipelineResourceTest {

    public static final class WithADeadSink implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // Nobody listens on port 1.
            return Map.of(
                    "livetail.forward.dead.url", "http://localhost:1/",
                    "livetail.shutdown.timeout", "0s",
                    "livetail.data.directory", "target/data/pipeline");
        }
    }

    @Test
    void theBooksAreThereAsJson() {
        var books = given().accept("application/json")
                .get("/pipeline")
                .then()
                .statusCode(200)
                .body("capture.captured", greaterThan(0))
                .body("journal.appended", greaterThan(0))
                .body("sinks[0].name", startsWith("dead"))
                .extract()
                .jsonPath();
        assertTrue(books.getBoolean("sinks[0].booksClose"));
        assertEquals(
                books.getLong("sinks[0].books.journalled") + books.getLong("sinks[0].books.recovered"),
                books.getLong("sinks[0].books.pending") + books.getLong("sinks[0].books.spooled"));
    }

    @Test
    void whoeverAsksForNothingInParticularGetsJson() {
        given().accept("*/*").get("/pipeline").then().statusCode(200).contentType("application/json");
    }

    @Test
    void theyAreThereAsAPage() {
        given().accept("text/html")
                .get("/pipeline")
                .then()
                .statusCode(200)
                .contentType("text/html")
                .body(containsString("<h1>Where the lines are</h1>"))
                .body(containsString("<h3>dead: "));
    }
}
