package dev.livetail.context;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls to other services tell for which request they are made. */
@QuarkusTest
class CorrelationClientFilterTest {
    private static final String TRACE_PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @RestClient
    EchoClient client;

    @TestHTTPResource
    URL address;

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "worker", "virtual", "built"})
    void aCallHasTheIdsOfItsRequest(String from) {
        String id = UUID.randomUUID().toString();
        given().get("/test/echo/{from}/{id}", from, id).then().statusCode(200).body(equalTo(id + " " + TRACE_PARENT));
    }

    @Test
    void concurrentCallsKeepTheirIdsApart() {
        try (HttpClient http = HttpClient.newHttpClient()) {
            List<CompletableFuture<String>> answers = IntStream.range(0, 200)
                    .mapToObj(i -> HttpRequest.newBuilder(URI.create(address + "test/echo/event-loop/id-" + i))
                            .build())
                    .map(request ->
                            http.sendAsync(request, BodyHandlers.ofString()).thenApply(HttpResponse::body))
                    .toList();
            for (int i = 0; i < answers.size(); i++) {
                assertEquals("id-" + i + " " + TRACE_PARENT, answers.get(i).join());
            }
        }
    }

    @Test
    void whatTheCallerHasSetStays() {
        given().get("/test/echo/own/{id}", "id").then().statusCode(200).body(equalTo("own-id own-trace"));
    }

    @Test
    void outsideOfAnyRequestNothingIsPut() {
        MDC.clear();
        assertEquals("null null", client.call(address.toString()));
    }
}
