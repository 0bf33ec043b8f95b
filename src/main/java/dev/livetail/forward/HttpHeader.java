package dev.livetail.forward;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A header field as HTTP lets it be sent (RFC 9110, section 5). */
final class HttpHeader {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    /** Text beyond ASCII is allowed by the standard, but read by each server in its own way. */
    private static final Pattern VALUE = Pattern.compile("[!-~]([ \t!-~]*[!-~])?");

    /** They say how the body is written, and whoever writes the body sets them. */
    private static final Set<String> OURS =
            Set.of("connection", "content-encoding", "content-length", "idempotency-key", "transfer-encoding");

    private HttpHeader() {}

    /**
     * Refuses a header that cannot be sent, without a word of its value, which may be secret.
     *
     * @param key where it is configured
     */
    static void check(String key, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new ConfigurationException(
                    key + " is no header, but headers have names of letters, digits, dashes and the like", Set.of(key));
        }
        if (OURS.contains(name.toLowerCase(Locale.ROOT))) {
            throw new ConfigurationException(key + " cannot be set: it goes with how a batch is sent", Set.of(key));
        }
        if (!VALUE.matcher(value).matches()) {
            throw new ConfigurationException(
                    key + " has a value that no header may have, but it takes printable ASCII characters, with blanks"
                            + " only between them",
                    Set.of(key));
        }
    }
}
