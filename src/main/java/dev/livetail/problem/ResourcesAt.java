package dev.livetail.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * What there is at the address of a request: Quarkus REST knows it, but does not tell it to those who asked for something
 * else, or says that there is nothing where another method would find something.
 *
 * @param byMethod what answers to each method, in alphabetical order
 */
record ResourcesAt(Map<String, RuntimeResource> byMethod) {

    static ResourcesAt addressOf(ResteasyReactiveRequestContext request) {
        Map<String, RuntimeResource> found = new TreeMap<>();
        String path = request.getPathWithoutPrefix();
        var classes = new RequestMapper<>(request.getDeployment().getClassMappers());
        for (var match = classes.map(path); match != null; match = classes.continueMatching(path, match)) {
            String remaining = match.remaining.isEmpty() ? "/" : match.remaining;
            for (ServerRestHandler handler : match.value.handlers) {
                if (handler instanceof ClassRoutingHandler routing) {
                    routing.getMappers().forEach((method, resources) -> {
                        var resource = resources.map(remaining);
                        if (method != null && resource != null) {
                            found.putIfAbsent(method, resource.value);
                        }
                    });
                }
            }
        }
        return new ResourcesAt(found);
    }

    /** For {@code Allow} (RFC 9110, 10.2.1). */
    Set<String> methods() {
        Set<String> methods = new TreeSet<>(byMethod.keySet());
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return methods;
    }

    /** The media types of the bodies that it takes; empty where it takes any. */
    List<MediaType> consumes(String method) {
        RuntimeResource resource = byMethod.get(method);
        return resource == null ? List.of() : resource.getConsumes();
    }

    /** The media types that it gives; empty where that is not known before. */
    List<MediaType> produces(String method) {
        RuntimeResource resource = byMethod.get(method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method);
        return resource == null || resource.getProduces() == null
                ? List.of()
                : List.of(resource.getProduces().getSortedOriginalMediaTypes());
    }
}
