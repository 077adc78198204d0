package org.carotene.transport;

import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLContext;
import org.carotene.cluster.Cluster;
import org.carotene.metrics.Metrics;
import org.carotene.protocol.Protocol;
import org.carotene.session.Disconnect;
import org.carotene.settings.CompressionSettings;
import org.carotene.settings.HttpSettings;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.transport.frame.DeflatedFormat;
import org.carotene.transport.http.Cors;
import org.carotene.transport.lane.Clients;
import org.carotene.transport.lane.ConnectionCount;
import org.carotene.transport.lane.JettyLane;
import org.carotene.transport.lane.Lanes;
import org.carotene.transport.polling.Polling;
import org.carotene.transport.socket.LaneConnector;
import org.carotene.transport.socket.LaneExecutor;
import org.carotene.transport.socket.LanePool;
import org.carotene.transport.socket.SocketBound;
import org.carotene.transport.tls.ServerTls;
import org.carotene.transport.websocket.SocketLimits;
import org.carotene.transport.websocket.WebSocketUpgrade;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.util.thread.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's HTTP server: sockets, lanes, and the handlers behind the paths.
 *
 * <p>{@link #start} and {@link #stop} block and are called once each, by whoever owns the process or the plugin.
 */
public final class HttpServer {

    /**
     * The escapes in paths that are let pass, so that every channel can be named.
     *
     * <p>Jetty refuses those that read differently before and after decoding ({@code %2F}, {@code %25}, {@code %2e}), and
     * answers those that are not UTF-8 by itself. They are harmless here: a channel is taken from the path as it was
     * sent, decoded once, and no path ever becomes a file name.
     */
    public static final UriCompliance URI_COMPLIANCE = UriCompliance.from(EnumSet.of(
            UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
            UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
            UriCompliance.Violation.AMBIGUOUS_PATH_SEGMENT,
            UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS,
            UriCompliance.Violation.BAD_UTF8_ENCODING,
            UriCompliance.Violation.TRUNCATED_UTF8_ENCODING));

    private static final Logger log = LoggerFactory.getLogger(HttpServer.class);

    private static final int MAX_POOL_THREADS = 32;
    private static final int MIN_POOL_THREADS = 4;
    private static final Duration HTTP_IDLE = Duration.ofSeconds(60);
    /** Longer than any answer takes; polls apart, which are received long before they are answered. */
    private static final Duration WHOLE_REQUEST = Duration.ofSeconds(90);

    private final Lanes lanes;
    private final Server server;
    private final LaneConnector connector;
    private final Stillness stillness = new Stillness(System.nanoTime());
    private final Scheduler scheduler = new ScheduledExecutorScheduler("carotene-ticks", true);
    private final ConnectionCount connections;
    private final Farewell farewell;
    private final Drain drain;
    private final Clients clients;
    private final Optional<ServerTls> tls;
    private final Polling polling;
    private final LongAdder slowRequests;
    private volatile long requestNanos = WHOLE_REQUEST.toNanos();

    /**
     * Reads the files of the certificate, if there is to be one.
     *
     * @param cluster where polls go whose ids are of other nodes
     * @param rest what answers the paths beside {@code /stream}; runs on lanes, so it must not block there
     * @throws SettingsException if the files are not a certificate and its key
     */
    public HttpServer(
            Settings settings, Lanes lanes, Protocol protocol, Metrics metrics, Cluster cluster, Handler rest) {
        this.lanes = lanes;
        LanePool pool =
                new LanePool(lanes.jetty(), MAX_POOL_THREADS + lanes.jetty().size(), MIN_POOL_THREADS);
        pool.setName("carotene-http");
        pool.setDaemon(true);
        pool.setReservedThreads(0);
        server = new Server(pool, scheduler, new ArrayByteBufferPool());
        connections = new ConnectionCount(settings.limits().maxConnections(), metrics);
        farewell = new Farewell(lanes.jetty(), connections, settings.limits().drainTime());
        drain = new Drain(
                lanes.jetty(), connections, scheduler, settings.limits().drainTime());
        clients = new Clients(lanes.jetty());
        tls = settings.http().tls().map(files -> new ServerTls(files, metrics));
        connector = connector(settings.http(), settings.limits().maxConnections(), pool);
        idleAfter(HTTP_IDLE);
        server.addConnector(connector);
        slowRequests = metrics.counter(
                "carotene_http_requests_too_slow",
                "Connections ended because a request, or a TLS handshake, took more than 90 s to come");
        Cors cors = new Cors(settings.http().allowedOrigins());
        LongAdder slow = metrics.counter(
                "carotene_slow_disconnects", "WebSockets and polling ids ended because the client read too slowly");
        CompressionSettings compression = settings.http().compression();
        WebSocketUpgrade upgrade = new WebSocketUpgrade(
                protocol,
                SocketLimits.of(settings.limits(), slow),
                connections,
                cors,
                Optional.of(compression)
                        .filter(CompressionSettings::enabled)
                        .map(on -> new DeflatedFormat(protocol.format(), on, metrics)));
        polling = new Polling(settings, lanes.jetty(), protocol, connections, cors, slow, metrics, scheduler, cluster);
        polling.watch(cluster);
        server.setHandler(new Handler.Sequence(new StreamHandler(upgrade, polling), rest));
    }

    /** Binds the port and begins to serve; fails when the address is taken. */
    public void start() throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            throw new IOException(cannotListen(e), e);
        } catch (Exception e) {
            throw new IOException("HTTP server did not start", e);
        }
        scheduleTick();
        lanes.useRings();
    }

    /** How long HTTP connections may be silent where that is not expected; before the start. */
    void idleAfter(Duration silence) {
        connector.setIdleTimeout(silence.toMillis());
    }

    /** How many connections there may be at a time, whatever they are for; before the start. */
    void acceptAtMost(int bound) {
        connector.acceptAtMost(bound);
    }

    /** How long a request may take to come, from its first byte on. */
    void requestsWithin(Duration limit) {
        requestNanos = limit.toNanos();
    }

    /** The port that it listens on. */
    public int port() {
        return connector.getLocalPort();
    }

    /** Whether it speaks TLS, and nothing else. */
    public boolean isEncrypted() {
        return tls.isPresent();
    }

    /**
     * Takes a new certificate when its files have changed: connections made from then on get it, those that are there go
     * on as they are. To be called every few seconds; reads files, so it blocks a little.
     */
    public void renewCertificate() {
        tls.ifPresent(ServerTls::renew);
    }

    /** The certificate in use, for whoever else of this node listens; empty without TLS. */
    public Optional<SSLContext> tlsContext() {
        return tls.map(ServerTls::context);
    }

    /** What computes handshakes; for tests. */
    ThreadPoolExecutor handshakeThreads() {
        return tls.orElseThrow().handshakeThreads();
    }

    /** All open connections, for the operator. */
    public Clients clients() {
        return clients;
    }

    /** Empties the node of clients while it goes on running. */
    public Drain drain() {
        return drain;
    }

    /** How many WebSockets and polling ids are open. */
    public int connectionCount() {
        return connections.current();
    }

    /** Takes no more connections, tells every client to go, a few at a time, and stops when they have gone. */
    public void stop(Disconnect reason) {
        connector.close();
        polling.stop();
        farewell.say(reason);
        try {
            server.stop();
        } catch (Exception e) {
            log.warn("HTTP server did not stop in order", e);
        }
        tls.ifPresent(ServerTls::stop);
    }

    private String cannotListen(IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String host = connector.getHost();
        String where = host == null ? "port " + connector.getPort() : host + ", port " + connector.getPort();
        return "cannot listen to " + where + ": " + cause.getMessage()
                + " (expected: a free port of this machine; set another port or address)";
    }

    private LaneConnector connector(HttpSettings http, int maxConnections, LanePool pool) {
        LaneConnector made = new LaneConnector(
                SocketBound.of(maxConnections),
                connections.refused(),
                server,
                lanes.jetty(),
                new LaneExecutor(lanes.jetty(), pool),
                scheduler,
                server.getByteBufferPool(),
                factories(new HttpConnectionFactory(configuration(http))));
        tls.ifPresent(there -> made.addBean(there.handshakes()));
        http.address().ifPresent(made::setHost);
        made.setPort(http.port());
        made.setAcceptQueueSize(http.acceptBacklog());
        return made;
    }

    private ConnectionFactory[] factories(HttpConnectionFactory plain) {
        return tls.map(there -> new ConnectionFactory[] {there.factory(plain.getProtocol()), plain})
                .orElse(new ConnectionFactory[] {plain});
    }

    private HttpConfiguration configuration(HttpSettings http) {
        HttpConfiguration configuration = new HttpConfiguration();
        if (tls.isPresent()) {
            // Not the host's name: it would refuse a client that names none, or the node by its address.
            configuration.addCustomizer(new SecureRequestCustomizer(false));
        }
        configuration.setRequestHeaderSize(http.maxHeaderBytes());
        configuration.setSendServerVersion(false);
        // Heap buffers: a message is parsed where it was read, and direct memory would have to be copied first.
        configuration.setUseInputDirectByteBuffers(false);
        configuration.setUriCompliance(URI_COMPLIANCE);
        return configuration;
    }

    private void scheduleTick() {
        scheduler.schedule(
                () -> {
                    tick(System.nanoTime());
                    scheduleTick();
                },
                1,
                TimeUnit.SECONDS);
    }

    private void tick(long nowNanos) {
        try {
            if (stillness.isOver(nowNanos)) {
                for (JettyLane lane : lanes.jetty()) {
                    lane.execute(() -> lane.tick(nowNanos));
                }
            }
            polling.tick(nowNanos);
            slowRequests.add(connector.endSilentAndSlowerThan(requestNanos, nowNanos));
        } catch (RuntimeException e) {
            // It would be the last tick, and no time-out would ever come again.
            log.error("a tick failed", e);
        }
    }
}
