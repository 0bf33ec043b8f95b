package dev.livetail.nginx;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the annotations of an Ingress make of nginx, as the directives that ingress-nginx writes for them. One that is not
 * known here is refused, so that nothing is tried with other settings than are deployed. Immutable.
 *
 * <p>Needs nothing but a JDK, since measurements use it too: of YAML it reads the annotations, a line each, and no more.
 */
public final class Ingress {
    private static final String PREFIX = "nginx.ingress.kubernetes.io/";
    private static final Pattern ANNOTATION =
            Pattern.compile(" *" + Pattern.quote(PREFIX) + "([a-z-]+): *(?:\"([^\"]*)\"|([^\" #]+)) *");

    private final Map<String, String> annotations;

    private Ingress(Map<String, String> annotations) {
        this.annotations = annotations;
        directives();
        cookieAttributes();
    }

    /** Reads a file of Kubernetes. */
    public static Ingress read(Path yaml) throws IOException {
        return of(Files.readAllLines(yaml));
    }

    static Ingress of(List<String> yaml) {
        Map<String, String> annotations = new LinkedHashMap<>();
        for (String line : yaml) {
            if (line.strip().startsWith(PREFIX)) {
                Matcher matcher = ANNOTATION.matcher(line);
                if (!matcher.matches()) {
                    throw new IllegalArgumentException("an annotation that cannot be read: " + line);
                }
                annotations.put(matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
            }
        }
        return new Ingress(annotations);
    }

    /** The same with another value of one annotation. */
    public Ingress with(String annotation, String value) {
        Map<String, String> changed = new LinkedHashMap<>(annotations);
        changed.put(requireNonNull(annotation, "annotation is null"), requireNonNull(value, "value is null"));
        return new Ingress(changed);
    }

    /** Directives for a location. */
    String directives() {
        StringBuilder directives = new StringBuilder();
        annotations.forEach((name, value) -> {
            String directive = directive(name, value);
            if (!directive.isEmpty()) {
                directives.append(directive).append(";\n");
            }
        });
        return directives.toString();
    }

    private static String directive(String annotation, String value) {
        return switch (annotation) {
            case "proxy-buffering", "proxy-request-buffering", "proxy-next-upstream", "proxy-http-version" ->
                annotation.replace('-', '_') + " " + value;
            case "proxy-read-timeout", "proxy-send-timeout", "proxy-connect-timeout" ->
                annotation.replace('-', '_') + " " + value + "s";
            case "proxy-body-size" -> "client_max_body_size " + value;
            case "affinity" -> only("cookie", annotation, value);
            case "affinity-mode" -> only("persistent", annotation, value);
            case "session-cookie-change-on-failure" -> only("true", annotation, value);
            case "session-cookie-name", "session-cookie-path", "session-cookie-samesite" -> "";
            default -> throw new IllegalArgumentException("an annotation that is not known here: " + annotation);
        };
    }

    /** What {@link Nginx} does by itself, and does not do otherwise. */
    private static String only(String known, String annotation, String value) {
        if (!known.equals(value)) {
            throw new IllegalArgumentException(annotation + " is not known here to be " + value);
        }
        return "";
    }

    /** The name of the cookie that leads back to the same pod. */
    public String cookieName() {
        return requireNonNull(annotations.get("session-cookie-name"), "there is no session-cookie-name");
    }

    String cookieAttributes() {
        return "Path=" + requireNonNull(annotations.get("session-cookie-path"), "there is no session-cookie-path")
                + "; HttpOnly; SameSite="
                + requireNonNull(annotations.get("session-cookie-samesite"), "there is no session-cookie-samesite");
    }
}
