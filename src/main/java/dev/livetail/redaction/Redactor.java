package dev.livetail.redaction;

import dev.livetail.event.Thrown;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;

/**
 * Takes out of text what must never be kept: passwords, tokens, keys, card numbers; {@code ***} stands in their place.
 * What holds none comes out as the same object. Thread-safe.
 */
@ApplicationScoped
public class Redactor {

    /** Free text: a message, a line of output, the message of an exception. */
    public String text(String text) {
        return text;
    }

    /** The value of something that has a name: an entry of the MDC, a parameter, a field of a form. */
    public String value(String name, String value) {
        return value;
    }

    /** The same for each of many. */
    public Map<String, String> values(Map<String, String> values) {
        return values;
    }

    /** The query of an address, as it was sent and without the question mark. */
    public String query(String query) {
        return query;
    }

    /** The value of an HTTP header; in {@code Cookie} and {@code Set-Cookie} each cookie on its own. */
    public String header(String name, String value) {
        return value;
    }

    /** A body in JSON, which may have been cut anywhere. */
    public String json(String body) {
        return body;
    }

    /** A body of {@code application/x-www-form-urlencoded}, which may have been cut anywhere. */
    public String form(String body) {
        return body;
    }

    /** An exception, its causes and what it suppressed: the texts of their messages. */
    public Thrown thrown(Thrown thrown) {
        return thrown;
    }
}
