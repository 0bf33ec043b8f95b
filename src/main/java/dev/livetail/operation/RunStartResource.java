package dev.livetail.operation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.problem.ProblemException;
import dev.livetail.requestlog.Exchange;
import dev.livetail.stream.StreamQuery;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestMulti;

/**
 * Starts runs. What a client accepts says what it is: a program gets the run as JSON, a browser is sent to the run's
 * page, and curl gets the log itself, as it is written.
 */
@Path("/operations/{name}/runs")
public class RunStartResource {
    private static final MediaType FORM = MediaType.APPLICATION_FORM_URLENCODED_TYPE;

    private final Runs runs;
    private final RunLogs logs;
    private final ObjectMapper json;
    private final RoutingContext routing;

    RunStartResource(Runs runs, RunLogs logs, ObjectMapper json, RoutingContext routing) {
        this.runs = runs;
        this.logs = logs;
        this.json = json;
        this.routing = routing;
    }

    @POST
    @Blocking
    public RestMulti<byte[]> start(
            @PathParam("name") String name, byte[] body, @Context UriInfo uri, @Context HttpHeaders headers) {
        MediaType wanted = wanted(uri, headers);
        if (wanted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            Run run = runs.start(name, parameters(body, headers));
            byte[] view = asJson(run);
            Exchange.of(routing).ifPresent(exchange -> exchange.answersWith(MediaType.APPLICATION_JSON, view));
            return located(RestMulti.fromMultiData(Multi.createFrom().item(view)), run)
                    .status(201)
                    .header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                    .build();
        }
        if (wanted.isCompatible(MediaType.TEXT_HTML_TYPE)) {
            Run run = runs.start(name, parameters(body, headers));
            return located(RestMulti.fromMultiData(Multi.createFrom().<byte[]>empty()), run)
                    .status(303)
                    .header(HttpHeaders.CONTENT_TYPE, MediaType.TEXT_HTML)
                    .build();
        }
        StreamQuery query = StreamQuery.of(uri, headers);
        Run run = runs.start(name, parameters(body, headers));
        return located(logs.answer(run, query, true), run).build();
    }

    private static RestMulti.SyncRestMulti.Builder<byte[]> located(
            RestMulti.SyncRestMulti.Builder<byte[]> answer, Run run) {
        String self = "/runs/" + run.id();
        return answer.header(HttpHeaders.LOCATION, self)
                .header(HttpHeaders.LINK, "<" + self + "/logs/stream>; rel=\"logs\"");
    }

    /** The first accepted type that is JSON, HTML or a form of log; a log as text for those who accept anything. */
    private static MediaType wanted(UriInfo uri, HttpHeaders headers) {
        boolean byQuery = uri.getQueryParameters().containsKey("format");
        for (MediaType accepted : headers.getAcceptableMediaTypes()) {
            if (byQuery || accepted.isWildcardType() || accepted.isWildcardSubtype()) {
                return MediaType.TEXT_PLAIN_TYPE;
            }
            if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                    || accepted.isCompatible(MediaType.TEXT_HTML_TYPE)
                    || dev.livetail.stream.StreamFormat.accepting(List.of(accepted))
                            .isPresent()) {
                return accepted;
            }
        }
        return MediaType.TEXT_PLAIN_TYPE;
    }

    private static Map<String, String> parameters(byte[] body, HttpHeaders headers) {
        MediaType type = headers.getMediaType();
        if (body == null || body.length == 0) {
            return Map.of();
        }
        if (type != null && type.isCompatible(FORM)) {
            return RunParameters.fromForm(form(new String(body, StandardCharsets.UTF_8)));
        }
        if (type == null || type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
            return RunParameters.fromJson(body);
        }
        throw new ProblemException(
                415,
                "Unsupported Media Type",
                "The body is " + type + ", but parameters are taken as application/json or "
                        + MediaType.APPLICATION_FORM_URLENCODED + ".");
    }

    /** As the URL Standard (WHATWG) parses a form. */
    private static Map<String, List<String>> form(String body) {
        Map<String, List<String>> form = new LinkedHashMap<>();
        for (String pair : body.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                form.computeIfAbsent(decode(name), any -> new ArrayList<>()).add(decode(value));
            }
        }
        return form;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    400, "Invalid Parameter", "The form is not well-formed: a '%' is not followed by two hex digits.");
        }
    }

    private byte[] asJson(Run run) {
        try {
            return json.writeValueAsBytes(RunView.of(run));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a run cannot be written as JSON: " + run.id(), e);
        }
    }
}
