package dev.livetail.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** {@code livetail.users.*}: what is kept of users. The keys that their tokens are verified with are SmallRye JWT's. */
@ConfigMapping(prefix = "livetail.users")
public interface UsersConfig {

    /** Whether log lines and {@code /whoami} have the user's mail address. */
    @WithDefault("false")
    boolean email();
}
