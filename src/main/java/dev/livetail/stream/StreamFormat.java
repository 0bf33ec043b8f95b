package dev.livetail.stream;

import dev.livetail.hub.StreamEncoder;
import dev.livetail.problem.ProblemException;
import dev.livetail.stream.format.HtmlFormatter;
import dev.livetail.stream.format.NdjsonFormatter;
import dev.livetail.stream.format.SseFormatter;
import dev.livetail.stream.format.TextFormatter;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The forms in which a log can be had. */
public enum StreamFormat {
    TEXT(new MediaType("text", "plain"), "text/plain;charset=UTF-8", "log", new TextFormatter()),
    HTML(new MediaType("text", "html"), "text/html;charset=UTF-8", "html", new HtmlFormatter()),
    SSE(new MediaType("text", "event-stream"), "text/event-stream", "sse", new SseFormatter()),
    NDJSON(new MediaType("application", "x-ndjson"), "application/x-ndjson", "ndjson", new NdjsonFormatter());

    private static final Pattern NO_QUALITY = Pattern.compile("0(\\.0*)?");

    private final MediaType mediaType;
    private final String contentType;
    private final String fileExtension;
    private final StreamEncoder<byte[]> encoder;

    StreamFormat(MediaType mediaType, String contentType, String fileExtension, StreamEncoder<byte[]> encoder) {
        this.mediaType = mediaType;
        this.contentType = contentType;
        this.fileExtension = fileExtension;
        this.encoder = encoder;
    }

    public String contentType() {
        return contentType;
    }

    String fileExtension() {
        return fileExtension;
    }

    StreamEncoder<byte[]> encoder() {
        return encoder;
    }

    /**
     * The format that a client asked for: by {@code format}, since a link cannot send a header, or else by
     * {@code Accept}, in its order of preference (RFC 9110, 12.5.1). Without a preference it is {@link #TEXT}.
     *
     * @param format the query parameter, or null
     * @param accepted the media types of {@code Accept}, most wanted first
     * @throws ProblemException 400 if there is no such format, 406 if no accepted type is one of them
     */
    public static StreamFormat negotiate(String format, List<MediaType> accepted) {
        if (format != null && !format.isBlank()) {
            return named(format);
        }
        return accepting(accepted)
                .orElseThrow(() -> new ProblemException(
                        406,
                        "Not Acceptable",
                        "A log can be had as text/plain, text/html, text/event-stream or application/x-ndjson;"
                                + " 'Accept' allows none of these."));
    }

    private static StreamFormat named(String format) {
        for (StreamFormat candidate : values()) {
            if (candidate.name().equals(format.trim().toUpperCase(Locale.ROOT))) {
                return candidate;
            }
        }
        throw new ProblemException(
                400, "Invalid Parameter", "'format' is '" + format + "', but takes text, html, sse or ndjson.");
    }

    /** The first format, by the client's preference, that is accepted. */
    public static Optional<StreamFormat> accepting(List<MediaType> accepted) {
        if (accepted.isEmpty()) {
            return Optional.of(TEXT);
        }
        for (MediaType wanted : accepted) {
            for (StreamFormat candidate : values()) {
                if (wanted.isCompatible(candidate.mediaType) && !candidate.isRefused(accepted)) {
                    return Optional.of(candidate);
                }
            }
        }
        return Optional.empty();
    }

    /** Whether the most specific range that it falls into has the quality 0 (RFC 9110, 12.4.2). */
    private boolean isRefused(List<MediaType> accepted) {
        return accepted.stream()
                .filter(range -> range.isCompatible(mediaType))
                .min(Comparator.comparing(MediaType::isWildcardType).thenComparing(MediaType::isWildcardSubtype))
                .filter(range -> NO_QUALITY
                        .matcher(range.getParameters().getOrDefault("q", "1"))
                        .matches())
                .isPresent();
    }
}
