package dev.livetail.metrics;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogMetricsCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "m.pattern=(                        | livetail.log-metrics.\"m\".pattern is '(' | syntax of RE2",
                "m.tags.a=user                      | livetail.log-metrics.\"m\".tags.a is 'user' | mdc:<key>",
                "m.tags.a=group:user                | livetail.log-metrics.\"m\".tags.a | a group that",
                "m.tags.le=mdc:user                 | livetail.log-metrics.\"m\".tags.le | another name",
                "m.value=mdc:took                   | livetail.log-metrics.\"m\".value | of a timer",
                "m.type=timer                       | livetail.log-metrics.\"m\" is a timer without a value | .value",
                "m.max-series=0                     | livetail.log-metrics.\"m\".max-series is '0' | from 1 to 100000",
                "1m.type=counter                    | livetail.log-metrics.\"1m\" | begins with a letter",
                "livetail-lines.type=counter        | livetail.log-metrics.\"livetail-lines\" | the service's own",
                "jvm-threads-live.type=counter      | livetail.log-metrics.\"jvm-threads-live\" | there is a metric jvm.threads.live",
                "\"a.b\".type=counter,a-b.type=counter | livetail.log-metrics.\"a.b\" | the rule a-b",
                "a.type=counter,a_total.type=counter | livetail.log-metrics.\"a_total\" | the rule a has it",
            })
    void aRuleThatCannotWorkIsRefusedByNameAndByWhatItTakes(String settings, String begins, String takes) {
        LogMetricsConfig config = LogMetricRules.of(settings.split(","));
        ConfigurationException e = assertThrows(
                ConfigurationException.class, () -> LogMetricsCheck.check(config, List.of("jvm.threads.live")));
        assertTrue(e.getMessage().startsWith(begins), e.getMessage());
        assertTrue(e.getMessage().contains(takes), e.getMessage());
    }

    @Test
    void whatCanWorkIsAccepted() {
        LogMetricsCheck.check(
                LogMetricRules.of(
                        "\"payments.failed\".pattern=with (?P<method>[a-z]+) took (?P<ms>[0-9.]+)",
                        "\"payments.failed\".type=timer",
                        "\"payments.failed\".value=group:ms",
                        "\"payments.failed\".tags.method=group:method",
                        "\"payments.failed\".tags.shop=text:main"),
                List.of("jvm.threads.live"));
    }
}
