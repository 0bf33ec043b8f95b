package dev.livetail.context;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.rest.client.inject.RegisterRestClient;

/** Another service, which gives back the headers that it got: in truth this same one. Only for tests. */
@Path("/test/echo")
@RegisterRestClient(baseUri = "http://localhost")
public interface EchoClient {

    @GET
    String call(@Url String address);

    @GET
    Uni<String> callAsynchronously(@Url String address);

    @GET
    String callWith(
            @Url String address,
            @HeaderParam("X-Request-ID") String requestId,
            @HeaderParam("traceparent") String traceParent);
}
