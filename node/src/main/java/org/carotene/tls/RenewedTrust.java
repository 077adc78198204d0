package org.carotene.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the certificates that the node's files say at that moment, and tells the operator whose it does not take; any
 * thread.
 */
final class RenewedTrust extends X509ExtendedTrustManager {

    /** Who tries does so again and again. */
    private static final long SAY_AGAIN_NANOS = 60_000_000_000L;

    private static final long SAY_ANOTHER_NANOS = 1_000_000_000L;

    private static final Logger log = LoggerFactory.getLogger(RenewedTrust.class);

    private interface Check {
        void of(X509ExtendedTrustManager trust) throws CertificateException;
    }

    private volatile X509ExtendedTrustManager trust;
    private String said = "";
    private long saidNanos;

    RenewedTrust(TlsIdentity first) {
        trust = first.trust();
    }

    void use(TlsIdentity identity) {
        trust = identity.trust();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, "", now -> now.checkClientTrusted(chain, type));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        check(chain, "", now -> now.checkServerTrusted(chain, type));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, at(socket), now -> now.checkClientTrusted(chain, type, socket));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        check(chain, at(socket), now -> now.checkServerTrusted(chain, type, socket));
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, at(engine), now -> now.checkClientTrusted(chain, type, engine));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        check(chain, at(engine), now -> now.checkServerTrusted(chain, type, engine));
    }

    /** None are named to those who ask: told whom it takes, a stranger would show no certificate, and have no name. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private void check(X509Certificate[] chain, String at, Check check) throws CertificateException {
        try {
            check.of(trust);
        } catch (CertificateException e) {
            String subject = chain.length == 0
                    ? "nobody"
                    : chain[0].getSubjectX500Principal().getName();
            say("Refused the certificate of " + subject + at + " for TLS between nodes: " + TlsIdentity.reason(e));
            throw e;
        }
    }

    private synchronized void say(String what) {
        long now = System.nanoTime();
        if (said.isEmpty() || now - saidNanos > (what.equals(said) ? SAY_AGAIN_NANOS : SAY_ANOTHER_NANOS)) {
            said = what;
            saidNanos = now;
            log.warn("{}", what);
        }
    }

    private static String at(Socket socket) {
        return socket.getInetAddress() == null
                ? ""
                : " at " + socket.getInetAddress().getHostAddress();
    }

    private static String at(SSLEngine engine) {
        return engine.getPeerHost() == null ? "" : " at " + engine.getPeerHost();
    }
}
