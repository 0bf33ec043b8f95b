package dev.livetail.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every error of the HTTP interface as {@code application/problem+json}; none with a stack trace. */
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    @ServerExceptionMapper
    public RestResponse<Problem> ofProblem(ProblemException exception, UriInfo uri) {
        RestResponse.ResponseBuilder<Problem> answer =
                answer(exception.status(), exception.title(), exception.detail(), uri);
        exception
                .retryAfter()
                .ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, after.toSeconds())));
        return answer.build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofNotFound(NotFoundException exception, UriInfo uri) {
        return answer(404, "Not Found", "There is nothing at '" + uri.getPath() + "'.", uri)
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofWebApplication(WebApplicationException exception, UriInfo uri) {
        Response response = exception.getResponse();
        int status = response.getStatus();
        if (status < 400) {
            return RestResponse.ResponseBuilder.<Problem>create(status)
                    .header(HttpHeaders.LOCATION, response.getHeaderString(HttpHeaders.LOCATION))
                    .build();
        }
        RestResponse.ResponseBuilder<Problem> answer =
                answer(status, response.getStatusInfo().getReasonPhrase(), explain(status, response), uri);
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        if (allow != null) {
            answer.header(HttpHeaders.ALLOW, allow);
        }
        return answer.build();
    }

    private static String explain(int status, Response response) {
        String allow = response.getHeaderString(HttpHeaders.ALLOW);
        return switch (status) {
            case 405 ->
                allow == null
                        ? "This method is not possible here."
                        : "This method is not possible here; these are: " + allow + ".";
            case 406 -> "None of the media types in 'Accept' can be given here.";
            case 413 -> "The body is larger than is accepted.";
            case 415 -> "The body's 'Content-Type' is not one that is accepted here.";
            default -> response.getStatusInfo().getReasonPhrase() + ".";
        };
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofAnythingElse(Throwable throwable, UriInfo uri) {
        String reference = UUID.randomUUID().toString();
        LOG.errorf(throwable, "Request to %s failed (reference %s)", uri.getPath(), reference);
        return answer(500, "Internal Server Error", "This failed on our side; the log has it under " + reference, uri)
                .build();
    }

    private static RestResponse.ResponseBuilder<Problem> answer(int status, String title, String detail, UriInfo uri) {
        return RestResponse.ResponseBuilder.<Problem>create(status)
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(Problem.of(status, title, detail, uri.getPath()));
    }
}
