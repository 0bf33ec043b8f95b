package dev.livetail.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.livetail.event.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunStoreTest {
    private static final Instant CREATED = Instant.parse("2026-11-21T09:34:06.123456789Z");
    private static final Instant NOW = CREATED.plusSeconds(60);

    @TempDir
    Path root;

    private RunStore store;

    @BeforeEach
    void makeStore() {
        store = new RunStore(root);
    }

    static List<Outcome> outcomes() {
        return List.of(
                new Outcome.Completed(),
                Outcome.Exited.with(0),
                Outcome.Exited.with(3),
                Outcome.Exited.with(137),
                new Outcome.Threw("java.io.IOException", "a \"message\"\nof two lines"),
                new Outcome.Threw("java.lang.Error", null),
                new Outcome.NotStarted("no such file"),
                new Outcome.Cancelled("by request", false),
                new Outcome.TimedOut(Duration.ofMinutes(90), true),
                new Outcome.Lost("the service ended"));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void keepsAllThatIsKnownOfARun(Outcome outcome) {
        RunRecord record = queued("a")
                .started(CREATED.plusMillis(5))
                .decided(outcome, CREATED.plusSeconds(2))
                .measured(new Progress(3, 10), 7, 1)
                .ended();
        Run run = store.create(queued("a"), 1000);
        run.journal().end();
        store.save(record);

        Run loaded = store.load(NOW).getFirst();
        assertEquals(record, loaded.snapshot());
        assertEquals(outcome.state(), loaded.state());
        assertTrue(loaded.whenEnded().toCompletableFuture().isDone());
    }

    @Test
    void keepsTheLogWithTheRun() {
        Run run = store.create(queued("a"), 1_000_000);
        run.journal().append(Events.saying("first"));
        run.journal().append(Events.saying("second"));
        run.journal().end();
        store.save(queued("a")
                .decided(new Outcome.Completed(), NOW)
                .measured(null, 2, 0)
                .ended());

        Run loaded = store.load(NOW).getFirst();
        assertEquals(List.of("first", "second"), Logged.messages(loaded));
        assertEquals(CREATED.toEpochMilli(), loaded.journal().epoch());
    }

    @Test
    void findsRunsLostThatHadNotEnded() {
        Run going = store.create(queued("a"), 1_000_000);
        going.journal().append(Events.saying("the last words"));
        going.journal().flush();
        store.save(queued("a").started(CREATED));
        store.create(queued("b"), 1000);

        List<Run> loaded = new RunStore(root).load(NOW);
        assertEquals(2, loaded.size());
        for (Run run : loaded) {
            assertEquals(RunState.LOST, run.state());
            assertEquals(NOW, run.endedAt().orElseThrow());
            assertTrue(run.journal().ended());
            String why = run.id().equals("a") ? "going on" : "waiting for its turn";
            assertTrue(run.outcome().orElseThrow().text().contains(why), run.id());
        }
        Run lost =
                loaded.stream().filter(run -> run.id().equals("a")).findFirst().orElseThrow();
        assertEquals(1, lost.lines());
        assertEquals(List.of("the last words"), Logged.messages(lost));
        // And they stay so.
        assertEquals(
                lost.snapshot(),
                new RunStore(root)
                        .load(NOW.plusSeconds(9)).stream()
                                .filter(run -> run.id().equals("a"))
                                .findFirst()
                                .orElseThrow()
                                .snapshot());
    }

    @Test
    void skipsAndLeavesAloneWhatItCannotRead() throws IOException {
        store.create(queued("good"), 1000).journal().end();
        Files.writeString(Files.createDirectory(root.resolve("torn")).resolve("run.json"), "{\"id\":\"to");
        Files.writeString(Files.createDirectory(root.resolve("bad")).resolve("run.json"), "{\"state\":\"dancing\"}");
        Files.createDirectory(root.resolve("empty"));
        Files.createDirectory(root.resolve("moved"));
        Files.copy(root.resolve("good/run.json"), root.resolve("moved/run.json"));
        Files.writeString(root.resolve("a-file"), "");

        assertEquals(List.of("good"), store.load(NOW).stream().map(Run::id).toList());
        assertEquals("{\"id\":\"to", Files.readString(root.resolve("torn/run.json")));
        assertTrue(Files.isDirectory(root.resolve("empty")));
    }

    @Test
    void findsARunLostWhoseLogIsGone() throws IOException {
        store.create(queued("a"), 1000);
        Files.delete(root.resolve("a/log.ndjson"));

        assertEquals(RunState.LOST, store.load(NOW).getFirst().state());
    }

    @Test
    void deletesARunWhole() {
        store.create(queued("a"), 1000).journal().end();
        store.delete("a");
        assertFalse(Files.exists(root.resolve("a")));
        assertEquals(List.of(), store.load(NOW));
    }

    private static RunRecord queued(String id) {
        return RunRecord.queued(id, "demo", CREATED, Map.of("lines", "3"), Map.of("request_id", "r-1"));
    }
}
