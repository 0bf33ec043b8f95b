package dev.livetail.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The errors that are found before a request reaches any resource, in the form that all others have. */
@ApplicationScoped
public class RouterProblems {
    /** Ahead of Quarkus' own check, which answers with nothing but a status. */
    private static final int BEFORE_ALL_ROUTES = Integer.MIN_VALUE;

    private final ObjectMapper json;
    private final long maxBodySize;

    RouterProblems(
            ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodySize = maxBodySize.asLongValue();
    }

    void register(@Observes Router router) {
        router.route().order(BEFORE_ALL_ROUTES).handler(this::refuseLargeBody);
        answer(router, 400, "Bad Request", "The request is not well-formed.");
        answer(router, 413, "Content Too Large", "The body is larger than is accepted.");
        answer(router, 414, "URI Too Long", "The address is longer than is accepted.");
    }

    private void refuseLargeBody(RoutingContext context) {
        if (declaredLength(context) > maxBodySize) {
            // The body is not read, so nothing that follows on this connection could be understood.
            context.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            answer(
                    context,
                    Problem.of(
                            413,
                            "Content Too Large",
                            "The body has more than the " + maxBodySize + " bytes that are accepted.",
                            context.normalizedPath()));
        } else {
            context.next();
        }
    }

    private static long declaredLength(RoutingContext context) {
        try {
            String length = context.request().getHeader(HttpHeaderNames.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private void answer(Router router, int status, String title, String detail) {
        router.errorHandler(
                status, context -> answer(context, Problem.of(status, title, detail, context.normalizedPath())));
    }

    private void answer(RoutingContext context, Problem problem) {
        if (!context.response().headWritten()) {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(write(problem));
        }
    }

    private String write(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem of text and a number cannot fail to be written", e);
        }
    }
}
