package org.carotene.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Who the node is to its clients: a private key and the certificates that say so.
 *
 * <p>Immutable; any thread.
 */
public final class TlsIdentity {

    private final List<X509Certificate> chain;
    private final SSLContext context;

    /** @param chain the key's own certificate first */
    TlsIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = List.copyOf(chain);
        this.context = contextOf(this.chain, key);
    }

    /** For servers; asks no client for a certificate. */
    public SSLContext context() {
        return context;
    }

    public List<X509Certificate> chain() {
        return chain;
    }

    /** Whose certificate it is, as it stands there. */
    public String subject() {
        return chain.get(0).getSubjectX500Principal().getName();
    }

    public Instant validFrom() {
        return chain.get(0).getNotBefore().toInstant();
    }

    public Instant validUntil() {
        return chain.get(0).getNotAfter().toInstant();
    }

    /** Why clients will refuse the certificate at that time, as far as it can be known here. */
    public Optional<String> objection(Instant now) {
        if (now.isAfter(validUntil())) {
            return Optional.of("the certificate of " + subject() + " expired at " + validUntil());
        }
        if (now.isBefore(validFrom())) {
            return Optional.of("the certificate of " + subject() + " is not valid before " + validFrom());
        }
        return Optional.empty();
    }

    private static SSLContext contextOf(List<X509Certificate> chain, PrivateKey key) {
        try {
            // In memory only, so its password guards nothing.
            char[] password = new char[0];
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, password);
            store.setKeyEntry("node", key, password, chain.toArray(Certificate[]::new));
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(store, password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS: a certificate and its key make no context", e);
        }
    }
}
