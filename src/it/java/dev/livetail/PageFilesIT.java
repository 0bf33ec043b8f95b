package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages refer to, as caches and browsers see it. */
class PageFilesIT {
    @AutoClose
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @AutoClose
    private static LivetailProcess livetail;

    private static String style;
    private static String script;

    @BeforeAll
    static void start() {
        livetail = LivetailProcess.start();
        String home = livetail.get("/").body();
        style = Bundled.style(home);
        script = Bundled.script(home);
    }

    private static String header(HttpResponse<?> response, String name) {
        return String.join(", ", response.headers().allValues(name));
    }

    @ParameterizedTest
    @CsvSource({"css, text/css;charset=UTF-8", "js, text/javascript;charset=UTF-8"})
    void aBundleIsKeptForEverUnderItsName(String kind, String type) {
        HttpResponse<String> response = livetail.get(kind.equals("css") ? style : script);
        assertEquals(200, response.statusCode());
        assertEquals(type, header(response, "Content-Type"));
        assertEquals("public, max-age=31536000, immutable", header(response, "Cache-Control"));
        assertEquals("nosniff", header(response, "X-Content-Type-Options"));
    }

    @Test
    void itIsCompressedForWhoeverTakesThat() throws IOException, InterruptedException {
        HttpResponse<byte[]> plain = bytes(style);
        HttpResponse<byte[]> compressed = bytes(style, "Accept-Encoding", "gzip, deflate, br");
        assertEquals("", header(plain, "Content-Encoding"));
        assertEquals("gzip", header(compressed, "Content-Encoding"));
        assertEquals("Accept-Encoding", header(plain, "Vary"));
        assertEquals("Accept-Encoding", header(compressed, "Vary"));
        assertTrue(2 * compressed.body().length < plain.body().length, () -> "" + compressed.body().length);
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertArrayEquals(plain.body(), content.readAllBytes());
        }
    }

    private static HttpResponse<byte[]> bytes(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(livetail.uri(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    @Test
    void aPageOfAnotherVersionGetsTheBundleOfThisOneAndNobodyKeepsIt() {
        HttpResponse<String> response = livetail.get("/static/bundle/app-OLDER123.css");
        assertEquals(200, response.statusCode());
        assertEquals(livetail.get(style).body(), response.body());
        assertEquals("no-store", header(response, "Cache-Control"));
    }

    @Test
    void theElementThatOthersEmbedHasAnAddressThatStays() {
        HttpResponse<String> response = livetail.get("/live-log.js");
        assertEquals(302, response.statusCode());
        assertEquals("public, max-age=300", header(response, "Cache-Control"));
        String bundle = header(response, "Location").replaceFirst("^http://[^/]+", "");
        assertTrue(bundle.matches("/static/bundle/live-log-\\w+\\.js"), bundle);
        assertEquals(200, livetail.get(bundle).statusCode());
    }

    @Test
    void whatKeepsItsNameIsSentAgainOnlyIfItHasChanged() {
        HttpResponse<String> first = livetail.get("/favicon.svg");
        assertEquals(200, first.statusCode());
        assertEquals("image/svg+xml", header(first, "Content-Type"));
        HttpResponse<String> again = livetail.get("/favicon.svg", "If-None-Match", header(first, "ETag"));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
        assertEquals(header(first, "ETag"), header(again, "ETag"));
        assertEquals(
                200, livetail.get("/favicon.svg", "If-None-Match", "\"older\"").statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/bundle/nothing-here.js",
                "/static/bundle/",
                "/static/bundle/..%2f..%2f..%2fapplication.properties",
                "/static/bundle/application.properties",
                "/static/",
                "/page/favicon.svg",
                "/index.ts",
                "/META-INF/MANIFEST.MF",
            })
    void nothingElseIsServed(String path) {
        assertEquals(404, livetail.get(path).statusCode());
    }
}
