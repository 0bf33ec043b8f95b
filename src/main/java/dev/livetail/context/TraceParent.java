package dev.livetail.context;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code traceparent} header: which trace a request belongs to, and which span of it sent the request (W3C Trace
 * Context, section 3.2).
 *
 * @param traceId 32 lower-case hexadecimal digits, not all zero
 * @param spanId 16 lower-case hexadecimal digits, not all zero
 */
public record TraceParent(String traceId, String spanId) {
    /** A later version may have more behind a further dash, which those who know only this one pass over. */
    private static final Pattern SYNTAX =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-[0-9a-f]{2}(-.*)?");

    /** Reads the header; empty where it is not well-formed, as the standard asks for. */
    public static Optional<TraceParent> parse(String header) {
        Matcher matcher = SYNTAX.matcher(header);
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(4) != null)) {
            return Optional.empty();
        }
        return Optional.of(new TraceParent(matcher.group(2), matcher.group(3)));
    }
}
