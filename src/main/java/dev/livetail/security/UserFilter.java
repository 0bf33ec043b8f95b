package dev.livetail.security;

import dev.livetail.context.MdcKeys;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

/**
 * Finds out who makes a request, where it has a bearer token, and puts that into the logging context of the whole exchange.
 *
 * <p>It only looks. A token that is not accepted is one line in the log, and the request goes on as nobody's; who may do
 * what is said by the annotations of the resources, which then refuse it.
 */
@ApplicationScoped
public class UserFilter {
    private static final Logger LOG = Logger.getLogger(UserFilter.class);

    /** Behind the place where Quarkus says how a request can be authenticated (-200), ahead of what may then ask (-100). */
    private static final int ORDER = -150;

    /** Without any of these there is nothing to verify a token with. */
    private static final List<String> KEYS = List.of(
            "mp.jwt.verify.publickey",
            "mp.jwt.verify.publickey.location",
            "smallrye.jwt.verify.key.location",
            "smallrye.jwt.verify.secretkey");

    private static final String SCHEME = "Bearer ";

    /** No public request waits longer than that for keys that are somewhere else. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For so long none waits at all, once one has waited in vain. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final boolean configured;
    private final boolean withEmail;
    private volatile long pausedUntil = System.nanoTime();

    UserFilter(Config config, UsersConfig users) {
        this.configured = KEYS.stream()
                .anyMatch(key -> config.getOptionalValue(key, String.class).isPresent());
        this.withEmail = users.email();
    }

    void register(@Observes Router router) {
        if (configured) {
            router.route().order(ORDER).handler(this::identify);
        }
    }

    private void identify(RoutingContext request) {
        String authorization = request.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            request.next();
            return;
        }
        if (pausedUntil - System.nanoTime() > 0) {
            // The resources are not to try again either.
            request.put(
                    QuarkusHttpUser.DEFERRED_IDENTITY_KEY,
                    Uni.createFrom().failure(new AuthenticationFailedException()));
            refuse(request, Refusal.NO_KEYS);
            return;
        }
        // Otherwise Quarkus answers to a token that is not accepted as soon as anyone looks at it.
        request.put(
                QuarkusHttpUser.AUTH_FAILURE_HANDLER, (BiConsumer<RoutingContext, Throwable>) (same, failure) -> {});
        Context context = Vertx.currentContext();
        QuarkusHttpUser.getSecurityIdentity(request, null)
                .ifNoItem()
                .after(PATIENCE)
                .fail()
                .map(this::userOf)
                .subscribe()
                .with(
                        user -> on(context, () -> accept(request, user)),
                        failure -> on(context, () -> {
                            Refusal refusal = Refusal.of(failure);
                            if (refusal == Refusal.NO_KEYS) {
                                pausedUntil = System.nanoTime() + PAUSE.toNanos();
                            }
                            refuse(request, refusal);
                        }));
    }

    /** The logging context is that of the request, wherever its token was verified. */
    private static void on(Context context, Runnable step) {
        if (Vertx.currentContext() == context) {
            step.run();
        } else {
            context.runOnContext(nothing -> step.run());
        }
    }

    private Optional<User> userOf(SecurityIdentity identity) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Optional.of(User.of(token, withEmail))
                : Optional.empty();
    }

    private static void accept(RoutingContext request, Optional<User> known) {
        known.ifPresent(user -> {
            user.putInto(request);
            MDC.put(MdcKeys.USER_ID, user.id());
            if (user.email() != null) {
                MDC.put(MdcKeys.USER_EMAIL, user.email());
            }
        });
        request.next();
    }

    private static void refuse(RoutingContext request, Refusal refusal) {
        LOG.warnf("Bearer token not accepted, so the user is not known: %s", refusal.reason());
        request.next();
    }
}
