package dev.livetail.requestlog;

import java.time.Duration;

/**
 * What is told of the requests of one kind.
 *
 * @param path which paths; null for any
 * @param method which method; null for any
 * @param slowThreshold from which duration on one of them is slow
 * @param sampling which share is told of those that neither fail nor are slow
 * @param bodies whether their bodies are told of
 * @param maxBodyBytes how much of a body
 */
record RouteRule(
        PathPattern path, String method, Duration slowThreshold, double sampling, boolean bodies, int maxBodyBytes) {

    static RouteRule standard(RequestLogConfig config) {
        return new RouteRule(null, null, config.slowThreshold(), 1, false, 0);
    }

    static RouteRule of(RequestLogConfig.Route route, RequestLogConfig config) {
        return new RouteRule(
                PathPattern.of(route.path()),
                route.method().orElse(null),
                route.slowThreshold().orElse(config.slowThreshold()),
                route.sampling(),
                route.bodies(),
                (int) route.maxBodyBytes().asLongValue());
    }

    boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod)) && path.matches(requestPath);
    }

    boolean isSlow(long nanos) {
        return nanos >= slowThreshold.toNanos();
    }
}
