package dev.livetail.stream;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.client.SseEvent;
import dev.livetail.client.StreamClient;
import dev.livetail.event.EventId;
import dev.livetail.hub.LogHub;
import dev.livetail.journal.RingJournal;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service's own log over HTTP, from a log call to the bytes that a client gets. */
@QuarkusTest
class LogStreamResourceTest {
    private static final Logger LOG = Logger.getLogger("org.acme.Shop");

    @Inject
    RingJournal journal;

    @Inject
    LogHub hub;

    @TestHTTPResource
    URI service;

    @AfterEach
    void everyReaderIsReleased() {
        await().until(() -> hub.statistics().readers() == 0);
    }

    /** Logs a line that no other has, and returns its text once the journal has it. */
    private String log(String text) {
        String unique = text + " " + UUID.randomUUID();
        long before = journal.last();
        LOG.info(unique);
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> journal.read(before + 1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                        .anyMatch(entry -> entry.event().message().equals(unique)));
        return unique;
    }

    private EventId idOf(String message) {
        return journal.read(1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .filter(entry -> entry.event().message().equals(message))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private StreamClient open(String pathAndQuery, String... headers) {
        return StreamClient.get(service.resolve(pathAndQuery), headers);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "*/*, text/plain;charset=UTF-8",
        "text/plain, text/plain;charset=UTF-8",
        "text/html, text/html;charset=UTF-8",
        "'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', text/html;charset=UTF-8",
        "text/event-stream, text/event-stream",
        "application/x-ndjson, application/x-ndjson",
        "'application/json;q=0.9, application/x-ndjson;q=0.5, text/plain;q=0.1', application/x-ndjson",
        "'text/plain;q=0, */*;q=0.5', text/html;charset=UTF-8",
        "text/*;charset=utf-8, text/plain;charset=UTF-8",
    })
    void theFormIsTheOneThatTheClientPrefers(String accept, String contentType) {
        given().header("Accept", accept)
                .when()
                .get("/logs")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo(contentType));
    }

    @ParameterizedTest
    @CsvSource({
        "text, text/plain;charset=UTF-8",
        "HTML, text/html;charset=UTF-8",
        "sse, text/event-stream",
        "ndjson, application/x-ndjson",
    })
    void aLinkNamesTheFormWhateverTheBrowserAccepts(String format, String contentType) {
        given().header("Accept", "image/png")
                .queryParam("format", format)
                .when()
                .get("/logs")
                .then()
                .statusCode(200)
                .header("Content-Type", equalTo(contentType));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/logs", "/logs/stream"})
    void aFormThatALogCannotTakeIsNotAcceptable(String path) {
        for (String accept : List.of("image/png", "text/plain;q=0", "application/json")) {
            given().header("Accept", accept)
                    .when()
                    .get(path)
                    .then()
                    .statusCode(406)
                    .contentType("application/problem+json")
                    .body("status", equalTo(406))
                    .body("detail", containsString("text/plain, text/html, text/event-stream or application/x-ndjson"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "format   | pdf               | text, html, sse or ndjson",
                "level    | LOUD              | TRACE, DEBUG, INFO, WARN, ERROR, FATAL",
                "regex    | (                 | RE2",
                "regex    | (a)\\1            | RE2",
                "tail     | many              | a whole number of lines",
                "tail     | -1                | a whole number of lines",
                "tail     | 99999999999       | a whole number of lines",
                "since    | yesterday         | 2026-11-21T09:34:06Z",
                "since    | PT-5M             | PT5M",
                "since    | 2026-13-01T00:00Z | 2026-11-21T09:34:06Z",
                "after    | 5                 | <epoch>-<sequence>",
                "after    | 1-2-3             | <epoch>-<sequence>",
                "after    | 1-x               | <epoch>-<sequence>",
                "on_slow  | panic             | skip, latest or disconnect",
                "download | maybe             | true or false",
            })
    void whatCannotBeReadIsNamedTogetherWithWhatIsTaken(String name, String value, String takes) {
        for (String path : List.of("/logs", "/logs/stream")) {
            given().queryParam(name, value)
                    .when()
                    .get(path)
                    .then()
                    .statusCode(400)
                    .contentType("application/problem+json")
                    .body("status", equalTo(400))
                    .body("instance", equalTo(path))
                    .body("detail", allOf(startsWith("'" + name + "'"), containsString(takes)));
        }
    }

    @Test
    void aLastEventIdThatIsNoneIsNamed() {
        given().header("Last-Event-ID", "nonsense")
                .when()
                .get("/logs")
                .then()
                .statusCode(400)
                .body("detail", allOf(startsWith("'Last-Event-ID'"), containsString("<epoch>-<sequence>")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"q", "regex"})
    void aTextToLookForIsBounded(String name) {
        given().queryParam(name, "x".repeat(1001))
                .when()
                .get("/logs")
                .then()
                .statusCode(400)
                .body("detail", allOf(startsWith("'" + name + "'"), containsString("at most 1000")));
    }

    @Test
    void anExpressionThatWouldTakeExponentialTimeElsewhereIsAnswered() {
        log("a".repeat(5000) + "b");

        given().queryParam("regex", "(a+)+$").when().get("/logs").then().statusCode(200);
    }

    @Test
    void otherMethodsAreNotAllowed() {
        given().when().post("/logs").then().statusCode(405).contentType("application/problem+json");
    }

    @Test
    void whatAFormLeavesEmptyCountsAsAbsent() {
        String line = log("empty");

        given().queryParam("level", "")
                .queryParam("q", "")
                .queryParam("since", " ")
                .queryParam("tail", "")
                .queryParam("after", "")
                .queryParam("regex", "")
                .queryParam("logger", "")
                .queryParam("on_slow", "")
                .queryParam("format", "")
                .when()
                .get("/logs")
                .then()
                .statusCode(200)
                .body(containsString(line));
    }

    @Test
    void theWholeLogCanBeSavedAsAFile() {
        String line = log("saved");

        given().when().get("/logs").then().header("Content-Disposition", nullValue());
        given().queryParam("download", "true")
                .queryParam("format", "ndjson")
                .when()
                .get("/logs")
                .then()
                .statusCode(200)
                .header("Content-Disposition", equalTo("attachment; filename=\"livetail.ndjson\""))
                .body(containsString(line));
        given().queryParam("download", "true")
                .when()
                .get("/logs")
                .then()
                .header("Content-Disposition", equalTo("attachment; filename=\"livetail.log\""));
    }

    @Test
    void everyLogIsForbiddenToBeKeptChangedOrGuessedAt() {
        for (String format : List.of("text", "html", "sse", "ndjson")) {
            Response response = given().queryParam("format", format).when().get("/logs");
            for (String header : List.of(
                    "Cache-Control: no-cache, no-transform",
                    "X-Content-Type-Options: nosniff",
                    "X-Accel-Buffering: no",
                    "Vary: Accept")) {
                String name = header.substring(0, header.indexOf(':'));
                assertEquals(
                        List.of(header),
                        response.headers().getList(name).stream()
                                .map(one -> name + ": " + one.getValue())
                                .toList(),
                        format);
            }
        }
    }

    @Test
    void filtersLetThroughWhatTheySay() {
        String line = log("Filtered");
        String word = line.substring("Filtered ".length());
        MDC.put("request_id", "r-" + word);
        MDC.put("user_id", "u-" + word);
        MDC.put("run_id", "x-" + word);
        String inContext = log("in context");
        MDC.clear();

        for (String query : List.of(
                "q=" + word.toUpperCase(Locale.ROOT),
                "regex=" + encoded("^Filtered " + word + "$"),
                "level=info&q=" + word,
                "logger=org.acme&q=" + word,
                "logger=no.such&logger=org.acme.Shop&q=" + word,
                "since=1h&q=" + word,
                "since=" + encoded("2020-01-01T00:00:00+01:00") + "&q=" + word,
                "tail=1&q=" + word)) {
            given().urlEncodingEnabled(false)
                    .when()
                    .get("/logs?" + query)
                    .then()
                    .statusCode(200)
                    .body(containsString(line));
        }
        for (String query : List.of(
                "level=WARN&q=" + word,
                "logger=org.acm&q=" + word,
                "logger=no.such&q=" + word,
                "since=2999-01-01T00:00:00Z&q=" + word,
                "tail=0",
                "request_id=nobody",
                "q=" + word + "x")) {
            given().urlEncodingEnabled(false)
                    .when()
                    .get("/logs?" + query)
                    .then()
                    .statusCode(200)
                    .body(not(containsString(line)));
        }
        for (String query : List.of("request_id=r-", "user_id=u-", "run=x-")) {
            given().when()
                    .get("/logs?" + query + word)
                    .then()
                    .body(allOf(containsString(inContext), not(containsString(line))));
        }
    }

    @Test
    void whereAReaderLeftOffCountsForMoreThanWhereItsLinkSaysToBegin() {
        String first = log("first");
        String second = log("second");
        String third = log("third");
        String afterFirst = idOf(first).toString();
        String afterSecond = idOf(second).toString();

        given().header("Last-Event-ID", afterSecond)
                .when()
                .get("/logs?after=" + afterFirst + "&since=1h&tail=1000")
                .then()
                .body(allOf(not(containsString(second)), containsString(third)));
        given().when()
                .get("/logs?after=" + afterFirst + "&since=1h&tail=1")
                .then()
                .body(allOf(not(containsString(first)), containsString(second), containsString(third)));
    }

    @Test
    void theLastLinesSinceAMomentAreThoseThatBothAllow() {
        String first = log("first");
        String second = log("second");

        given().when()
                .get("/logs?since=1h&tail=1")
                .then()
                .body(allOf(not(containsString(first)), containsString(second)));
        given().when()
                .get("/logs?since=2999-01-01T00:00:00Z&tail=10")
                .then()
                .body(allOf(not(containsString(first)), not(containsString(second))));
    }

    @Test
    void theHeadComesAtOnceAlsoWhenThereIsNothingToSay() throws InterruptedException {
        for (String format : List.of("text", "html", "sse", "ndjson")) {
            try (StreamClient stream = open("/logs/stream?q=nothing-like-it&tail=0&format=" + format)) {
                assertEquals(200, stream.status(), format);
            }
        }
    }

    @Test
    void eachLineArrivesWhenItIsLoggedInEveryForm() throws InterruptedException {
        for (String format : List.of("text", "html", "sse", "ndjson")) {
            try (StreamClient stream = open("/logs/stream?tail=0&logger=org.acme&format=" + format)) {
                assertEquals(200, stream.status());
                for (int i = 1; i <= 20; i++) {
                    // Not before the line before it has come: so no buffer has to fill for one to come.
                    String line = log(format + " " + i);
                    assertTrue(stream.awaitLine(text -> text.contains(line)).contains(line));
                }
            }
        }
    }

    @Test
    void aStreamOfServerSentEventsIsResumedExactly() throws InterruptedException {
        String first = log("first");
        List<SseEvent> before;
        try (StreamClient stream = open("/logs/stream?format=sse&logger=org.acme&tail=1")) {
            stream.awaitLine(line -> line.contains(first));
            stream.awaitLine(String::isEmpty);
            String seen = log("seen");
            stream.awaitLine(line -> line.contains(seen));
            before = stream.events();
        }
        String missed = log("missed");
        String lastId = idOf(before.getLast().data().contains(first) ? first : messageOf(before.getLast()))
                .toString();
        assertEquals(lastId, before.getLast().lastEventId());

        try (StreamClient stream = open("/logs/stream?format=sse&logger=org.acme&tail=1", "Last-Event-ID", lastId)) {
            stream.awaitLine(line -> line.contains(missed));
            String live = log("live");
            stream.awaitLine(line -> line.contains(live));
            List<String> messages = stream.lines().stream()
                    .filter(line -> line.startsWith("data: {\"id\""))
                    .toList();
            assertFalse(messages.getFirst().contains(first));
            assertTrue(messages.getLast().contains(live));
        }
    }

    private static List<SseEvent> eventsOf(StreamClient stream) throws InterruptedException {
        stream.awaitEnd();
        return stream.events();
    }

    private static String messageOf(SseEvent event) {
        return JsonPath.from(event.data()).getString("message");
    }

    @Test
    void aReaderThatDisconnectsIsReleasedAtOnceAlsoWhenNothingIsLogged() throws InterruptedException {
        for (String format : List.of("text", "html", "sse", "ndjson")) {
            int before = hub.statistics().readers();
            StreamClient stream = open("/logs/stream?q=nothing-like-it&tail=0&format=" + format);
            assertEquals(200, stream.status());
            await().until(() -> hub.statistics().readers() == before + 1);

            stream.close();

            await().until(() -> hub.statistics().readers() == before);
        }
    }

    @Test
    void askingForTheHeadAloneOpensNoStreamWithoutEnd() {
        given().when().head("/logs").then().statusCode(200);
        given().when().head("/logs/stream").then().statusCode(200);
    }

    @Test
    void thePresentLogEndsSayingSo() throws InterruptedException {
        String line = log("present");

        List<String> text = open("/logs?format=text").awaitEnd();
        assertEquals("--- end: complete: these were all lines at this time", text.getLast());
        assertTrue(text.stream().anyMatch(one -> one.endsWith(" - org.acme.Shop - INFO - " + line)));
        assertEquals("end", eventsOf(open("/logs?format=sse")).getLast().type());
        assertEquals("</html>", open("/logs?format=html").awaitEnd().getLast());
    }
}
