package org.carotene.launcher.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.carotene.bench.ClientTls;
import org.jspecify.annotations.Nullable;

/** Reads how the clients of {@code carotene bench} are to speak TLS. */
final class BenchTls {

    private static final String ENCRYPTED = "wss://";

    private BenchTls() {}

    /**
     * What the options say, empty for plain connections.
     *
     * @throws UsageException if they do not go together, or the file holds no certificates
     */
    static Optional<ClientTls> of(Options options) {
        List<String> nodes = Stream.of("--nodes", "--publish-to")
                .flatMap(name -> options.find(name).stream())
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .toList();
        boolean encrypted = nodes.stream().anyMatch(node -> node.startsWith(ENCRYPTED));
        if (encrypted && !nodes.stream().allMatch(node -> node.startsWith(ENCRYPTED))) {
            throw new UsageException("--nodes: some with wss:// and some without (expected: all alike)");
        }
        if (!encrypted && !options.has("--tls")) {
            Stream.of("--trust", "--insecure", "--tls-resume")
                    .filter(options::has)
                    .findFirst()
                    .ifPresent(name -> {
                        throw new UsageException(name + " goes with --tls");
                    });
            return Optional.empty();
        }
        if (nodes.stream().anyMatch(node -> node.startsWith("ws://"))) {
            throw new UsageException("--nodes: ws:// is without TLS (expected: wss://, or no --tls)");
        }
        return Optional.of(new ClientTls(context(options), options.has("--tls-resume")));
    }

    private static SSLContext context(Options options) {
        Optional<String> trust = options.find("--trust");
        if (trust.isPresent() && options.has("--insecure")) {
            throw new UsageException("--trust and --insecure exclude each other");
        }
        try {
            TrustManager[] trusted = options.has("--insecure")
                    ? new TrustManager[] {new AnyCertificate()}
                    : trust.isPresent() ? trusting(Path.of(trust.get())) : null;
            return context(trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new UsageException(
                    "--trust " + trust.orElse("") + " (expected: a file with certificates, PEM): " + e);
        }
    }

    private static SSLContext context(TrustManager @Nullable [] trusted) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trusted, null);
        return context;
    }

    private static TrustManager[] trusting(Path file) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted" + number++, certificate);
            }
        }
        if (store.size() == 0) {
            throw new IOException("no certificate in it");
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
