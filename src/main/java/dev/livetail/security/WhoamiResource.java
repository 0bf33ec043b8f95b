package dev.livetail.security;

import dev.livetail.context.MdcKeys;
import io.smallrye.common.annotation.NonBlocking;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.ResponseHeader;

/** Tells callers what is known of them: the first thing to look at when a proxy, a token or an id gets lost on the way. */
@Path("/whoami")
public class WhoamiResource {

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @NonBlocking
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = "no-store")
    @Operation(summary = "What the service sees of this request and of who makes it")
    public Whoami whoami(RoutingContext context) {
        HttpServerRequest request = context.request();
        return new Whoami(
                (String) MDC.get(MdcKeys.REQUEST_ID),
                (String) MDC.get(MdcKeys.TRACE_ID),
                User.of(context).orElse(null),
                (String) MDC.get(MdcKeys.CLIENT_IP),
                request.method().name(),
                request.scheme(),
                request.authority() == null ? null : request.authority().toString(),
                protocol(request.version()));
    }

    private static String protocol(HttpVersion version) {
        return switch (version) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
        };
    }
}
