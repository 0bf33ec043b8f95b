package dev.livetail.security;

import dev.livetail.problem.ProblemException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses requests that change something and come from a page of another site.
 *
 * <p>A form on any page that a user visits can post to a service on the user's own machine, and a form post is all it
 * takes to start an operation. Browsers say where a request comes from ({@code Sec-Fetch-Site}, W3C Fetch Metadata; older
 * ones {@code Origin}); clients that are no browsers send neither and are let through.
 */
public final class CrossSiteRequestFilter {
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    @ServerRequestFilter(preMatching = true)
    public void refuseCrossSiteChanges(ContainerRequestContext request) {
        if (!SAFE_METHODS.contains(request.getMethod()) && isCrossSite(request)) {
            throw new ProblemException(
                    403,
                    "Cross-Site Request",
                    "Pages of other sites cannot change anything here; open this service itself.");
        }
    }

    private static boolean isCrossSite(ContainerRequestContext request) {
        String site = request.getHeaderString("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeaderString("Origin");
        return origin != null && !originIsHost(origin, request.getHeaderString(HttpHeaders.HOST));
    }

    private static boolean originIsHost(String origin, String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
