package dev.livetail.security;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.jwt.Claims;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Who makes a request, as a verified token says.
 *
 * @param id what the issuer knows the user by
 * @param email the mail address; null where it is unknown or not wanted
 * @param groups what the user is a member of, which is what {@code @RolesAllowed} asks for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record User(String id, String email, List<String> groups) {
    private static final String KEY = User.class.getName();

    /** Far more than any issuer gives; an id goes with every line of its user. */
    private static final int MAX_LENGTH = 256;

    /** Line breaks, terminal codes and what turns the direction of text: none can have a line say what it does not. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

    public User {
        requireNonNull(id, "id is null");
        groups = List.copyOf(groups);
    }

    static User of(JsonWebToken token, boolean withEmail) {
        String subject = token.getSubject();
        return new User(
                printable(subject == null ? token.getName() : subject),
                withEmail ? printable(token.getClaim(Claims.email)) : null,
                token.getGroups().stream().map(User::printable).sorted().toList());
    }

    /** The user of a request; empty where the request has no valid token. */
    static Optional<User> of(RoutingContext request) {
        return Optional.ofNullable(request.get(KEY));
    }

    void putInto(RoutingContext request) {
        request.put(KEY, this);
    }

    private static String printable(String value) {
        return value == null
                ? null
                : UNPRINTABLE
                        .matcher(value.length() > MAX_LENGTH ? value.substring(0, MAX_LENGTH) : value)
                        .replaceAll("\uFFFD");
    }
}
