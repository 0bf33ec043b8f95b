package dev.livetail.context;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code livetail.request-id.*}: the id that the lines of one request have in common. */
@ConfigMapping(prefix = "livetail.request-id")
public interface RequestIdConfig {

    /** The header that has it: in requests, in answers, and in the calls that are made to other services. */
    @WithDefault("X-Request-ID")
    String header();
}
