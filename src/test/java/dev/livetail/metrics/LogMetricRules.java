package dev.livetail.metrics;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** Rules as they are written in a configuration. */
final class LogMetricRules {
    private LogMetricRules() {}

    /** @param settings each as {@code <name>.<key>=<value>} */
    static LogMetricsConfig of(String... settings) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            values.put("livetail.log-metrics." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new SmallRyeConfigBuilder()
                .withMapping(LogMetricsConfig.class)
                .withDefaultValues(values)
                .build()
                .getConfigMapping(LogMetricsConfig.class);
    }
}
