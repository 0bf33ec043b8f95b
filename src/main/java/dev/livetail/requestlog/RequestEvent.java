package dev.livetail.requestlog;

import dev.livetail.context.MdcKeys;
import dev.livetail.event.Mdc;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.HttpServerRequestInternal;
import java.util.Locale;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.MDC;

/**
 * One event about a request: its facts are to stand in the context of a log record, beside the request's own, and in a
 * message for people. To be made on a thread of the request.
 */
final class RequestEvent {
    /** What a client sends may be as long as it likes. */
    private static final int MAX_LENGTH = 2048;

    /** Under which Quarkus REST keeps the template of the route in a request's context, for its metrics and ours. */
    private static final String TEMPLATE = "UrlPathTemplate";

    private static final int MICROS_PER_MILLI = 1000;

    private static final int FIELDS = 16;

    private final Level level;
    private final String message;
    private final Mdc.Builder fields;
    private Throwable thrown;

    private RequestEvent(Level level, String message, Mdc.Builder fields) {
        this.level = level;
        this.message = message;
        this.fields = fields;
    }

    /** @param message how it goes on for people, behind the name of the event and the request */
    static RequestEvent of(String event, Level level, Exchange exchange, String message) {
        HttpServerRequest request = exchange.http().request();
        Mdc.Builder fields = new Mdc.Builder(FIELDS);
        MDC.copyObject().forEach((key, value) -> fields.put(key, String.valueOf(value)));
        fields.put(Fields.EVENT, event);
        // The path is there as the correlation filter has it.
        String subject = event + " " + request.method().name() + " " + fields.get(MdcKeys.PATH);
        return new RequestEvent(level, subject + message, fields).with(Fields.ROUTE, template(request));
    }

    /** Null where no resource was found. */
    private static String template(HttpServerRequest request) {
        return ((HttpServerRequestInternal) request).context().getLocal(TEMPLATE);
    }

    /** @param value may be null where it is not known: then there is no such field */
    RequestEvent with(String field, String value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }

    RequestEvent with(String field, long value) {
        fields.put(field, Long.toString(value));
        return this;
    }

    /** The same for what a client has sent. */
    RequestEvent withCut(String field, String value) {
        return with(field, cut(value));
    }

    RequestEvent withStatus(Exchange exchange) {
        return exchange.isAnswered() ? with(Fields.STATUS, exchange.response().getStatusCode()) : this;
    }

    RequestEvent withFailure(Throwable failure) {
        return with(Fields.ERROR_TYPE, failure.getClass().getName())
                .withCut(Fields.ERROR_MESSAGE, failure.getMessage());
    }

    RequestEvent withStackTrace(Throwable failure) {
        thrown = failure;
        return this;
    }

    void log(Logger logger) {
        RequestRecord record = new RequestRecord(level, message, fields.build());
        record.setThrown(thrown);
        logger.logRaw(record);
    }

    private static String cut(String text) {
        if (text == null || text.length() <= MAX_LENGTH) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(MAX_LENGTH - 1)) ? MAX_LENGTH - 1 : MAX_LENGTH);
    }

    /** Nanoseconds as milliseconds, with the decimals that there are, of three. */
    static String millis(long nanos) {
        long micros = nanos / MICROS_PER_MILLI;
        long millis = micros / MICROS_PER_MILLI;
        int rest = (int) (micros % MICROS_PER_MILLI);
        if (rest == 0) {
            return Long.toString(millis);
        }
        StringBuilder text = new StringBuilder(12).append(millis).append('.');
        for (int digit = MICROS_PER_MILLI / 10; rest > 0; digit /= 10) {
            text.append((char) ('0' + rest / digit));
            rest %= digit;
        }
        return text.toString();
    }

    static String protocol(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> "HTTP/1.0";
            case HTTP_1_1 -> "HTTP/1.1";
            case HTTP_2 -> "HTTP/2";
        };
    }

    /** A duration for people. */
    static String readable(long nanos) {
        return nanos < 10_000_000_000L ? millis(nanos) + " ms" : String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
    }
}
