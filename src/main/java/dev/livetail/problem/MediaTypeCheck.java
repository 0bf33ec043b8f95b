package dev.livetail.problem;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses media types that nobody can read, which would be a failure of ours wherever they were first looked at. */
public final class MediaTypeCheck {

    @ServerRequestFilter(preMatching = true)
    public void check(HttpHeaders headers) {
        check(HttpHeaders.ACCEPT, headers::getAcceptableMediaTypes);
        check(HttpHeaders.CONTENT_TYPE, headers::getMediaType);
    }

    private static void check(String header, Supplier<?> reading) {
        try {
            Object unused = reading.get();
        } catch (RuntimeException e) {
            throw new ProblemException(
                    400,
                    "Invalid Header",
                    "'" + header + "' is not well-formed: it takes media types such as application/json.");
        }
    }
}
