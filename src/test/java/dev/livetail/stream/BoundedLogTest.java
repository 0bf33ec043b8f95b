package dev.livetail.stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.EventTime;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parts of the log by place: before an id, until an instant, so many lines; and how much there is when. */
@QuarkusTest
class BoundedLogTest {
    private static final Logger LOG = Logger.getLogger("org.acme.Bounded");

    @Inject
    RingJournal journal;

    private final String mark = UUID.randomUUID().toString();

    /** Lines that only this test has, as the journal has them. */
    private List<JournalEntry> log(int lines) {
        for (int i = 1; i <= lines; i++) {
            LOG.log(i % 5 == 0 ? Logger.Level.ERROR : Logger.Level.INFO, mark + " " + i);
        }
        return await().until(this::logged, logged -> logged.size() == lines);
    }

    private List<JournalEntry> logged() {
        return journal.read(1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.event().message().startsWith(mark))
                .toList();
    }

    private List<JsonPath> get(Object... query) {
        var request = given().queryParam("format", "ndjson").queryParam("q", mark);
        for (int i = 0; i < query.length; i += 2) {
            request = request.queryParam((String) query[i], query[i + 1].toString());
        }
        return request.get("/logs")
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .map(JsonPath::from)
                .toList();
    }

    private static List<String> ids(List<JsonPath> told) {
        return told.stream()
                .filter(line -> line.getString("event") == null)
                .map(line -> line.getString("id"))
                .toList();
    }

    private static List<String> idsOf(List<JournalEntry> entries) {
        return entries.stream().map(entry -> entry.id().toString()).toList();
    }

    @Test
    void aPageBackAndAPageOnMeetWithoutHoleOrOverlap() {
        List<JournalEntry> lines = log(20);
        String middle = lines.get(10).id().toString();

        List<JsonPath> back = get("before", middle, "tail", 4);
        assertEquals(idsOf(lines.subList(6, 10)), ids(back));
        assertEquals("complete", back.getLast().getString("state"));

        List<JsonPath> on = get("after", lines.get(9).id(), "limit", 4);
        assertEquals(idsOf(lines.subList(10, 14)), ids(on));
        assertEquals("end", on.getLast().getString("event"));
        assertEquals("limited", on.getLast().getString("state"));
        assertEquals(lines.get(13).id().toString(), on.getLast().getString("after"));

        assertEquals(idsOf(lines.subList(3, 10)), ids(get("after", lines.get(2).id(), "before", middle)));
    }

    @Test
    void untilAnInstantIsWhatSinceItLeavesOut() {
        List<JournalEntry> lines = log(20);
        String instant = EventTime.iso(lines.get(10).event().timestamp());
        List<String> until = ids(get("until", instant));
        List<String> since = ids(get("since", instant));
        assertEquals(20, until.size() + since.size());
        assertTrue(until.contains(lines.get(0).id().toString()));
        assertTrue(since.contains(lines.get(10).id().toString()));
    }

    @Test
    void whatWasOlderThanAnIdOfAnEarlierProcessIsMissing() {
        List<JsonPath> told = get("before", "1763717646123-42", "tail", 10);
        assertEquals(
                List.of("hello", "gap", "end"),
                told.stream().map(line -> line.getString("event")).toList());
        assertEquals("restarted", told.get(1).getString("reason"));
        assertEquals(41, told.get(1).getInt("count"));
    }

    @Test
    void aPageOfSoManyLinesHasAButtonThatGoesOnWithTheSame() {
        log(3);
        given().queryParam("format", "html")
                .queryParam("q", mark)
                .queryParam("limit", 2)
                .get("/logs")
                .then()
                .statusCode(200)
                .body(containsString("<input type=\"hidden\" name=\"limit\" value=\"2\">"))
                .body(containsString("name=\"after\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "before | 5         | <epoch>-<sequence>",
                "before | x-1       | <epoch>-<sequence>",
                "until  | yesterday | 2026-11-21T09:34:06Z",
                "until  | PT-5M     | PT5M",
                "limit  | 0         | from 1 to 2147483647",
                "limit  | many      | a whole number of lines",
            })
    void whatCannotBeReadIsNamedTogetherWithWhatIsTaken(String name, String value, String takes) {
        given().queryParam(name, value)
                .get("/logs")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", allOf(startsWith("'" + name + "'"), containsString(takes)));
    }

    @ParameterizedTest
    @CsvSource({"before, 1763717646123-42", "until, 5m", "limit, 10"})
    void aLogThatIsFollowedTakesNoBounds(String name, String value) {
        given().queryParam(name, value)
                .get("/logs/stream")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", allOf(startsWith("'" + name + "'"), containsString("/logs and /runs/{id}/logs")));
    }

    @Test
    void howMuchWasLoggedWhenIsCountedByLevel() {
        List<JournalEntry> lines = log(20);
        JsonPath histogram = given().queryParam("q", mark)
                .get("/logs/histogram")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("lines", equalTo(20))
                .body("first", equalTo(lines.getFirst().id().toString()))
                .body("last", equalTo(lines.getLast().id().toString()))
                .body("step", startsWith("PT"))
                .extract()
                .jsonPath();
        assertEquals(
                4,
                histogram.getList("buckets.levels.ERROR", Integer.class).stream()
                        .mapToInt(count -> count == null ? 0 : count)
                        .sum());
        assertEquals(histogram.getString("from"), histogram.getString("buckets[0].at"));
        assertEquals(lines.getFirst().id().toString(), histogram.getString("buckets[0].first"));
        given().queryParam("q", mark)
                .queryParam("level", "ERROR")
                .get("/logs/histogram")
                .then()
                .body("lines", equalTo(4));
    }

    @Test
    void ofNothingThereIsAnEmptyHistogram() {
        given().queryParam("q", mark)
                .get("/logs/histogram")
                .then()
                .statusCode(200)
                .body(
                        equalTo(
                                "{\"from\":null,\"until\":null,\"step\":null,\"lines\":0,\"first\":null,\"last\":null,\"buckets\":[]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "buckets | 9   | from 10 to 500",
                "buckets | 501 | from 10 to 500",
                "buckets | few | a whole number of buckets",
                "until   | soon | 5m",
                "since   | soon | 5m",
                "level   | LOUD | TRACE",
                "regex   | (    | RE2",
            })
    void aHistogramOfWhatCannotBeReadIsRefused(String name, String value, String takes) {
        given().queryParam(name, value)
                .get("/logs/histogram")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("detail", allOf(startsWith("'" + name + "'"), containsString(takes)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/runs/none/logs/histogram", "/runs/019fa3b0-1c2d-7e4f-8a5b-0123456789ab/logs/histogram"})
    void aRunThatIsNotHereHasNoHistogram(String path) {
        given().get(path).then().statusCode(404).contentType("application/problem+json");
    }
}
