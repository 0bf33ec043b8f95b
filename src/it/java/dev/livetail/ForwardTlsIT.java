package dev.livetail;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines go only to those who can prove to be whom they should go to. */
class ForwardTlsIT {
    private static Certificate localhost;
    private static Certificate elsewhere;
    private static Certificate client;

    @BeforeAll
    static void makeCertificates(@TempDir Path directory) {
        localhost = Certificate.of("localhost", directory);
        elsewhere = Certificate.of("elsewhere.example", directory);
        client = Certificate.of("client", directory);
    }

    private static Options options(Collector collector, String... more) {
        return Options.of(
                        "livetail.forward.far.url=" + collector.url(),
                        "livetail.forward.far.batch.max-age=10ms",
                        "livetail.forward.far.retry.first=10ms",
                        "livetail.shutdown.timeout=0s")
                .and(more);
    }

    private static Options trusting(Certificate certificate, Collector collector, String... more) {
        return options(
                        collector,
                        "livetail.forward.far.tls-configuration-name=intake",
                        "quarkus.tls.intake.trust-store.pem.certs=" + certificate.pem())
                .and(more);
    }

    private static void assertDelivers(Collector collector, Options options) {
        try (collector;
                LivetailProcess livetail = LivetailProcess.start(options)) {
            livetail.awaitState(livetail.startRun("demo", "lines=3", "interval=0"), "succeeded");
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> collector.messages("line ").size() == 3);
        }
    }

    /** @param cause what an operator is told */
    private static void assertDegraded(String cause, Collector collector, Options options) {
        try (collector;
                LivetailProcess livetail = LivetailProcess.start(options)) {
            await().atMost(LivetailProcess.LIMIT)
                    .until(() -> livetail.get("/q/health/ready").body().contains("degraded: it takes nothing since "));
            String health = livetail.get("/q/health/ready").body();
            assertTrue(health.contains(cause), health);
            assertEquals(List.of(), collector.requests());
        }
    }

    @Test
    void aServerOfAnAuthorityThatIsTrustedGetsItsLines() {
        Collector collector = Collector.start(localhost.server());
        assertDelivers(collector, trusting(localhost, collector));
    }

    @Test
    void aConfigurationWithoutANameIsForAllThatNameNone() {
        Collector collector = Collector.start(localhost.server());
        assertDelivers(collector, options(collector, "quarkus.tls.trust-store.pem.certs=" + localhost.pem()));
    }

    @Test
    void aServerOfAnAuthorityThatNobodyKnowsGetsNothing() {
        Collector collector = Collector.start(localhost.server());
        assertDegraded("unable to find valid certification path to requested target", collector, options(collector));
    }

    @Test
    void aServerOfAnotherAuthorityGetsNothing() {
        Collector collector = Collector.start(localhost.server());
        assertDegraded(
                "unable to find valid certification path to requested target",
                collector,
                trusting(elsewhere, collector));
    }

    @Test
    void aServerWithTheCertificateOfAnotherHostGetsNothing() {
        Collector collector = Collector.start(elsewhere.server());
        assertDegraded(
                "No subject alternative DNS name matching localhost found", collector, trusting(elsewhere, collector));
    }

    @Test
    void alsoWithoutAConfigurationTheHostMustBeThatOfTheCertificate() {
        Collector collector = Collector.start(elsewhere.server());
        assertDegraded(
                "No subject alternative DNS name matching localhost found",
                collector,
                options(
                        collector,
                        "javax.net.ssl.trustStore=" + elsewhere.keyStore(),
                        "javax.net.ssl.trustStorePassword=" + Certificate.PASSWORD));
    }

    @Test
    void aServerThatAsksForACertificateIsShownIt() {
        Collector collector = Collector.start(localhost.server(client));
        assertDelivers(
                collector,
                trusting(
                        localhost,
                        collector,
                        "quarkus.tls.intake.key-store.p12.path=" + client.keyStore(),
                        "quarkus.tls.intake.key-store.p12.password=" + Certificate.PASSWORD));
    }

    @Test
    void aServerThatAsksForACertificateInVainGetsNothing() {
        Collector collector = Collector.start(localhost.server(client));
        assertDegraded("", collector, trusting(localhost, collector));
    }

    @Test
    void anyoneIsTrustedOnlyWhereSomebodySaysSo() {
        Collector collector = Collector.start(localhost.server());
        assertDelivers(
                collector,
                options(
                        collector,
                        "livetail.forward.far.tls-configuration-name=intake",
                        "quarkus.tls.intake.trust-all=true"));
    }

    @Test
    void aConfigurationThatIsNotThereStopsTheStart() throws Exception {
        try (Collector collector = Collector.start(localhost.server())) {
            LivetailProcess.Failed failed = LivetailProcess.startInVain(
                    options(collector, "livetail.forward.far.tls-configuration-name=intake"));
            assertTrue(
                    failed.output().contains("livetail.forward.far.tls-configuration-name is 'intake', but it takes"),
                    failed.output());
        }
    }
}
