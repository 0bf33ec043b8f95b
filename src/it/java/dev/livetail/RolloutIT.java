package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.livetail.nginx.Ingress;
import dev.livetail.nginx.Nginx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two processes behind an nginx with the settings of our Ingress, and fifty readers; one of the processes goes. Whoever
 * reads in the other one notices nothing; whoever read in this one is told what is missing, at once.
 */
class RolloutIT {
    /** Logs until a file is there. */
    private static final String TICKS = "n=0; while [ ! -e gate ]; do n=$((n+1)); echo line $n; sleep 0.1; done";

    private static final int RUNS = 8;
    private static final int READERS_OF_EACH_RUN = 5;
    private static final int READERS_OF_EACH_LOG = 5;

    private final List<Follower> followers = new ArrayList<>();
    private LivetailProcess leaving;
    private LivetailProcess staying;
    private Nginx nginx;
    private List<Follower> ofRunsThatLeave;
    private List<Follower> ofRunsThatStay;
    private List<Follower> ofLogThatLeaves;
    private List<Follower> ofLogThatStays;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        assumeTrue(Nginx.executable().isPresent(), "skipped: install nginx to run this test");
        leaving = LivetailProcess.start(options());
        staying = LivetailProcess.start(options());
        nginx = Nginx.start(Ingress.read(Path.of("k8s", "base", "ingress.yaml")), "", leaving.port(), staying.port());
        List<Started> runs = Stream.generate(this::startRun).limit(RUNS).toList();
        ofRunsThatLeave = followRuns(runs, leaving);
        ofRunsThatStay = followRuns(runs, staying);
        ofLogThatLeaves = followLog(leaving);
        ofLogThatStays = followLog(staying);
        assertEquals(50, followers.size());
        await().atMost(LivetailProcess.LIMIT)
                .untilAsserted(() ->
                        followers.forEach(follower -> assertTrue(follower.told().size() > 5, follower::toString)));
    }

    private static Options options() {
        return Options.of("livetail.shutdown.timeout=5m")
                .command("ticks", "sh", "-c", TICKS)
                .operation("ticks", "max-concurrent=" + RUNS);
    }

    /** A run, and the cookie that leads to the process which has it. */
    private record Started(String path, String cookie) {}

    private boolean isIn(LivetailProcess process, Started run) {
        return run.cookie().equals(nginx.cookie(process.port()));
    }

    /** As a browser without a cookie does. */
    private Started startRun() {
        try (LogStream answer = LogStream.open(
                nginx.port(), "POST", "/operations/ticks/runs", "Accept", "application/json", "Content-Length", "0")) {
            assertEquals(201, answer.status());
            return new Started(
                    answer.header("Location"), answer.header("Set-Cookie").split(";", 2)[0]);
        }
    }

    private List<Follower> followRuns(List<Started> runs, LivetailProcess pod) {
        return runs.stream()
                .filter(run -> isIn(pod, run))
                .flatMap(run -> IntStream.range(0, READERS_OF_EACH_RUN).mapToObj(i -> follow(run, i % 2 == 0)))
                .toList();
    }

    private Follower follow(Started run, boolean sse) {
        Follower follower = new Follower(
                nginx.port(),
                run.path() + "/logs/stream",
                sse,
                run.cookie(),
                event -> event.path("event").asText().equals("end"));
        followers.add(follower);
        return follower;
    }

    private List<Follower> followLog(LivetailProcess pod) {
        List<Follower> all = new ArrayList<>();
        for (int i = 0; i < READERS_OF_EACH_LOG; i++) {
            all.add(new Follower(
                    nginx.port(),
                    "/logs/stream",
                    i % 2 == 0,
                    nginx.cookie(pod.port()),
                    event -> event.path("message").asText().equals("line 1 of 1 the last")));
        }
        followers.addAll(all);
        return all;
    }

    @AfterEach
    void end() {
        followers.forEach(Follower::close);
        for (AutoCloseable closeable : new AutoCloseable[] {nginx, leaving, staying}) {
            close(closeable);
        }
    }

    private static void close(AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As Kubernetes does it: no new request goes to a pod that is told to end. */
    @Test
    void aProcessThatEndsSendsItsReadersToTheOtherOne() throws IOException, InterruptedException {
        nginx.serve(staying.port());
        leaving.sendTerm();

        awaitDone(ofRunsThatLeave);
        // That was not because the process had gone: its runs hold it.
        assertTrue(leaving.handle().isAlive());
        ofRunsThatLeave.forEach(RolloutIT::assertLost);
        open(leaving);
        assertEquals(0, leaving.awaitExit(), leaving::output);

        assertTheOthersNoticeNothing();
        ofLogThatLeaves.forEach(this::assertGoesOnInTheOther);
        assertNobodyWasRefused();
        assertAnotherOneTakesItsPlace();
    }

    /** As a service without an orchestrator has it: requests go to the process for as long as it answers. */
    @Test
    void aProcessThatEndsAnswersThoseWhoComeBackToIt() throws IOException, InterruptedException {
        leaving.sendTerm();

        await().atMost(LivetailProcess.LIMIT)
                .untilAsserted(() -> ofRunsThatLeave.forEach(
                        follower -> assertTrue(follower.requestsToReconnect() > 1, follower::toString)));
        ofRunsThatLeave.forEach(RolloutIT::assertNothingIsMissing);
        open(leaving);
        assertEquals(0, leaving.awaitExit(), leaving::output);

        awaitDone(ofRunsThatLeave);
        for (Follower follower : ofRunsThatLeave) {
            if (follower.told().getLast().path("state").asText().equals("lost")) {
                assertLost(follower);
            } else {
                assertWhole(follower);
            }
        }
        assertTheOthersNoticeNothing();
        ofLogThatLeaves.forEach(this::assertGoesOnInTheOther);
        assertNobodyWasRefused();
    }

    @Test
    void aProcessThatIsKilledLeavesItsReadersToTheOtherOne() throws IOException, InterruptedException {
        leaving.kill();

        awaitDone(ofRunsThatLeave);
        ofRunsThatLeave.forEach(RolloutIT::assertLost);
        assertTheOthersNoticeNothing();
        ofLogThatLeaves.forEach(this::assertGoesOnInTheOther);
        assertNobodyWasRefused();
    }

    private static void open(LivetailProcess process) throws IOException {
        Files.createFile(process.directory().resolve("gate"));
    }

    private static void awaitDone(List<Follower> awaited) {
        await().atMost(LivetailProcess.LIMIT)
                .untilAsserted(() -> awaited.forEach(follower -> assertTrue(follower.isDone(), follower::toString)));
    }

    /** They are on one connection from the beginning to the end. */
    private void assertTheOthersNoticeNothing() throws IOException {
        open(staying);
        awaitDone(ofRunsThatStay);
        ofRunsThatStay.forEach(RolloutIT::assertWhole);
        staying.startRun("demo", "lines=1", "text=the last");
        awaitDone(ofLogThatStays);
        awaitDone(ofLogThatLeaves);
        for (Follower follower : ofLogThatStays) {
            assertEquals(upToTheLast(), ids(follower.told()), follower::toString);
        }
        for (List<Follower> others : List.of(ofRunsThatStay, ofLogThatStays)) {
            others.forEach(follower -> assertEquals(1, follower.connections(), follower::toString));
        }
    }

    private List<String> upToTheLast() {
        List<JsonNode> all = staying.get("/logs?format=ndjson")
                .body()
                .lines()
                .map(LivetailProcess::parse)
                .filter(line -> !line.has("event"))
                .toList();
        int last =
                all.stream().map(line -> line.path("message").asText()).toList().indexOf("line 1 of 1 the last");
        return ids(all.subList(0, last + 1));
    }

    private static List<String> ids(List<JsonNode> lines) {
        return lines.stream().map(line -> line.path("id").asText()).toList();
    }

    /** Every line of its run, from the first to the last, and that it has succeeded. */
    private static void assertWhole(Follower follower) {
        List<JsonNode> told = follower.told();
        JsonNode end = told.getLast();
        assertEquals("succeeded", end.path("state").asText(), follower::toString);
        assertEquals(end.path("lines").asInt(), told.size() - 1, follower::toString);
        assertTicks(told.subList(0, told.size() - 1));
    }

    private static void assertNothingIsMissing(Follower follower) {
        assertTicks(follower.told());
    }

    private static void assertTicks(List<JsonNode> lines) {
        for (int n = 1; n <= lines.size(); n++) {
            assertEquals("line " + n, lines.get(n - 1).path("message").asText());
        }
    }

    /** Every line up to some one, that the rest is missing, and that nothing more will come. */
    private static void assertLost(Follower follower) {
        List<JsonNode> told = follower.told();
        int lines = told.size() - 2;
        assertTicks(told.subList(0, lines));
        JsonNode gap = told.get(lines);
        assertEquals("gone", gap.path("reason").asText(), gap::toString);
        assertEquals(following(told.get(lines - 1)), gap.path("first").asText());
        JsonNode end = told.getLast();
        assertEquals("lost", end.path("state").asText(), end::toString);
        assertTrue(follower.toString().contains(end.path("run").asText()), end::toString);
    }

    private static String following(JsonNode line) {
        String id = line.path("id").asText();
        int dash = id.indexOf('-');
        return id.substring(0, dash + 1) + (Long.parseLong(id.substring(dash + 1)) + 1);
    }

    /** Every line of the one log up to some one, that it goes no further, and every line of the other log. */
    private void assertGoesOnInTheOther(Follower follower) {
        List<JsonNode> told = follower.told();
        int lines = 0;
        while (!told.get(lines).has("event")) {
            if (lines > 0) {
                assertEquals(
                        following(told.get(lines - 1)),
                        told.get(lines).path("id").asText());
            }
            lines++;
        }
        JsonNode gap = told.get(lines);
        assertEquals("restarted", gap.path("reason").asText(), gap::toString);
        assertEquals(following(told.get(lines - 1)), gap.path("first").asText());
        assertEquals(upToTheLast(), ids(told.subList(lines + 1, told.size())), follower::toString);
    }

    private void assertNobodyWasRefused() {
        followers.forEach(follower -> assertEquals(List.of(), follower.refusals(), follower::toString));
    }

    private void assertAnotherOneTakesItsPlace() throws IOException, InterruptedException {
        try (LivetailProcess next = LivetailProcess.start(options())) {
            nginx.serve(staying.port(), next.port());
            Started run = await("it is given a run")
                    .atMost(LivetailProcess.LIMIT)
                    .until(this::startRun, started -> isIn(next, started));
            open(next);
            Follower follower = follow(run, true);
            awaitDone(List.of(follower));
            assertWhole(follower);
        }
    }
}
