package dev.livetail.context;

import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Objects;
import org.eclipse.microprofile.rest.client.RestClientBuilder;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.MDC;

/** Calls another service in the midst of a request, from wherever one may. Only for tests. */
@Path("/test/echo")
public class EchoResource {
    private final EchoClient client;

    EchoResource(@RestClient EchoClient client) {
        this.client = client;
    }

    /** The other service. */
    @GET
    public String echo(@Context HttpHeaders headers) {
        return headers.getHeaderString("X-Request-ID") + " " + headers.getHeaderString("traceparent");
    }

    @GET
    @Path("event-loop/{id}")
    @NonBlocking
    public Uni<String> fromEventLoop(@PathParam("id") String id, RoutingContext request) {
        put(id);
        return client.callAsynchronously(address(request));
    }

    @GET
    @Path("worker/{id}")
    @Blocking
    public String fromWorker(@PathParam("id") String id, RoutingContext request) {
        put(id);
        return client.call(address(request));
    }

    @GET
    @Path("virtual/{id}")
    @RunOnVirtualThread
    public String fromVirtualThread(@PathParam("id") String id, RoutingContext request) {
        put(id);
        return client.call(address(request));
    }

    @GET
    @Path("built/{id}")
    @Blocking
    public String byOneThatIsBuilt(@PathParam("id") String id, RoutingContext request) {
        put(id);
        return RestClientBuilder.newBuilder()
                .baseUri(URI.create(address(request)))
                .build(EchoClient.class)
                .call(address(request));
    }

    @GET
    @Path("own/{id}")
    @Blocking
    public String withIdsOfItsOwn(@PathParam("id") String id, RoutingContext request) {
        put(id);
        return client.callWith(address(request), "own-id", "own-trace");
    }

    /** What a correlation filter does. */
    private static void put(String id) {
        MDC.put(MdcKeys.REQUEST_ID, id);
        MDC.put(MdcKeys.TRACE_ID, "4bf92f3577b34da6a3ce929d0e0e4736");
        MDC.put(MdcKeys.SPAN_ID, "00f067aa0ba902b7");
    }

    private static String address(RoutingContext request) {
        return "http://" + Objects.requireNonNull(request.request().authority());
    }
}
