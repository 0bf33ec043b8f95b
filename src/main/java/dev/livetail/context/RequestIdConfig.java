package dev.livetail.context;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.regex.Pattern;

/** {@code livetail.request-id.*}: how requests are correlated with those of other services. */
@ConfigMapping(prefix = "livetail.request-id")
public interface RequestIdConfig {

    /** The header in which a request's id comes in, goes out and is passed on. */
    @WithDefault("X-Request-ID")
    String header();

    /** Refuses values that cannot work. */
    static void check(RequestIdConfig config) {
        // A token of RFC 9110, section 5.6.2, without the characters that no header's name has.
        if (!Pattern.matches("[A-Za-z0-9_-]{1,64}", config.header())) {
            throw new ConfigurationException("livetail.request-id.header is '" + config.header()
                    + "', but it takes the name of a header: 1 to 64 letters, digits, '-' and '_'");
        }
    }
}
