package dev.livetail.ui;

import io.quarkiverse.web.bundler.runtime.Bundle;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What the pages refer to, served from memory. Quarkus' own way copies each file out of the application first, and so needs
 * a place to write: an image with a read-only file system has none, and a full disk has no room. It leaves to this class
 * what it cannot do.
 */
@Path("/")
public class PageFiles {
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final String FOR_A_DAY = "public, max-age=86400";
    private static final String FOR_FIVE_MINUTES = "public, max-age=300";

    private static final String BUNDLES = "/static/bundle/";
    /** What the bundler puts into a name, and what changes with the content. */
    private static final Pattern HASH = Pattern.compile("-[^-.]+\\.");

    private final Map<String, PageFile> files = new ConcurrentHashMap<>();
    private final Bundle bundle;

    PageFiles(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * A bundle. While versions change, the page of one may ask a process of the other for its bundles: that one has none
     * but its own, which are better than none, and which nobody keeps under a name that is not theirs.
     */
    @GET
    @Path(BUNDLES + "{name}")
    @Operation(hidden = true)
    public Response bundle(
            @PathParam("name") String name, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String acceptEncoding) {
        String address = bundle.resolve(HASH.matcher(name).replaceFirst("."));
        if (address == null) {
            throw new NotFoundException();
        }
        return file("/META-INF/resources" + address)
                .answer(acceptEncoding)
                .header(HttpHeaders.CACHE_CONTROL, address.equals(BUNDLES + name) ? FOR_EVER : "no-store")
                .build();
    }

    /** The address of the element that other pages embed: one that stays, and leads to the bundle of today. */
    @GET
    @Path("/live-log.js")
    @Operation(hidden = true)
    public Response liveLog() {
        return Response.status(Response.Status.FOUND)
                .header(HttpHeaders.LOCATION, bundle.script("live-log"))
                .header(HttpHeaders.CACHE_CONTROL, FOR_FIVE_MINUTES)
                .build();
    }

    @GET
    @Path("/favicon.svg")
    @Operation(hidden = true)
    public Response icon(@Context Request request, @HeaderParam(HttpHeaders.ACCEPT_ENCODING) String acceptEncoding) {
        PageFile icon = file("/page/favicon.svg");
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(icon.tag());
        return (unchanged == null ? icon.answer(acceptEncoding) : unchanged)
                .tag(icon.tag())
                .header(HttpHeaders.CACHE_CONTROL, FOR_A_DAY)
                .build();
    }

    private PageFile file(String resource) {
        return files.computeIfAbsent(resource, PageFile::read);
    }
}
