package dev.livetail.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.context.CorrelationFilter;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.runtime.configuration.MemorySize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The errors that are found before a request reaches any resource, in the form that all others have. */
@ApplicationScoped
public class RouterProblems {
    /** What else RFC 3986 forbids is taken as it is: people type {@code ?regex=a|b}, and browsers send it so. */
    private static final Pattern MALFORMED_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final ObjectMapper json;
    private final long maxBodySize;

    RouterProblems(
            ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBodySize) {
        this.json = json;
        this.maxBodySize = maxBodySize.asLongValue();
    }

    /** Ahead of Quarkus' own checks, which answer with nothing but a status. */
    void register(@Observes @Priority(3) Router router) {
        router.route().order(CorrelationFilter.ORDER).handler(this::check).failureHandler(this::explainFailure);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (MALFORMED_ESCAPE.matcher(request.uri()).find()) {
            answer(
                    context,
                    400,
                    "Invalid Address",
                    "The address is not well-formed: a '%' is not followed by two hexadecimal digits.");
        } else if (declaredLength(request) > maxBodySize) {
            refuseBody(context);
        } else if (request.headers().contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            takeBody(context);
        } else {
            context.next();
        }
    }

    private static long declaredLength(HttpServerRequest request) {
        try {
            String length = request.getHeader(HttpHeaderNames.CONTENT_LENGTH);
            return length == null ? 0 : Long.parseLong(length.trim());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /**
     * A chunked body is taken here: Quarkus has its reader fail when it is too large, and answers with nothing but a status.
     */
    private void takeBody(RoutingContext context) {
        HttpServerRequest request = context.request();
        Buffer body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > maxBodySize) {
                refuseBody(context);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(end -> {
            ((RoutingContextInternal) context).setBody(body);
            context.next();
        });
        if (request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true)) {
            context.response().writeContinue();
        }
        request.resume();
    }

    private void refuseBody(RoutingContext context) {
        if (context.request().version() != HttpVersion.HTTP_2) {
            // Who waits with the body for our consent will not send it now, and what follows could not be understood.
            context.response().putHeader(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        answer(
                context,
                413,
                "Content Too Large",
                "The body has more than the " + maxBodySize + " bytes that are accepted.");
        // Who sends all of it before reading anything comes to the answer only if it is taken.
        context.request().handler(rest -> {}).endHandler(end -> {}).resume();
    }

    private void explainFailure(RoutingContext context) {
        if (context.statusCode() == 400) {
            answer(
                    context,
                    400,
                    "Bad Request",
                    "The request is not well-formed: its address or 'Host' cannot be read.");
        } else {
            context.next();
        }
    }

    private void answer(RoutingContext context, int status, String title, String detail) {
        if (!context.response().headWritten()) {
            Problem problem =
                    Problem.of(status, title, detail, context.request().path());
            context.response()
                    .setStatusCode(status)
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
