package dev.livetail.ui;

import static java.util.Objects.requireNonNull;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * A file that pages refer to, in memory: as it is, and compressed, once for all who ask. Immutable.
 *
 * <p>Which of the two is sent is for the request's {@code Accept-Encoding} to say (RFC 9110, section 12.5.3).
 */
final class PageFile {
    private static final Pattern GZIP =
            Pattern.compile("(?i)(^|,)\\s*gzip\\s*(;\\s*q=(?!0(\\.0*)?\\s*(,|$))[^,]*)?(,|$)");

    private final String type;
    private final byte[] content;
    private final byte[] compressed;
    private final EntityTag tag;

    private PageFile(String type, byte[] content) {
        this.type = type;
        this.content = content;
        this.compressed = compress(content);
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        // Weak, since the same one stands for both encodings.
        this.tag = new EntityTag(HexFormat.of().toHexDigits((int) checksum.getValue()), true);
    }

    /** Reads it from the application. */
    static PageFile read(String resource) {
        try (InputStream file = requireNonNull(PageFile.class.getResourceAsStream(resource), resource)) {
            return new PageFile(type(resource), file.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String type(String name) {
        return switch (name.substring(name.lastIndexOf('.'))) {
            case ".js" -> "text/javascript;charset=UTF-8";
            case ".css" -> "text/css;charset=UTF-8";
            case ".svg" -> "image/svg+xml";
            default -> throw new IllegalArgumentException("no type is known for " + name);
        };
    }

    private static byte[] compress(byte[] content) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }

    /** What tells this content from any other under the same name. */
    EntityTag tag() {
        return tag;
    }

    /**
     * An answer with it.
     *
     * @param acceptEncoding the request's header; null where it has none
     */
    Response.ResponseBuilder answer(String acceptEncoding) {
        Response.ResponseBuilder answer =
                Response.ok().type(type).header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        return acceptEncoding != null && GZIP.matcher(acceptEncoding).find()
                ? answer.header(HttpHeaders.CONTENT_ENCODING, "gzip").entity(compressed)
                : answer.entity(content);
    }
}
