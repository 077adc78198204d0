package org.carotene.transport.tls;

import java.time.Clock;
import java.util.Comparator;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.carotene.metrics.Metrics;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;
import org.carotene.tls.TlsFiles;
import org.carotene.tls.TlsIdentity;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's side of TLS: which certificate new connections get. Jetty's lock makes the change one instant. */
public final class ServerTls {

    private static final Logger log = LoggerFactory.getLogger(ServerTls.class);

    private final TlsFiles files;
    private final SslContextFactory.Server contexts = new SslContextFactory.Server();
    private final HandshakeThreads handshakes = new HandshakeThreads();
    private final LongAdder renewals;
    private final LongAdder failedHandshakes;
    private volatile TlsIdentity identity;

    /**
     * Reads the files of the certificate.
     *
     * @throws SettingsException if they are not a certificate and its key
     */
    public ServerTls(TlsSettings settings, Metrics metrics) {
        files = new TlsFiles(settings, Clock.systemUTC());
        identity = files.first();
        contexts.setSslContext(identity.context());
        // Browsers name AES-128 first and Java's own order AES-256, which costs a third more for each byte.
        contexts.setCipherComparator(Comparator.comparing(suite -> !suite.contains("_AES_128_GCM_")));
        // TLS 1.2 lets a client ask for a new handshake at any time, which costs the server most.
        contexts.setRenegotiationAllowed(false);
        renewals = metrics.counter("carotene_tls_renewals", "Certificates taken because their files had changed");
        metrics.counter(
                "carotene_tls_files_refused",
                "Changes of the certificate's files that could not be used",
                files::refused);
        metrics.gauge(
                "carotene_tls_certificate_expiry_seconds",
                "When the certificate in use expires, in seconds since 1970",
                () -> identity.validUntil().getEpochSecond());
        failedHandshakes =
                metrics.counter("carotene_tls_handshakes_failed", "Connections that ended before TLS was agreed on");
    }

    /** Makes TLS connections, behind which that protocol is spoken. */
    public ConnectionFactory factory(String nextProtocol) {
        return new LaneTlsConnectionFactory(contexts, nextProtocol, handshakes);
    }

    /** Computes what a handshake needs; all of its threads may be asked for. */
    public ThreadPoolExecutor handshakeThreads() {
        return handshakes;
    }

    /** No more handshakes. */
    public void stop() {
        handshakes.shutdownNow();
    }

    /** What new connections get at present. */
    public SSLContext context() {
        return identity.context();
    }

    /** For the connector: counts handshakes that fail. */
    public SslHandshakeListener handshakes() {
        return new SslHandshakeListener() {
            @Override
            public void handshakeFailed(Event event, Throwable failure) {
                failedHandshakes.increment();
                log.debug("TLS handshake failed: {}", failure.toString());
            }
        };
    }

    /** Takes what the files hold now, when that is new. Blocks for the reading. */
    public synchronized void renew() {
        files.changed().ifPresent(this::use);
    }

    private void use(TlsIdentity changed) {
        SSLContext context = changed.context();
        try {
            contexts.reload(factory -> factory.setSslContext(context));
        } catch (Exception e) {
            throw new IllegalStateException("TLS: a context that Jetty does not take", e);
        }
        identity = changed;
        renewals.increment();
    }
}
