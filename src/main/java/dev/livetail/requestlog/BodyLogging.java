package dev.livetail.requestlog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.livetail.redaction.Redactor;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * The headers of requests, and the bodies of requests and answers, JSON and forms, where a route asks for them and the
 * logger is at DEBUG. A stream is no body: nothing of it is kept here.
 */
@ApplicationScoped
public class BodyLogging {
    static final String HEADERS = "request_headers";
    static final String REQUEST = "request_body";
    static final String RESPONSE = "response_body";

    /** Longer than what is recognised by its form alone. */
    private static final int LOOK_AHEAD = 8192;

    private final Logger log = Logger.getLogger("dev.livetail.requestlog.body");
    private final Redactor redactor;
    private final ObjectMapper json;

    BodyLogging(Redactor redactor, ObjectMapper json) {
        this.redactor = redactor;
        this.json = json;
    }

    /** Asked with each request, since the level may be changed while the service runs. */
    boolean areWanted() {
        return log.isLoggable(Level.DEBUG);
    }

    /** Tells the headers, takes a body before anyone reads it, and leaves it there for whoever will. */
    void takeRequest(RoutingContext http) {
        HttpServerRequest request = http.request();
        String type = request.getHeader(HttpHeaderNames.CONTENT_TYPE);
        Exchange exchange = Exchange.of(http).filter(Exchange::showsBodies).orElse(null);
        if (exchange != null) {
            tellHeaders(request, exchange);
        }
        if (exchange == null || !isShown(type)) {
            http.next();
        } else if (http.body().buffer() != null) {
            tell(REQUEST, exchange, type, http.body().buffer().getBytes());
            http.next();
        } else if (request.getHeader(HttpHeaderNames.CONTENT_LENGTH) == null) {
            // How long it is nobody has promised, so it could not be taken whole.
            http.next();
        } else {
            take(http, exchange, type);
        }
    }

    private void tellHeaders(HttpServerRequest request, Exchange exchange) {
        Map<String, String> headers = new TreeMap<>();
        request.headers()
                .forEach((name, value) -> headers.merge(
                        name.toLowerCase(Locale.ROOT), redactor.header(name, value), (one, next) -> one + ", " + next));
        RequestEvent.of(HEADERS, Level.DEBUG, exchange, " " + new String(bytes(headers), StandardCharsets.UTF_8))
                .log(log);
    }

    private void take(RoutingContext http, Exchange exchange, String type) {
        HttpServerRequest request = http.request();
        request.bodyHandler(body -> {
            ((RoutingContextInternal) http).setBody(body);
            tell(REQUEST, exchange, type, body.getBytes());
            http.next();
        });
        if (request.headers().contains(HttpHeaderNames.EXPECT, HttpHeaderValues.CONTINUE, true)) {
            http.response().writeContinue();
        }
        request.resume();
    }

    @ServerResponseFilter
    public void takeResponse(ContainerResponseContext response, RoutingContext http) {
        Exchange exchange = http.get(Exchange.class.getName());
        if (exchange != null && exchange.showsBodies() && response.hasEntity()) {
            MediaType type = response.getMediaType();
            if (type != null && isShown(type.toString())) {
                tell(RESPONSE, exchange, type.toString(), bytes(response.getEntity()));
            }
        }
    }

    private byte[] bytes(Object entity) {
        try {
            return switch (entity) {
                case byte[] bytes -> bytes;
                case Buffer buffer -> buffer.getBytes();
                case String text -> text.getBytes(StandardCharsets.UTF_8);
                default -> json.writeValueAsBytes(entity);
            };
        } catch (JsonProcessingException e) {
            // Whoever writes the answer will come to it, and tell why.
            return new byte[0];
        }
    }

    private static boolean isShown(String type) {
        return type != null && (isJson(type) || isForm(type));
    }

    private static boolean isJson(String type) {
        String bare = bare(type);
        return bare.equals("application/json") || (bare.startsWith("application/") && bare.endsWith("+json"));
    }

    private static boolean isForm(String type) {
        return bare(type).equals("application/x-www-form-urlencoded");
    }

    private static String bare(String type) {
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).trim().toLowerCase(Locale.ROOT);
    }

    void tell(String name, Exchange exchange, String type, byte[] body) {
        String text = beginning(body, exchange.rule().maxBodyBytes());
        String redacted = isForm(type) ? redactor.form(text) : redactor.json(text);
        RequestEvent event = RequestEvent.of(name, Level.DEBUG, exchange, " " + redacted)
                .withCut(Fields.CONTENT_TYPE, type)
                .with(Fields.BYTES, body.length);
        int kept = text.getBytes(StandardCharsets.UTF_8).length;
        if (body.length > exchange.rule().maxBodyBytes()) {
            event.with(Fields.BYTES_KEPT, kept);
        }
        event.log(log);
    }

    /** So much of it, and less where half of a secret would be left, which nobody would recognise. */
    private String beginning(byte[] body, int limit) {
        String text = new String(body, 0, Math.min(body.length, limit), StandardCharsets.UTF_8);
        if (body.length <= limit) {
            return text;
        }
        String further = new String(body, 0, Math.min(body.length, limit + LOOK_AHEAD), StandardCharsets.UTF_8);
        return further.substring(0, redactor.seam(further, Math.min(text.length(), further.length())));
    }
}
