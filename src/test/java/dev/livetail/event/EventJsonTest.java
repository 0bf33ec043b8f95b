package dev.livetail.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventJsonTest {
    private static final EventId ID = new EventId(1_795_253_646_123L, 42);

    private record Read(EventId id, LogEvent event) {}

    private static byte[] write(LogEvent event) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            EventJson.write(ID, event, out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Read read(byte[] bytes) throws IOException {
        return EventJson.read(bytes, 0, bytes.length, Read::new);
    }

    private static void assertRoundTrip(LogEvent event) throws IOException {
        byte[] bytes = write(event);
        assertFalse(new String(bytes, UTF_8).contains("\n"));
        assertEquals(new Read(ID, event), read(bytes));
    }

    @Test
    void anEventOfEveryPartIsReadAsItWasWritten() throws IOException {
        Thrown root = Thrown.of(new IllegalStateException("root\n\tof it"));
        Thrown bare = new Thrown("Bare", null, List.of(new Thrown.Frame("Native", "call", -1)), null, List.of());
        Thrown thrown = new Thrown("Outer", "", root.frames(), root, List.of(bare, root));
        assertRoundTrip(Events.with(
                "said \"no\" \\ </script> ]]> \u2028",
                Map.of("run_id", "r1", "", "empty key", "empty", "", "k\"\n", "v\"\n"),
                thrown,
                List.of(new StyleSpan(0, 2, "bold red"), new StyleSpan(3, 4, "on-blue"))));
    }

    @Test
    void anyTextIsReadAsItWasWritten() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            assertRoundTrip(Events.with(anyText(random), Map.of(anyText(random), anyText(random)), null, List.of()));
        }
    }

    @Test
    void everyControlCharacterIsKeptAndEscaped() throws IOException {
        StringBuilder text = new StringBuilder();
        for (char c = 0; c <= 0x9f; c++) {
            text.append(c);
        }
        assertRoundTrip(Events.saying(text.toString()));
        for (byte b : write(Events.saying(text.toString()))) {
            assertTrue(b < 0 || b >= ' ');
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud83db", "\udc00", "\ud83d", "\udc00\ud83d", "\ud83d\ud83d\ude00"})
    void aLoneSurrogateIsReplacedAndHarmsNothingElse(String text) throws IOException {
        Thrown thrown = new Thrown(text, text, List.of(new Thrown.Frame(text, text, 1)), null, List.of());
        LogEvent read = read(write(Events.with(text, Map.of(text, text), thrown, List.of())))
                .event();
        String expected = new String(text.getBytes(UTF_8), UTF_8);
        assertEquals(expected, read.message());
        assertEquals(Map.of(expected, expected), read.mdc());
        assertEquals(expected, read.thrown().message());
    }

    @Test
    void aMessageOfAMegabyteOrThirtyIsReadAsItWasWritten() throws IOException {
        assertRoundTrip(Events.saying("\u00e9\ud83d\ude00x".repeat(250_000)));
        assertRoundTrip(Events.saying("x".repeat(30_000_000)));
        assertRoundTrip(Events.with("long key", Map.of("k".repeat(100_000), "v"), null, List.of()));
    }

    @Test
    void whatIsWrittenCanBeReadHoweverDeepExceptionsNest() throws IOException {
        Thrown thrown = new Thrown("Deepest", null, List.of(), null, List.of());
        for (int i = 0; i < 1000; i++) {
            boolean suppressed = i % 2 == 0;
            thrown = new Thrown(
                    "Cause", null, List.of(), suppressed ? null : thrown, suppressed ? List.of(thrown) : List.of());
        }
        assertEquals(
                "Cause",
                read(write(Events.with("deep", Map.of(), thrown, List.of())))
                        .event()
                        .thrown()
                        .type());
    }

    @Test
    void unknownKeysArePassedOver() throws IOException {
        String json = new String(write(Events.saying("hello")), UTF_8);
        String newer = json.replaceFirst("\\{", "{\"new\":{\"a\":[1,{\"b\":null}],\"message\":\"no\"},\"newer\":[[]],")
                .replaceFirst("}$", ",\"newest\":1.5}");
        assertEquals(new Read(ID, Events.saying("hello")), read(newer.getBytes(UTF_8)));
    }

    @Test
    void theKeysAreThoseOfQuarkusLoggingJson() throws IOException {
        Thrown cause = new Thrown("Cause", "why", List.of(new Thrown.Frame("C", "m", 3)), null, List.of());
        Thrown thrown = new Thrown("Type", "what", List.of(), cause, List.of());
        JsonNode json = new ObjectMapper().readTree(write(Events.with("m", Map.of("run_id", "r"), thrown, List.of())));
        assertEquals("1795253646123-42", json.get("id").textValue());
        assertEquals("2026-11-21T09:34:06.123456Z", json.get("timestamp").textValue());
        assertEquals(7, json.get("sequence").longValue());
        assertEquals("org.acme.Facade", json.get("loggerClassName").textValue());
        assertEquals("org.acme.Shop", json.get("loggerName").textValue());
        assertEquals("ERROR", json.get("level").textValue());
        assertEquals("m", json.get("message").textValue());
        assertEquals("worker-1", json.get("threadName").textValue());
        assertEquals(42, json.get("threadId").longValue());
        assertEquals("r", json.at("/mdc/run_id").textValue());
        assertEquals("outer.inner", json.get("ndc").textValue());
        assertEquals("host", json.get("hostName").textValue());
        assertEquals("livetail", json.get("processName").textValue());
        assertEquals(4711, json.get("processId").longValue());
        assertEquals("Type", json.at("/exception/exceptionType").textValue());
        assertEquals(
                "Cause", json.at("/exception/causedBy/exception/exceptionType").textValue());
        assertEquals(3, json.at("/exception/causedBy/exception/frames/0/line").intValue());
    }

    @Test
    void noBeginningOfALineIsTakenForTheLine() {
        byte[] whole =
                write(Events.with("caf\u00e9 \ud83d\ude00", Map.of("a", "b"), Thrown.of(new Exception()), List.of()));
        for (int length = 0; length < whole.length; length++) {
            int cut = length;
            assertThrows(IOException.class, () -> EventJson.read(whole, 0, cut, Read::new));
        }
    }

    @Test
    void damagedBytesAreAnEventOrAnIoExceptionAndNothingElse() {
        Random random = new Random(1);
        byte[] whole = write(Events.with(
                "caf\u00e9", Map.of("a", "b"), Thrown.of(new Exception("x")), List.of(new StyleSpan(0, 1, "red"))));
        int refused = 0;
        for (int i = 0; i < 50_000; i++) {
            byte[] damaged = whole.clone();
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            try {
                assertNotNull(read(damaged).event());
            } catch (IOException e) {
                refused++;
            }
        }
        assertTrue(refused > 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"id\":\"1-1\"}",
                "{\"id\":\"x\"}",
                "{\"id\":null}",
                "{\"level\":\"LOUD\"}",
                "{\"timestamp\":\"now\"}",
                "{\"mdc\":{\"a\":{}}}",
                "{\"mdc\":[]}",
                "{\"exception\":1}"
            })
    void whatIsNoEventIsRefused(String json) {
        assertThrows(IOException.class, () -> read(json.getBytes(UTF_8)));
    }

    @Test
    void whatFollowsAnEventOnItsLineIsRefused() {
        String line = new String(write(Events.saying("a")), UTF_8);
        assertThrows(IOException.class, () -> read((line + "{}").getBytes(UTF_8)));
        assertThrows(IOException.class, () -> read((line + "\0").getBytes(UTF_8)));
    }

    @Test
    void aStretchOfALargerArrayIsRead() throws IOException {
        byte[] line = write(Events.saying("a"));
        byte[] larger = new byte[line.length + 20];
        System.arraycopy(line, 0, larger, 7, line.length);
        assertEquals(Events.saying("a"), EventJson.read(larger, 7, line.length, (id, event) -> event));
    }

    @Test
    void theStreamIsNeitherFlushedNorClosed() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void flush() {
                throw new AssertionError("flushed");
            }

            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        EventJson.write(ID, Events.saying("a"), out);
        assertArrayEquals(write(Events.saying("a")), out.toByteArray());
    }

    @Test
    void whatAnEventIsGivenMayChangeAfterwards() {
        Map<String, String> mdc = new HashMap<>(Map.of("a", "1"));
        LogEvent event = Events.with("a", mdc, null, List.of());
        mdc.put("a", "2");
        assertEquals(Map.of("a", "1"), event.mdc());
    }

    private static String anyText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(40); length > 0; length--) {
            int kind = random.nextInt(10);
            int codePoint = kind < 5 ? random.nextInt(128) : kind < 9 ? random.nextInt(0xd800) : 0x1f600;
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }
}
