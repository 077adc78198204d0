package org.carotene.admingui.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.carotene.admingui.client.CertificateTrust;

/** A certificate that nobody knows, with its key, as PEM files. */
public record SelfSigned(Path certificate, Path key, String fingerprint) {
    /** Made by openssl; one that is in the folder is replaced. */
    public static SelfSigned make(Path folder, String name) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        Path key = folder.resolve("key.pem");
        Path certificate = folder.resolve("certificate.pem");
        List<String> command = List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-days",
                "2",
                "-subj",
                "/CN=" + name,
                "-keyout",
                key.toString(),
                "-out",
                certificate.toString());
        Process openssl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl ended with " + openssl.exitValue());
        }
        return new SelfSigned(certificate, key, fingerprint(certificate));
    }

    /** The fingerprint of what a server on this machine shows now. */
    public static String shownAt(int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anything()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return CertificateTrust.fingerprint(
                    (X509Certificate) socket.getSession().getPeerCertificates()[0]);
        }
    }

    private static final class Anything implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {
            throw new IllegalStateException("a client's certificate (expected: a server's)");
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {
            // It is looked at, not trusted.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private static String fingerprint(Path certificate) throws IOException {
        try (InputStream pem = Files.newInputStream(certificate)) {
            return CertificateTrust.fingerprint(
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem));
        } catch (CertificateException e) {
            throw new IOException(certificate + " is no certificate", e);
        }
    }
}
