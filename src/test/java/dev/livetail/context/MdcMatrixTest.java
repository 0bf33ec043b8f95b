package dev.livetail.context;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.livetail.capture.LogCapture;
import dev.livetail.event.LogEvent;
import dev.livetail.journal.JournalEntry;
import dev.livetail.journal.RingJournal;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Where the platform carries a request's context, where it does not, and that the wrapper carries it there. */
@QuarkusTest
class MdcMatrixTest {

    @Inject
    LogCapture capture;

    @Inject
    RingJournal journal;

    static Stream<Arguments> ways() {
        return Stream.of("event-loop", "worker", "virtual")
                .flatMap(from -> Arrays.stream(MatrixResource.Way.values()).map(way -> Arguments.of(from, way)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aLineNamesItsRequest(String from, MatrixResource.Way way) throws InterruptedException {
        String id = UUID.randomUUID().toString();
        long before = journal.last();
        given().header("X-Request-ID", id)
                .get("/test/matrix/{from}/{way}/{id}", from, way, id)
                .then()
                .statusCode(200);
        CountDownLatch done = new CountDownLatch(1);
        capture.afterAllLogged(done::countDown);
        done.await();

        assertEquals(way.isReached() ? id : null, requestIdOf("matrix " + id, before));
        assertEquals(id, requestIdOf("wrapped " + id, before));
    }

    private String requestIdOf(String message, long after) {
        return journal.read(after + 1, Integer.MAX_VALUE, Integer.MAX_VALUE).stream()
                .map(JournalEntry::event)
                .filter(event -> event.message().equals(message))
                .findFirst()
                .map(LogEvent::mdc)
                .orElseThrow(() -> new AssertionError("not logged: " + message))
                .get(MdcKeys.REQUEST_ID);
    }
}
