package dev.livetail.nginx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The measure of every test behind nginx: its settings are those of our Ingress. */
class IngressTest {
    private static final Path OURS = Path.of("k8s", "base", "ingress.yaml");
    private static final String PREFIX = "    nginx.ingress.kubernetes.io/";

    private static List<String> annotations(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "metadata:",
                PREFIX + "affinity: cookie",
                PREFIX + "session-cookie-name: pod",
                PREFIX + "session-cookie-path: /",
                PREFIX + "session-cookie-samesite: Lax"));
        for (String annotation : more) {
            all.add(PREFIX + annotation);
        }
        return all;
    }

    @Test
    void eachAnnotationBecomesTheDirectiveThatIngressNginxWritesForIt() {
        Ingress ingress = Ingress.of(annotations(
                "proxy-buffering: \"off\"",
                "proxy-read-timeout: \"60\"",
                "proxy-body-size: 256k",
                "proxy-next-upstream: \"error timeout\""));

        assertEquals(
                List.of(
                        "proxy_buffering off;",
                        "proxy_read_timeout 60s;",
                        "client_max_body_size 256k;",
                        "proxy_next_upstream error timeout;"),
                ingress.directives().lines().toList());
        assertEquals("pod", ingress.cookieName());
        assertEquals("Path=/; HttpOnly; SameSite=Lax", ingress.cookieAttributes());
    }

    @Test
    void oneThatIsNotKnownIsRefusedSoThatNothingIsTriedWithoutIt() {
        for (String unknown :
                List.of("rewrite-target: /", "affinity-mode: balanced", "proxy-buffering: off # not", "x")) {
            assertThrows(IllegalArgumentException.class, () -> Ingress.of(annotations(unknown)), unknown);
        }
    }

    @Test
    void oursIsUnderstood() throws IOException {
        assertTrue(Ingress.read(OURS).directives().contains("proxy_buffering off;"));
        assertTrue(Ingress.read(OURS).with("proxy-buffering", "on").directives().contains("proxy_buffering on;"));
    }
}
