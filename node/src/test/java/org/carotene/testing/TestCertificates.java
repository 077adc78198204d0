package org.carotene.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates and keys made by {@code openssl}, as operators make them, in a directory. */
public final class TestCertificates {

    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes");

    private final Path directory;

    public TestCertificates(Path directory) {
        this.directory = directory;
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    /** Makes {@code NAME.crt}, which signs itself, for this machine, and {@code NAME.key}. */
    public TestCertificates selfSigned(String name) {
        openssl(
                "req",
                "-x509",
                EC,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt",
                "-days",
                "30",
                subject(name),
                host());
        return this;
    }

    /** Makes {@code NAME.crt} and {@code NAME.key} of an authority, signed by another one or by itself. */
    public TestCertificates authority(String name, String signer) {
        List<String> signed = name.equals(signer) ? List.of() : signedBy(signer);
        openssl(
                "req",
                "-x509",
                EC,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt",
                "-days",
                "30",
                subject(name),
                signed);
        return this;
    }

    /** Makes {@code NAME.crt} and {@code NAME.key} for this machine, signed by an authority. */
    public TestCertificates signed(String name, String signer) {
        openssl(
                "req",
                "-x509",
                EC,
                "-keyout",
                name + ".key",
                "-out",
                name + ".crt",
                "-days",
                "30",
                subject(name),
                host(),
                List.of("-addext", "basicConstraints=critical,CA:FALSE"),
                signedBy(signer));
        return this;
    }

    /** Runs {@code openssl} in the directory and gives what it says. */
    public String openssl(Object... words) {
        try {
            ProcessBuilder builder = new ProcessBuilder("openssl");
            for (Object word : words) {
                if (word instanceof List<?> more) {
                    more.forEach(each -> builder.command().add((String) each));
                } else {
                    builder.command().add((String) word);
                }
            }
            Process process = builder.directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(builder.command() + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Writes the contents of these files into one, as an operator does who renews: it is there whole or not at all. */
    public Path put(String name, String... from) {
        try {
            StringBuilder text = new StringBuilder();
            for (String each : from) {
                text.append(Files.readString(file(each)));
            }
            Path written = Files.writeString(file(name + ".new"), text);
            return Files.move(
                    written,
                    file(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING,
                    java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For clients that trust these certificates and no other. */
    public SSLContext trusting(String... names) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (String name : names) {
                try (InputStream in = Files.newInputStream(file(name))) {
                    store.setCertificateEntry(
                            name, CertificateFactory.getInstance("X.509").generateCertificate(in));
                }
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> subject(String name) {
        return List.of("-subj", "/CN=" + name);
    }

    private static List<String> host() {
        return List.of("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1");
    }

    private static List<String> signedBy(String signer) {
        return List.of("-CA", signer + ".crt", "-CAkey", signer + ".key");
    }
}
