package dev.livetail.operation;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.client.SseEvent;
import dev.livetail.hub.HubStatistics;
import dev.livetail.hub.LogHub;
import dev.livetail.stream.format.StrictHtml;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader that was cut comes back for a run that another process has had: it is told at once, and does not try for ever. */
@QuarkusTest
class LostRunTest {
    private static final String RUN = "019fa3b0-1c2d-7e4f-8a5b-0123456789ab";
    private static final String LOG = "/runs/" + RUN + "/logs";
    private static final String SEEN = "1763717646123-41";
    private static final String NEXT = "1763717646123-42";

    @Inject
    LogHub hub;

    @ParameterizedTest
    @ValueSource(strings = {LOG, LOG + "/stream"})
    void aProgramIsToldWhatIsMissingAndThatNothingWillCome(String path) {
        List<JsonPath> told = given().queryParam("format", "ndjson")
                .queryParam("after", SEEN)
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(JsonPath::from)
                .toList();

        assertEquals(
                List.of("hello", "gap", "end"),
                told.stream().map(line -> line.getString("event")).toList());
        assertTrue(told.get(0).getBoolean("gapFollows"));
        assertEquals(SEEN, told.get(0).getString("after"));
        assertEquals(SEEN, told.get(1).getString("after"));
        assertEquals(NEXT, told.get(1).getString("first"));
        assertTrue(told.get(1).getMap("").containsKey("last"));
        assertEquals(null, told.get(1).getString("last"));
        assertEquals("gone", told.get(1).getString("reason"));
        assertEquals("lost", told.get(2).getString("state"));
        assertEquals(RUN, told.get(2).getString("run"));
    }

    /** It keeps its place: were the run's process to be reached again, it would go on there. */
    @Test
    void aBrowserThatConnectsAgainByItselfIsToldAndKeepsItsPlace() {
        String stream = given().header("Accept", "text/event-stream")
                .header("Last-Event-ID", SEEN)
                .get(LOG + "/stream")
                .then()
                .statusCode(200)
                .extract()
                .asString();

        List<SseEvent> events = SseEvent.parse(stream);
        assertEquals(
                List.of("hello", "gap", "end"),
                events.stream().map(SseEvent::type).toList());
        assertEquals(SEEN, events.getLast().lastEventId());
    }

    @Test
    void aPersonReadsWhyAsText() {
        given().queryParam("after", SEEN)
                .get(LOG + "/stream")
                .then()
                .statusCode(200)
                .body(equalTo("--- gap: lines from " + NEXT + " on cannot be had: this process does not have that log\n"
                        + "--- end: lost: this process does not have the run: the process that ran it has gone,"
                        + " or the run is kept no longer\n"));
    }

    @Test
    void aPersonReadsWhyOnAWholePage() {
        Response page =
                given().queryParam("format", "html").queryParam("after", SEEN).get(LOG + "/stream");

        assertEquals(200, page.statusCode());
        String text = StrictHtml.parse(page.asByteArray()).getDocumentElement().getTextContent();
        assertTrue(text.contains("lines from " + NEXT + " on cannot be had"), text);
        assertTrue(text.contains("this process does not have the run"), text);
    }

    @Test
    void theBooksClose() {
        await().until(() -> hub.statistics().readers() == 0);
        HubStatistics statistics = hub.statistics();
        long gaps = statistics.gaps();
        long passed = statistics.passed();

        given().queryParam("after", SEEN).get(LOG).then().statusCode(200);

        await().until(() -> statistics.readers() == 0);
        assertEquals(gaps + 1, statistics.gaps());
        assertEquals(passed, statistics.passed());
        assertEquals(statistics.passed(), statistics.sent() + statistics.filtered() + statistics.skipped());
    }

    @Test
    void whoAsksForTheHeadersAloneOpensNoStream() {
        long opened = hub.statistics().opened();

        given().queryParam("after", SEEN).head(LOG + "/stream").then().statusCode(200);

        assertEquals(opened, hub.statistics().opened());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                LOG,
                LOG + "/stream",
                LOG + "/stream?after=",
                LOG + "/stream?tail=5",
                "/runs/" + RUN,
                "/runs/none/logs/stream?after=" + SEEN,
                "/runs/019FA3B0-1C2D-7E4F-8A5B-0123456789AB/logs/stream?after=" + SEEN,
                "/runs/019fa3b0-1c2d-4e4f-8a5b-0123456789ab/logs/stream?after=" + SEEN
            })
    void whoHasReadNothingOfItIsToldThatItIsNotThere(String path) {
        given().accept("application/json")
                .get(path)
                .then()
                .statusCode(404)
                .contentType("application/problem+json")
                .body("title", is("Unknown Run"))
                .body("detail", allOf(containsString("in this process"), containsString("GET /runs")));
    }
}
