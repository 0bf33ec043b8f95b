package dev.livetail.problem;

import dev.livetail.context.MdcKeys;
import dev.livetail.redaction.Redactor;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/** Every error of the HTTP interface as {@code application/problem+json}; none with a stack trace. */
public final class ProblemMapper {
    private static final Logger LOG = Logger.getLogger(ProblemMapper.class);

    private final Redactor redactor;

    ProblemMapper(Redactor redactor) {
        this.redactor = redactor;
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofProblem(ProblemException exception, UriInfo uri) {
        if (exception.status() >= 500) {
            handOver(exception);
        }
        Problem problem = problem(exception.status(), exception.title(), exception.detail(), uri);
        RestResponse.ResponseBuilder<Problem> answer = answer(exception
                .parameter()
                .map(redactor::text)
                .map(problem::ofParameter)
                .orElse(problem));
        exception
                .retryAfter()
                .ifPresent(after -> answer.header(HttpHeaders.RETRY_AFTER, Math.max(1, after.toSeconds())));
        return answer.build();
    }

    /** Of a path that is there for another method, Quarkus REST may also say that it is not there. */
    @ServerExceptionMapper
    public RestResponse<Problem> ofNotFound(NotFoundException exception, UriInfo uri, Request request) {
        ResourcesAt resources = ResourcesAt.addressOf(CurrentRequestManager.get());
        return resources.methods().isEmpty() || resources.methods().contains(request.getMethod())
                ? answer(404, "Not Found", "There is nothing at '" + uri.getPath() + "'.", uri)
                        .build()
                : notAllowed(request, resources, uri);
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofNotAllowed(NotAllowedException exception, UriInfo uri, Request request) {
        return notAllowed(request, ResourcesAt.addressOf(CurrentRequestManager.get()), uri);
    }

    private RestResponse<Problem> notAllowed(Request request, ResourcesAt resources, UriInfo uri) {
        String allowed = String.join(", ", resources.methods());
        return answer(
                        405,
                        "Method Not Allowed",
                        request.getMethod() + " is not possible here; these are: " + allowed + ".",
                        uri)
                .header(HttpHeaders.ALLOW, allowed)
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofNotAcceptable(NotAcceptableException exception, UriInfo uri, Request request) {
        List<MediaType> given =
                ResourcesAt.addressOf(CurrentRequestManager.get()).produces(request.getMethod());
        return answer(
                        406,
                        "Not Acceptable",
                        "'Accept' allows none of what can be given here: " + list(given) + ".",
                        uri)
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofNotSupported(NotSupportedException exception, UriInfo uri, Request request) {
        List<MediaType> taken =
                ResourcesAt.addressOf(CurrentRequestManager.get()).consumes(request.getMethod());
        return answer(
                        415,
                        "Unsupported Media Type",
                        "The body's 'Content-Type' is none of those that are taken here: " + list(taken) + ".",
                        uri)
                .build();
    }

    private static String list(List<MediaType> types) {
        return types.stream().map(MediaType::toString).collect(Collectors.joining(", "));
    }

    /** Nobody has said who asks. The challenge is RFC 6750's. */
    @ServerExceptionMapper
    public RestResponse<Problem> ofUnauthorized(UnauthorizedException exception, UriInfo uri) {
        return answer(401, "Unauthorized", "This takes a bearer token in 'Authorization'.", uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer")
                .build();
    }

    /** What was said of who asks does not hold. Why is in the log, and nobody else's business. */
    @ServerExceptionMapper
    public RestResponse<Problem> ofAuthenticationFailed(AuthenticationFailedException exception, UriInfo uri) {
        return answer(401, "Unauthorized", "The bearer token in 'Authorization' is not accepted.", uri)
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"")
                .build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofForbidden(ForbiddenException exception, UriInfo uri) {
        return answer(403, "Forbidden", "You may not do this: it takes a role that you do not have.", uri)
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
        if (status >= 500) {
            handOver(exception);
        }
        String reason = response.getStatusInfo().getReasonPhrase();
        return answer(status, reason, reason + ".", uri).build();
    }

    @ServerExceptionMapper
    public RestResponse<Problem> ofAnythingElse(Throwable throwable, UriInfo uri) {
        RoutingContext http = CurrentRequestManager.get().unwrap(RoutingContext.class);
        if (!Failures.handOver(http, throwable) && !Failures.isClientGone(http, throwable)) {
            LOG.errorf(throwable, "Request to %s failed", uri.getPath());
        }
        Object requestId = MDC.get(MdcKeys.REQUEST_ID);
        String where = requestId == null ? "the log has it" : "the log has it under the request id " + requestId;
        return answer(500, "Internal Server Error", "This failed on our side; " + where + ".", uri)
                .build();
    }

    private static boolean handOver(Throwable throwable) {
        return Failures.handOver(CurrentRequestManager.get().unwrap(RoutingContext.class), throwable);
    }

    private RestResponse.ResponseBuilder<Problem> answer(int status, String title, String detail, UriInfo uri) {
        return answer(problem(status, title, detail, uri));
    }

    private Problem problem(int status, String title, String detail, UriInfo uri) {
        return Problem.of(status, title, redactor.text(detail), redactor.text(uri.getPath()));
    }

    private static RestResponse.ResponseBuilder<Problem> answer(Problem problem) {
        return RestResponse.ResponseBuilder.<Problem>create(problem.status())
                .header(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .entity(problem);
    }
}
