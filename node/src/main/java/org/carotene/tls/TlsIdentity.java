package org.carotene.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Who the node is to those who connect: a private key and the certificates that say so; and whose word it takes itself.
 *
 * <p>Immutable; any thread.
 */
public final class TlsIdentity {

    private static final String PKIX = "PKIX";

    /** How TLS 1.3 names what it has agreed on when certificates are checked. */
    private static final String ANY_CIPHER = "UNKNOWN";

    private final List<X509Certificate> chain;
    private final List<X509Certificate> authorities;
    private final PrivateKey key;
    private final X509ExtendedKeyManager keys;

    /**
     * @param chain the key's own certificate first
     * @param authorities whose certificates are taken from others, where those are asked for one
     */
    TlsIdentity(List<X509Certificate> chain, PrivateKey key, List<X509Certificate> authorities) {
        this.chain = List.copyOf(chain);
        this.authorities = List.copyOf(authorities);
        this.key = key;
        this.keys = keys(this.chain, key);
    }

    /** For servers; asks no client for a certificate. */
    public SSLContext context() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keysAsRead()}, null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: a certificate and its key make no context", e);
        }
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

    /** Why others will refuse the certificate at that time, as far as it can be known here. */
    public Optional<String> objection(Instant now) {
        if (now.isAfter(validUntil())) {
            return Optional.of("the certificate of " + subject() + " expired at " + validUntil());
        }
        if (now.isBefore(validFrom())) {
            return Optional.of("the certificate of " + subject() + " is not valid before " + validFrom());
        }
        return Optional.empty();
    }

    PrivateKey key() {
        return key;
    }

    X509ExtendedKeyManager keys() {
        return keys;
    }

    /** Chooses as {@link #keys} does, which would decrypt the key out of its store again for each handshake. */
    X509ExtendedKeyManager keysAsRead() {
        return new RenewedKeys(this);
    }

    /** Takes certificates that one of the authorities has signed, and no others. */
    X509ExtendedTrustManager trust() {
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(PKIX);
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS: certificates of authorities make no trust", e);
        }
    }

    /** Why a node with the same authorities would not take this one's certificate, at either end of a connection. */
    Optional<String> refusalByItsLike() {
        X509Certificate[] shown = chain.toArray(X509Certificate[]::new);
        X509ExtendedTrustManager trust = trust();
        try {
            trust.checkServerTrusted(shown, ANY_CIPHER);
            trust.checkClientTrusted(shown, ANY_CIPHER);
            return Optional.empty();
        } catch (CertificateException e) {
            return Optional.of(reason(e));
        }
    }

    /** What is at the bottom of a refusal. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }

    private static X509ExtendedKeyManager keys(List<X509Certificate> chain, PrivateKey key) {
        try {
            // In memory only, so its password guards nothing.
            char[] password = new char[0];
            KeyStore store = emptyStore();
            store.setKeyEntry("node", key, password, chain.toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance(PKIX);
            factory.init(store, password);
            return (X509ExtendedKeyManager) factory.getKeyManagers()[0];
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("TLS: a certificate and its key make no context", e);
        }
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, new char[0]);
        return store;
    }
}
