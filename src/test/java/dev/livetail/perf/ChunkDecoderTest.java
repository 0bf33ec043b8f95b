package dev.livetail.perf;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkDecoderTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX: y\r\n\r\n";

    private final ChunkDecoder decoder = new ChunkDecoder();
    private final StringBuilder body = new StringBuilder();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 1000})
    void takesTheChunksOutHoweverTheBytesAreCut(int piece) {
        String response = HEAD + "5\r\nfirst\r\nA;x=y\r\n 2\r\nsecond\r\n0\r\nTrailer: z\r\n\r\n";
        for (int from = 0; from < response.length(); from += piece) {
            assertFalse(decoder.ended());
            take(response.substring(from, Math.min(response.length(), from + piece)));
        }
        assertEquals("first 2\r\nsecond", body.toString());
        assertTrue(decoder.ended());
    }

    @Test
    void knowsAnOpenStreamFromOneThatHasEnded() {
        take(HEAD);
        assertTrue(decoder.headSeen());
        take("2\r\nhi\r\n");
        assertFalse(decoder.ended());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Service Unavailable\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n",
                HEAD + "five\r\n",
                HEAD + "0\r\n\r\nHTTP/1.1"
            })
    void refusesWhatIsNoStream(String response) {
        assertThrows(ChunkDecoder.BadResponseException.class, () -> take(response));
    }

    private void take(String bytes) {
        decoder.take(
                bytes.getBytes(US_ASCII),
                0,
                bytes.length(),
                (piece, from, to) -> body.append(new String(piece, from, to - from, US_ASCII)));
    }
}
