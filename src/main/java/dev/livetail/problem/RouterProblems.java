package dev.livetail.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.HttpHeaders;

/** The errors that are found before a request reaches any resource, in the form that all others have. */
@ApplicationScoped
public class RouterProblems {
    private final ObjectMapper json;

    RouterProblems(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Router router) {
        answer(router, 400, "Bad Request", "The request is not well-formed.");
        answer(router, 413, "Content Too Large", "The body is larger than is accepted.");
        answer(router, 414, "URI Too Long", "The address is longer than is accepted.");
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
