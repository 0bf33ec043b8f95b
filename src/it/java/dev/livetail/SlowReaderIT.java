package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Readers that do not read, go without a word, or are too many: they are told, and nobody else feels it. */
class SlowReaderIT {
    private static final String SLOW = "/logs/stream?format=ndjson&tail=0&on_slow=";
    /** Together much more than lies between a server and a reader that does not read. */
    private static final int BURSTS = 12;
    /** Fewer than the journal holds, so that a reader that waits for each burst is never overtaken. */
    private static final int LINES = 500;

    private static final String LONG = "x".repeat(4000);

    @Test
    void whoeverTheJournalOvertakesGetsWhatWasAskedForAndTheOthersEveryLine() {
        // The runs' lines are to be all there are.
        try (LivetailProcess livetail =
                        LivetailProcess.start("livetail.journal.capacity=1000", "livetail.request-log.enabled=false");
                LogStream quick = livetail.stream("/logs/stream?format=ndjson&tail=0");
                LogStream skipping = LogStream.openSlow(livetail.port(), SLOW + "skip");
                LogStream jumping = LogStream.openSlow(livetail.port(), SLOW + "latest");
                LogStream leaving = LogStream.openSlow(livetail.port(), SLOW + "disconnect")) {
            long begun = sequence(readHello(quick));
            long latest = begun;
            for (int burst = 0; burst < BURSTS; burst++) {
                livetail.startRun("demo", "lines=" + LINES, "interval=0", "text=" + LONG);
                for (JsonNode line = null; !isLast(line); latest++) {
                    line = quick.readObject();
                    assertEquals(latest + 1, sequence(line.path("id")));
                }
            }
            assertTrue(latest >= begun + BURSTS * LINES);

            JsonNode gap = readUntilGap(skipping);
            assertEquals("evicted", gap.path("reason").asText());
            long next = sequence(gap.path("last"));
            assertEquals(latest - 1000, next);
            while (next < latest) {
                next++;
                assertEquals(next, sequence(skipping.readObject().path("id")));
            }

            gap = readUntilGap(jumping);
            assertEquals("skipped", gap.path("reason").asText());
            assertEquals(latest, sequence(gap.path("last")));
            livetail.startRun("demo", "lines=1", "text=behind the gap");
            JsonNode line = jumping.readObject();
            assertEquals("line 1 of 1 behind the gap", line.path("message").asText());
            assertEquals(latest + 1, sequence(line.path("id")));

            assertEquals("evicted", readUntilGap(leaving).path("reason").asText());
            JsonNode end = leaving.readObject();
            assertEquals("end", end.path("event").asText());
            assertEquals("disconnected", end.path("state").asText());
            assertTrue(end.path("message").asText().contains("too slow"), end.toString());
            assertNull(leaving.readObject());
            assertTrue(leaving.complete());
            assertEquals(3, livetail.metric("livetail_streams_gaps_total"));
        }
    }

    private static JsonNode readHello(LogStream stream) {
        JsonNode hello = stream.readObject();
        assertEquals("hello", hello.path("event").asText());
        return hello.path("after");
    }

    private static boolean isLast(JsonNode line) {
        return line != null && line.path("message").asText().startsWith("line " + LINES + " of ");
    }

    /** The gap begins behind the last line that was read, and counts what it leaves out. */
    private static JsonNode readUntilGap(LogStream stream) {
        long seen = sequence(readHello(stream));
        for (JsonNode next = stream.readObject(); next != null; next = stream.readObject()) {
            if (next.has("event")) {
                assertEquals("gap", next.path("event").asText());
                assertEquals(seen + 1, sequence(next.path("first")));
                assertEquals(
                        sequence(next.path("last")) - seen, next.path("count").asLong());
                return next;
            }
            seen++;
            assertEquals(seen, sequence(next.path("id")));
        }
        throw new AssertionError("there is no gap");
    }

    private static long sequence(JsonNode id) {
        return Long.parseLong(id.asText().substring(id.asText().indexOf('-') + 1));
    }

    @Test
    void silenceIsBrokenByHeartbeats() {
        try (LivetailProcess livetail = LivetailProcess.start("livetail.stream.heartbeat=50ms");
                LogStream sse = livetail.stream("/logs/stream?format=sse&tail=0");
                LogStream text = livetail.stream("/logs/stream?tail=0")) {
            String position = sse.readEvent().id();
            for (int heartbeats = 0; heartbeats < 3; ) {
                LogStream.Event event = sse.readEvent();
                if (event.name().equals("heartbeat")) {
                    heartbeats++;
                    assertEquals(position, event.id());
                    assertEquals(position, event.data().path("after").asText());
                    assertNotNull(Instant.parse(event.data().path("timestamp").asText()));
                }
                position = event.id();
            }
            await("a heartbeat as text")
                    .atMost(LivetailProcess.LIMIT)
                    .until(() -> text.readLine().startsWith("--- heartbeat "));
        }
    }

    @Test
    void oneStreamTooManyIsRefusedAndWhoeverGoesMakesRoom() {
        try (LivetailProcess livetail = LivetailProcess.start("livetail.stream.max-streams=3")) {
            String run = livetail.startRun("demo", "lines=100000", "interval=0");
            livetail.awaitState(run, "succeeded");
            String log = "/runs/" + run + "/logs";
            try (LogStream idle = livetail.stream("/logs/stream")) {
                try (LogStream vanishing = livetail.stream("/logs/stream");
                        LogStream stalled = LogStream.openSlow(livetail.port(), log)) {
                    assertEquals(200, vanishing.status());
                    assertEquals(200, stalled.status());
                    assertEquals(3, livetail.metric("livetail_streams_active"));
                    HttpResponse<String> refused = livetail.get("/logs/stream");
                    assertEquals(503, refused.statusCode());
                    assertEquals(
                            "application/problem+json",
                            refused.headers().firstValue("Content-Type").orElse(""));
                    assertTrue(Integer.parseInt(
                                    refused.headers().firstValue("Retry-After").orElse(""))
                            > 0);
                    assertEquals(1, livetail.metric("livetail_streams_refused_total"));
                }
                await("they are released")
                        .atMost(LivetailProcess.LIMIT)
                        .until(() -> livetail.metric("livetail_streams_active") == 1);
                assertEquals(200, idle.status());
                assertEquals(100_001, livetail.get(log).body().lines().count());
            }
        }
    }
}
