package dev.livetail.ui;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class PageFileTest {
    private final PageFile icon = PageFile.read("/page/favicon.svg");

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "gzip, deflate, br", "br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip ; q=0.001,br"})
    void itIsCompressedForWhoeverTakesThat(String acceptEncoding) throws IOException {
        try (Response answer = icon.answer(acceptEncoding).build()) {
            assertEquals("gzip", answer.getHeaderString("Content-Encoding"));
            byte[] sent = (byte[]) answer.getEntity();
            try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(sent))) {
                assertEquals(plain(), new String(content.readAllBytes(), UTF_8));
            }
        }
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"br", "x-gzip", "gzipped", "gzip;q=0", "br, gzip; q=0.000, deflate", "identity"})
    void itIsNotForAnyoneElse(String acceptEncoding) {
        try (Response answer = icon.answer(acceptEncoding).build()) {
            assertNull(answer.getHeaderString("Content-Encoding"));
            assertEquals(plain(), new String((byte[]) answer.getEntity(), UTF_8));
            assertEquals("Accept-Encoding", answer.getHeaderString("Vary"));
        }
    }

    private static String plain() {
        try (var file = PageFileTest.class.getResourceAsStream("/page/favicon.svg")) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
