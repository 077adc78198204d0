package org.carotene.admingui.client;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts what the JDK trusts for the host's name, and the very certificates that the operator has decided to trust, whatever
 * name they carry. Everything else is an {@link UntrustedCertificateException} that shows the certificate.
 */
public final class CertificateTrust extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager known;
    private final Set<String> trusted;

    private CertificateTrust(X509ExtendedTrustManager known, Set<String> trusted) {
        this.known = known;
        this.trusted = trusted;
    }

    static SSLContext context(Set<String> trusted) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509ExtendedTrustManager extended) {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {new CertificateTrust(extended, trusted)}, null);
                    return context;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no TLS in this Java", e);
        }
        throw new IllegalStateException("no X.509 trust manager in this Java");
    }

    /** SHA-256 of the certificate as hex pairs with colons, as other programs show it. */
    public static String fingerprint(X509Certificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no SHA-256 in this Java", e);
        }
    }

    /** The decision that a failure waits for, or null if it fails for another reason. */
    static @Nullable UntrustedCertificateException in(Throwable failure) {
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 20; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificateException untrusted) {
                return untrusted;
            }
            depth++;
        }
        return null;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        try {
            known.checkServerTrusted(chain, authType, engine);
        } catch (CertificateException e) {
            decide(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        try {
            known.checkServerTrusted(chain, authType, socket);
        } catch (CertificateException e) {
            decide(chain, e);
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        try {
            known.checkServerTrusted(chain, authType);
        } catch (CertificateException e) {
            decide(chain, e);
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        throw new CertificateException("this program has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        throw new CertificateException("this program has no clients");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this program has no clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return known.getAcceptedIssuers();
    }

    private void decide(X509Certificate[] chain, CertificateException reason) throws UntrustedCertificateException {
        if (!trusted.contains(fingerprint(chain[0]))) {
            throw new UntrustedCertificateException(chain[0], reason);
        }
    }
}
