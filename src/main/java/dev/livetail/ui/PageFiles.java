package dev.livetail.ui;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.ResponseHeader;

/**
 * What the pages refer to, served from memory. Quarkus' own way copies each file out of the application first, and so needs
 * a place to write: an image with a read-only file system has none, and a full disk has no room.
 */
@Path("/")
public class PageFiles {
    private static final String FOR_A_DAY = "public, max-age=86400";

    private final byte[] style = read("livetail.css");
    private final byte[] icon = read("favicon.svg");

    @GET
    @Path("/livetail.css")
    @Produces("text/css;charset=UTF-8")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = FOR_A_DAY)
    @Operation(hidden = true)
    public byte[] style() {
        return style;
    }

    @GET
    @Path("/favicon.svg")
    @Produces("image/svg+xml")
    @ResponseHeader(name = HttpHeaders.CACHE_CONTROL, value = FOR_A_DAY)
    @Operation(hidden = true)
    public byte[] icon() {
        return icon;
    }

    private static byte[] read(String name) {
        try (InputStream file = PageFiles.class.getResourceAsStream("/page/" + name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
