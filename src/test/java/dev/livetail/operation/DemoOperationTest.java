package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(OperationsProfile.class)
class DemoOperationTest {
    @Inject
    Runs runs;

    @ParameterizedTest
    @ValueSource(strings = {"caller", "executor", "virtual", "mutiny", "mixed"})
    void logsEachLineOnceAndInOrderOnAnyThreads(String threads) {
        Run run = runs.start("demo", Map.of("lines", "1000", "interval", "0", "threads", threads));

        assertEquals(RunState.SUCCEEDED, Finished.of(run).state());
        assertEquals(lines(1000, ""), Logged.messages(run));
        assertEquals(new Progress(1000, 1000), run.progress().orElseThrow());
        assertEquals(1000, run.lines());
        assertTrue(run.journal().ended());
    }

    @Test
    void spreadsTheLinesOverManyKindsOfThread() {
        Run run = Finished.of(runs.start("demo", Map.of("lines", "120", "interval", "0", "threads", "mixed")));

        Set<String> kinds = new HashSet<>();
        Logged.events(run).forEach(event -> kinds.add(event.threadName().replaceAll("-[0-9a-f]+$", "-")));
        assertTrue(kinds.contains("run-demo-"), () -> "the run's own: " + kinds);
        assertTrue(kinds.contains("executor-thread-"), () -> "a managed executor's: " + kinds);
        assertTrue(kinds.contains("quarkus-virtual-thread-"), () -> "a virtual thread: " + kinds);
        assertTrue(kinds.contains("vert.x-eventloop-thread-"), () -> "an event loop: " + kinds);
    }

    @Test
    void putsNumberAndTimeIntoTheText() {
        Run run = Finished.of(
                runs.start("demo", Map.of("lines", "2", "interval", "0", "text", "no {n} at {nanos} {other}")));

        List<String> messages = Logged.messages(run);
        assertEquals("line 2 of 2 no 2 at * {other}", messages.get(1).replaceAll("at [0-9]{19} ", "at * "));
    }

    @Test
    void failsWithACauseWhereItIsTold() {
        Run run = Finished.of(runs.start("demo", Map.of("lines", "1", "fail", "true")));

        assertEquals(RunState.FAILED, run.state());
        Outcome.Threw threw =
                assertInstanceOf(Outcome.Threw.class, run.outcome().orElseThrow());
        assertEquals(IllegalStateException.class.getName(), threw.type());
        assertEquals(
                IllegalArgumentException.class.getName(),
                Logged.events(run).getLast().thrown().cause().type());
    }

    static List<String> lines(int count, String text) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> "line " + n + " of " + count + text)
                .toList();
    }
}
