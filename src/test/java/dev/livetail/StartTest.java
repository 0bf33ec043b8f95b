package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.quarkus.test.junit.main.LaunchResult;
import io.quarkus.test.junit.main.QuarkusMainLauncher;
import io.quarkus.test.junit.main.QuarkusMainTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The whole process, from its main method on. */
@QuarkusMainTest
@TestProfile(StartTest.WrongQueueSize.class)
class StartTest {

    /** A configuration that cannot work. */
    public static final class WrongQueueSize implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("livetail.capture.queue-size", "0", "quarkus.http.port", "0");
        }
    }

    @Test
    void aWrongValueStopsTheStartAndSaysSo(QuarkusMainLauncher launcher) {
        LaunchResult result = launcher.launch();
        assertEquals(1, result.exitCode());
        String output = result.getOutput() + result.getErrorOutput();
        assertTrue(
                output.contains("livetail.capture.queue-size is 0, but it takes a number from 64 to 16777216"), output);
    }
}
