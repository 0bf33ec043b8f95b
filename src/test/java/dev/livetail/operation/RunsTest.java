package dev.livetail.operation;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.LogEvent;
import dev.livetail.journal.Journal;
import dev.livetail.problem.ProblemException;
import dev.livetail.storage.DataDirectory;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logmanager.MDC;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@TestProfile(OperationsProfile.class)
@Timeout(180)
class RunsTest {
    private static final List<String> THREADS = List.of("caller", "executor", "virtual", "mutiny", "mixed");

    @Inject
    Runs runs;

    @Inject
    DataDirectory data;

    @Inject
    StubbornOperation stubborn;

    @AfterEach
    void cancelAll() {
        stubborn.letGo();
        List<Run> going =
                runs.list().stream().filter(run -> !run.state().ended()).toList();
        going.forEach(run -> runs.cancel(run.id(), "the test is over"));
        going.forEach(Finished::of);
    }

    @Test
    void holdsExactlyItsOwnLinesWhileAHundredOthersRun() {
        List<Run> started = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            started.add(runs.start(
                    "demo",
                    Map.of("lines", "200", "interval", "1ms", "text", "of " + i, "threads", THREADS.get(i % 5))));
        }
        for (int i = 0; i < 100; i++) {
            Run run = Finished.of(started.get(i));
            assertEquals(RunState.SUCCEEDED, run.state());
            assertEquals(DemoOperationTest.lines(200, " of " + i), Logged.messages(run));
            for (LogEvent event : Logged.events(run)) {
                assertEquals(run.id(), event.mdc().get("run_id"));
                assertEquals("demo", event.mdc().get("operation"));
            }
        }
    }

    @Test
    void losesNothingWhileManyLogAsFastAsTheyCan() {
        List<Run> started = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            started.add(runs.start("demo", Map.of("lines", "20000", "interval", "0", "threads", THREADS.get(i % 5))));
        }
        for (Run run : started) {
            assertEquals(DemoOperationTest.lines(20_000, ""), Logged.messages(Finished.of(run)));
        }
    }

    @Test
    void keepsTheContextOfItsStarterAndSaysWhoThatWas() {
        MDC.put("request_id", "r-42");
        MDC.put("tenant", "acme");
        MDC.put("path", "/operations/demo/runs");
        Run run;
        try {
            run = Finished.of(runs.start("demo", Map.of("lines", "6", "interval", "0", "threads", "mixed")));
        } finally {
            MDC.remove("request_id");
            MDC.remove("tenant");
            MDC.remove("path");
        }
        assertEquals(Map.of("request_id", "r-42"), run.requestedBy());
        for (LogEvent event : Logged.events(run)) {
            assertEquals("r-42", event.mdc().get("request_id"));
            assertEquals("acme", event.mdc().get("tenant"));
            assertNull(event.mdc().get("path"));
        }
    }

    @Test
    void runsCommands() {
        Run run = Finished.of(runs.start("echo", Map.of("text", "hello you")));
        assertEquals(new Outcome.Exited(0, null), run.outcome().orElseThrow());
        assertEquals(List.of("hello you"), Logged.messages(run));
        LogEvent event = Logged.events(run).getFirst();
        assertEquals("operation.echo", event.loggerName());
        assertEquals(run.id(), event.mdc().get("run_id"));
    }

    @Test
    void isKeptOnDiskAsItIs() {
        Run run = Finished.of(runs.start("demo", Map.of("lines", "3", "interval", "0")));
        Path directory = data.of("runs").resolve(run.id());
        assertTrue(Files.isRegularFile(directory.resolve("log.ndjson")));
        Run kept = new RunStore(data.of("runs"))
                .load(Instant.now()).stream()
                        .filter(loaded -> loaded.id().equals(run.id()))
                        .findFirst()
                        .orElseThrow();
        assertEquals(run.snapshot(), kept.snapshot());
        assertEquals(Logged.messages(run), Logged.messages(kept));
    }

    @Test
    void isFinalBeforeItsJournalEnds() {
        Run run = runs.start("demo", Map.of("lines", "2", "interval", "20ms"));
        AtomicReference<String> atTheEnd = new AtomicReference<>();
        Journal.Registration registration = run.journal().onChange(() -> {
            if (run.journal().ended()) {
                atTheEnd.set(run.outcome().orElseThrow().text() + ", " + run.state() + ", " + run.lines());
            }
        });
        await().untilAtomic(atTheEnd, notNullValue());
        registration.close();
        assertEquals("completed, succeeded, 2", atTheEnd.get());
    }

    @Test
    void queuesInOrderAndRefusesWhatIsTooMuch() {
        Run first = runs.start("sleep", Map.of());
        Run second = runs.start("sleep", Map.of());
        Run third = runs.start("sleep", Map.of());
        long refused = runs.statistics().refused();
        ProblemException problem = assertThrows(ProblemException.class, () -> runs.start("sleep", Map.of()));
        assertEquals(429, problem.status());
        assertTrue(problem.retryAfter().isPresent());
        assertEquals(refused + 1, runs.statistics().refused());

        await().until(() -> first.state() == RunState.RUNNING);
        assertEquals(RunState.QUEUED, second.state());
        assertEquals(RunState.QUEUED, third.state());

        runs.cancel(first.id(), "to make room");
        await().until(() -> second.state() == RunState.RUNNING);
        assertEquals(RunState.QUEUED, third.state());

        runs.cancel(third.id(), "while it waits");
        assertEquals(RunState.CANCELLED, third.state());
        assertTrue(third.startedAt().isEmpty());
        assertTrue(third.journal().ended());
        assertEquals("cancelled: while it waits", third.outcome().orElseThrow().text());
    }

    @Test
    void stopsOnRequest() {
        for (String threads : THREADS) {
            Run run = runs.start("demo", Map.of("lines", "1000000", "interval", "1ms", "threads", threads));
            await().until(() -> run.lines() > 3);
            runs.cancel(run.id(), "by request");
            Finished.of(run);
            assertEquals(
                    new Outcome.Cancelled("by request", false), run.outcome().orElseThrow());
            assertSame(run, runs.cancel(run.id(), "twice"));
            assertEquals("cancelled: by request", run.outcome().orElseThrow().text());
        }
    }

    @Test
    void endsTheProcessesOfACommand() throws InterruptedException {
        Run run = runs.start("sleep", Map.of());
        ProcessTree processes = Processes.marked(CommandRun.RUN_ID + "=" + run.id());
        await().until(() -> !processes.members().isEmpty());
        runs.cancel(run.id(), "by request");
        assertEquals(RunState.CANCELLED, Finished.of(run).state());
        assertTrue(processes.members().isEmpty());
    }

    @Test
    void endsWhatTakesTooLong() {
        Run run = Finished.of(runs.start("hasty", Map.of()));
        assertEquals(RunState.TIMED_OUT, run.state());
        assertEquals(
                "stopped after its time limit of PT0.1S",
                run.outcome().orElseThrow().text());
    }

    @Test
    void saysSoWhereAThreadDoesNotStop() {
        long abandoned = runs.statistics().abandonedThreads();
        Run run = runs.start("stubborn", Map.of());
        await().until(() -> run.lines() == 1);
        runs.cancel(run.id(), "by request");
        Finished.of(run);
        assertEquals(new Outcome.Cancelled("by request", true), run.outcome().orElseThrow());
        assertEquals(abandoned + 1, runs.statistics().abandonedThreads());

        stubborn.letGo();
        await().until(() -> runs.statistics().abandonedThreads() == abandoned);
        assertEquals(List.of("working"), Logged.messages(run));
        assertTrue(run.outcome().orElseThrow().text().contains("abandoned"));
    }

    @Test
    void refusesWhatIsUnknown() {
        assertEquals(404, refused("nothing", Map.of()));
        assertEquals(400, refused("demo", Map.of("lines", "0")));
        assertEquals(400, refused("echo", Map.of()));
        assertFalse(runs.find("../../etc").isPresent());
        assertEquals(
                404,
                assertThrows(ProblemException.class, () -> runs.get("nothing")).status());
    }

    private int refused(String operation, Map<String, String> parameters) {
        return assertThrows(ProblemException.class, () -> runs.start(operation, parameters))
                .status();
    }
}
