package org.carotene.admin;

import java.io.IOException;
import java.net.BindException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.carotene.settings.AdminSettings;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The listener of the operator's API, with a few threads of its own. Start and stop block for a moment. */
final class AdminServer {

    private static final int PORTS_TRIED = 200;
    private static final int MAX_THREADS = 8;
    private static final int MAX_HEADER_BYTES = 8192;
    private static final Duration IDLE = Duration.ofSeconds(60);

    private static final Logger log = LoggerFactory.getLogger(AdminServer.class);

    private final AdminSettings settings;
    private final Server server;
    private final ServerConnector connector;

    /** Null without TLS. */
    private final SslContextFactory.@Nullable Server contexts;

    private @Nullable SSLContext current;

    AdminServer(AdminSettings settings, Handler handler, Optional<SSLContext> tls) {
        this.settings = settings;
        QueuedThreadPool pool = new QueuedThreadPool(MAX_THREADS, 1);
        pool.setName("carotene-admin-http");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        server = new Server(
                pool, new ScheduledExecutorScheduler("carotene-admin-timer", true), new ArrayByteBufferPool());
        contexts = tls.map(AdminServer::contexts).orElse(null);
        current = tls.orElse(null);
        HttpConnectionFactory http = new HttpConnectionFactory(configuration(tls.isPresent()));
        // No acceptor thread: there are few connections, and the selector can accept them.
        connector = contexts == null
                ? new ServerConnector(server, 0, 1, http)
                : new ServerConnector(server, 0, 1, new ConnectionFactory[] {
                    new SslConnectionFactory(contexts, http.getProtocol()), http
                });
        connector.setHost(settings.address());
        connector.setIdleTimeout(IDLE.toMillis());
        server.addConnector(connector);
        server.setHandler(handler);
        server.setErrorHandler(new UnreadableAdminRequest());
    }

    /**
     * Listens.
     *
     * @throws IOException if no port is free
     */
    void start() throws IOException {
        bind();
        try {
            server.start();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the operator's API did not start", e);
        }
    }

    int port() {
        return connector.getLocalPort();
    }

    /** Takes another certificate for the connections made from now on. */
    synchronized void use(SSLContext context) {
        if (contexts == null || context == current) {
            return;
        }
        try {
            contexts.reload(factory -> factory.setSslContext(context));
            current = context;
        } catch (Exception e) {
            log.warn("The operator's API goes on with its last certificate: {}", e.toString());
        }
    }

    void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("The operator's API did not stop in order", e);
        }
    }

    private void bind() throws IOException {
        if (settings.port().isPresent()) {
            connector.setPort(settings.port().get());
            connector.open();
            return;
        }
        for (int port = AdminSettings.FIRST_PORT; port < AdminSettings.FIRST_PORT + PORTS_TRIED; port++) {
            connector.setPort(port);
            try {
                connector.open();
                return;
            } catch (IOException e) {
                if (!(e.getCause() instanceof BindException) && !(e instanceof BindException)) {
                    throw e;
                }
                log.debug("port {} is taken", port);
            }
        }
        throw new IOException("admin.port: " + AdminSettings.FIRST_PORT + ".."
                + (AdminSettings.FIRST_PORT + PORTS_TRIED - 1) + " are taken (expected: a free one)");
    }

    private static SslContextFactory.Server contexts(SSLContext context) {
        SslContextFactory.Server contexts = new SslContextFactory.Server();
        contexts.setSslContext(context);
        contexts.setRenegotiationAllowed(false);
        return contexts;
    }

    private static HttpConfiguration configuration(boolean tls) {
        HttpConfiguration configuration = new HttpConfiguration();
        if (tls) {
            // Operators ask by address or through a tunnel; the token says who they are.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        configuration.setRequestHeaderSize(MAX_HEADER_BYTES);
        configuration.setSendServerVersion(false);
        return configuration;
    }
}
