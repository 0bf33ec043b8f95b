package dev.livetail;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key with a certificate that it has signed itself, and so is its own authority, made by the JDK's {@code keytool}.
 *
 * @param keyStore with the key (PKCS 12)
 * @param pem the certificate alone
 */
record Certificate(Path keyStore, Path pem) {
    static final String PASSWORD = "changeit";

    /** One for a host of this name. */
    static Certificate of(String host, Path directory) {
        Path keyStore = directory.resolve(host + ".p12");
        Path pem = directory.resolve(host + ".pem");
        keytool(keyStore, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + host, "-ext", "san=dns:" + host);
        keytool(keyStore, "-exportcert", "-rfc", "-file", pem.toString());
        return new Certificate(keyStore, pem);
    }

    private static void keytool(Path keyStore, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(LivetailProcess.JAVA_HOME.resolve("bin/keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "it", "-keystore", keyStore.toString(), "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(0, process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** For a server that has this certificate, and takes anyone. */
    HttpsConfigurator server() {
        return new HttpsConfigurator(context(null));
    }

    /** The same, but takes only clients that have the key of that certificate. */
    HttpsConfigurator server(Certificate clients) {
        return new HttpsConfigurator(context(clients)) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = getSSLContext().getDefaultSSLParameters();
                ssl.setNeedClientAuth(true);
                parameters.setSSLParameters(ssl);
            }
        };
    }

    private SSLContext context(Certificate trusted) {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(load(), PASSWORD.toCharArray());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted == null ? null : trusted.asTrustStore());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyStore load() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private KeyStore asTrustStore() throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("it", load().getCertificate("it"));
        return trusted;
    }
}
