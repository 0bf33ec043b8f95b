package dev.livetail.requestlog;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** Rules for some of the exchanges of {@link ExchangeResource}. */
public class RequestLogProfile implements QuarkusTestProfile {
    private static final String ROUTES = "livetail.request-log.routes.";

    @Override
    public Map<String, String> getConfigOverrides() {
        Map<String, String> config = new HashMap<>();
        config.put("livetail.data.directory", "target/data-requestlog");
        config.put("livetail.request-log.exclude", "/q/*,/test/exchange/{id}/hidden,/test/exchange/{id}/hidden/*");
        // Whatever a machine does, an hour is not reached, and nothing is passed at once.
        config.put("livetail.request-log.slow-threshold", "1h");
        config.put(ROUTES + "slow.path", "/test/exchange/{id}/slow");
        config.put(ROUTES + "slow.slow-threshold", "0s");
        config.put(ROUTES + "slow.sampling", "0");
        config.put(ROUTES + "sampled.path", "/test/exchange/{id}/sampled");
        config.put(ROUTES + "sampled.sampling", "0");
        config.put(ROUTES + "failing.path", "/test/exchange/{id}/failing");
        config.put(ROUTES + "failing.sampling", "0");
        config.put(ROUTES + "streams.path", "/logs/*");
        config.put(ROUTES + "streams.slow-threshold", "0s");
        config.put(ROUTES + "body.path", "/test/exchange/{id}/body");
        config.put(ROUTES + "body.bodies", "true");
        config.put(ROUTES + "body.max-body-bytes", "64");
        config.put(ROUTES + "runs.path", "/operations/{name}/runs");
        config.put(ROUTES + "runs.method", "POST");
        config.put(ROUTES + "runs.bodies", "true");
        return config;
    }
}
