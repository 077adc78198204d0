package org.carotene.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;

/**
 * What stood in the PEM files at one moment. Files of the same contents are equal.
 *
 * @param files where they are
 * @param certificates text of {@code certfile}
 * @param key text of {@code keyfile}
 * @param authorities text of {@code cacertfile}, empty without
 */
record PemFiles(TlsSettings files, String certificates, String key, String authorities) {

    private static final int MAX_BYTES = 1 << 20;
    private static final String CERTFILE = "certfile";
    private static final String KEYFILE = "keyfile";
    private static final String CACERTFILE = "cacertfile";

    /**
     * Reads them; blocks.
     *
     * @throws SettingsException if one cannot be read; names key and file
     */
    static PemFiles read(TlsSettings files) {
        return new PemFiles(
                files,
                text(files, CERTFILE, files.certificateFile()),
                text(files, KEYFILE, files.keyFile()),
                files.authorityFile().map(file -> text(files, CACERTFILE, file)).orElse(""));
    }

    /**
     * The certificate chain and key that they hold.
     *
     * @throws SettingsException if they do not; names key and file
     */
    TlsIdentity identity() {
        List<X509Certificate> own =
                checked(CERTFILE, files.certificateFile(), () -> CertificateChain.allIn(certificates));
        List<X509Certificate> others = files.authorityFile()
                .map(file -> checked(CACERTFILE, file, () -> CertificateChain.allIn(authorities)))
                .orElse(List.of());
        PrivateKey privateKey = checked(KEYFILE, files.keyFile(), () -> PemKey.in(key));
        List<X509Certificate> chain = CertificateChain.of(privateKey, own, others);
        if (chain.isEmpty()) {
            throw refusal(KEYFILE, files.keyFile(), "is not the key of a certificate in " + files.certificateFile());
        }
        TlsIdentity identity = new TlsIdentity(chain, privateKey, others);
        if (files.use() == TlsSettings.Use.NODES) {
            // They all take what this one takes, so what it would refuse itself opens no door.
            identity.refusalByItsLike().ifPresent(why -> {
                throw refusal(CERTFILE, files.certificateFile(), "other nodes will refuse it: " + why);
            });
        }
        return identity;
    }

    private <T> T checked(String key, Path file, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException e) {
            throw refusal(key, file, String.valueOf(e.getMessage()));
        }
    }

    private static String text(TlsSettings files, String key, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw refusal(files, key, file, "is larger than 1 MiB (expected: a PEM file)");
            }
            return new String(bytes, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw refusal(files, key, file, "is not there");
        } catch (IOException e) {
            throw refusal(files, key, file, "cannot be read: " + e);
        }
    }

    private SettingsException refusal(String key, Path file, String what) {
        return refusal(files, key, file, what);
    }

    private static SettingsException refusal(TlsSettings files, String key, Path file, String what) {
        return new SettingsException(List.of(files.use().section() + "." + key + ": " + file + ": " + what));
    }

    // The key's text must not reach a log by way of the record's own form.
    @Override
    public String toString() {
        return files.toString();
    }
}
