package org.carotene.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.carotene.settings.SettingsException;
import org.carotene.settings.TlsSettings;

/**
 * TLS between the nodes of a cluster: each shows its certificate, and takes only those that an authority of its own files
 * has signed.
 *
 * <p>Ignite asks for a context once and keeps it, so there is one for the life of the process, and what it shows and takes
 * changes inside it: connections made after a renewal are of the new files. Host names are not checked; who holds a key
 * that an authority of the cluster has signed is a node of the cluster. Any thread.
 */
public final class ClusterTls {

    /** A connection taken up again is not checked again; so that one whose authority has gone is found out soon. */
    private static final int SESSION_SECONDS = 60;

    private final TlsFiles files;
    private final RenewedKeys keys;
    private final RenewedTrust trust;
    private final SSLContext context;
    private final LongAdder renewals = new LongAdder();
    private volatile TlsIdentity identity;

    /**
     * Reads the files; blocks.
     *
     * @throws SettingsException if they are no good, or other nodes with the same authorities would refuse the certificate
     */
    public ClusterTls(TlsSettings settings, InstantSource clock) {
        files = new TlsFiles(settings, clock);
        identity = files.first();
        keys = new RenewedKeys(identity);
        trust = new RenewedTrust(identity);
        context = context(keys, trust);
    }

    /** The same one at each call. A server with it has to demand certificates. */
    public SSLContext context() {
        return context;
    }

    /** Takes what the files hold now, when that is new and good. Blocks for the reading. */
    public synchronized void renew() {
        files.changed().ifPresent(this::use);
    }

    /** How often new files have been taken. */
    public long renewals() {
        return renewals.sum();
    }

    /** How often new files could not be used. */
    public long refused() {
        return files.refused();
    }

    /** When the certificate in use expires. */
    public Instant validUntil() {
        return identity.validUntil();
    }

    /**
     * TLS over a connection that this node has made.
     *
     * @throws IOException if the other end is no node of this cluster; blocks as long as the connection's time-outs allow
     */
    public Socket asking(Socket connected) throws IOException {
        SSLSocket socket = over(connected);
        socket.setUseClientMode(true);
        socket.startHandshake();
        return socket;
    }

    /** TLS over a connection that this node has accepted; as {@link #asking}. */
    public Socket answering(Socket accepted) throws IOException {
        SSLSocket socket = over(accepted);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(true);
        socket.startHandshake();
        return socket;
    }

    private SSLSocket over(Socket plain) throws IOException {
        SSLSocketFactory sockets = context.getSocketFactory();
        return (SSLSocket) sockets.createSocket(plain, plain.getInetAddress().getHostAddress(), plain.getPort(), true);
    }

    private void use(TlsIdentity changed) {
        // Trust first: a connection that fails between the two is made again.
        trust.use(changed);
        keys.use(changed);
        identity = changed;
        renewals.increment();
    }

    private static SSLContext context(KeyManager keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            context.getServerSessionContext().setSessionTimeout(SESSION_SECONDS);
            context.getClientSessionContext().setSessionTimeout(SESSION_SECONDS);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS: a certificate and its key make no context", e);
        }
    }
}
