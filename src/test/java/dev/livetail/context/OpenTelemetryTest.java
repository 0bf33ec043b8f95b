package dev.livetail.context;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.capture.LogCapture;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Once OpenTelemetry is switched on, traces are its own. */
@QuarkusTest
@TestProfile(OpenTelemetryTest.SwitchedOn.class)
class OpenTelemetryTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";

    /** By the one setting that it takes. */
    public static final class SwitchedOn implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("quarkus.otel.sdk.disabled", "false");
        }
    }

    @Inject
    LogCapture capture;

    @Inject
    RingJournal journal;

    @Test
    void aRequestHasATraceAlsoIfItCameWithoutOne() {
        given().get("/whoami").then().body(MdcKeys.TRACE_ID, matchesPattern("[0-9a-f]{32}"));
        given().header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .get("/whoami")
                .then()
                .body(MdcKeys.TRACE_ID, equalTo(TRACE));
    }

    @Test
    void itsLinesAreOfASpanOfItsOwn() throws InterruptedException {
        String text = UUID.randomUUID().toString();
        long before = journal.last();
        given().header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .get("/test/users/worker/{text}", text)
                .then()
                .statusCode(200);
        CountDownLatch done = new CountDownLatch(1);
        capture.afterAllLogged(done::countDown);
        done.await();

        Map<String, String> context = journal.read(before + 1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(JournalEntry::event)
                .filter(event -> event.message().equals(text))
                .findFirst()
                .orElseThrow()
                .mdc();
        assertEquals(TRACE, context.get(MdcKeys.TRACE_ID));
        assertTrue(context.get(MdcKeys.SPAN_ID).matches("[0-9a-f]{16}"), context.toString());
        assertNotEquals(PARENT, context.get(MdcKeys.SPAN_ID));
    }

    @Test
    void aCallIsASpanOfItsOwn() {
        given().header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
                .get("/test/echo/worker/{id}", "some-id")
                .then()
                .statusCode(200)
                .body(matchesPattern("some-id 00-" + TRACE + "-(?!" + PARENT + ")[0-9a-f]{16}-01"));
    }
}
