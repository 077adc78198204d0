package org.carotene.gateway;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.ignite.Ignite;
import org.carotene.channel.Hub;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.IgniteCluster;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.metrics.Timeline;
import org.carotene.presence.Presence;
import org.carotene.session.Disconnect;
import org.carotene.settings.NodeName;
import org.carotene.settings.Settings;
import org.carotene.settings.SettingsException;
import org.carotene.tls.ClusterTls;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of a node that outlives its Ignite instance: sockets, sessions, subscriptions, callbacks.
 *
 * <p>There is one for each node name in a process. It serves its own clients from {@link #start} to {@link #stop}, whether
 * or not an Ignite node is attached; attaching takes it into a cluster. The methods that change its state are called by
 * the plugin or the launcher, one after the other, and may block for a moment; the others on any thread.
 */
public final class Gateway {

    private static final Logger log = LoggerFactory.getLogger(Gateway.class);

    private static final ConcurrentMap<NodeName, Gateway> RUNNING = new ConcurrentHashMap<>();

    private final Settings settings;
    private final GatewayParts parts;
    private boolean attached;

    private Gateway(Settings settings, Optional<ClusterTls> tls) {
        this.settings = settings;
        this.parts = new GatewayParts(settings, tls);
    }

    /** The gateway of that node in this process, if it runs. */
    public static Optional<Gateway> of(NodeName name) {
        return Optional.ofNullable(RUNNING.get(name));
    }

    /**
     * Makes a gateway and begins to serve.
     *
     * @param tls between nodes; the gateway sees to it that renewed files are taken
     * @throws IOException if the port is taken; nothing is left behind
     * @throws SettingsException if the files of the certificate are not as they should be
     * @throws IllegalStateException if this process has a gateway of that name already
     */
    public static synchronized Gateway start(Settings settings, Optional<ClusterTls> tls) throws IOException {
        if (RUNNING.containsKey(settings.nodeName())) {
            throw new IllegalStateException("gateway: " + settings.nodeName() + " runs in this process already");
        }
        Gateway gateway = new Gateway(settings, tls);
        try {
            gateway.parts.start();
        } catch (IOException | RuntimeException e) {
            gateway.parts.stop(Disconnect.GOING_AWAY);
            throw e;
        }
        RUNNING.put(settings.nodeName(), gateway);
        String encrypted = gateway.parts.server().isEncrypted() ? " with TLS" : "";
        log.info("HTTP server listening to port {}{}", gateway.port(), encrypted);
        return gateway;
    }

    /** The same without TLS between nodes that it would have to look after. */
    public static Gateway start(Settings settings) throws IOException {
        return start(settings, Optional.empty());
    }

    /**
     * Takes the node into the cluster of a running Ignite node.
     *
     * @return done when the node is ready: it knows what the others want, or has waited for it long enough
     * @throws IllegalStateException if an Ignite node is attached
     */
    public synchronized CompletionStage<Void> attach(Ignite ignite) {
        if (attached) {
            throw new IllegalStateException("gateway: attached already (expected: detach first)");
        }
        CompletionStage<Void> ready = parts.attach(ignite);
        attached = true;
        return ready.thenRun(parts::ready);
    }

    /** Lets go of the Ignite node, which may be stopping or gone; serves on without a cluster. */
    public synchronized void detach() {
        if (attached) {
            attached = false;
            parts.detach();
        }
    }

    /**
     * Is no longer ready, takes no more connections, tells all clients to connect again to another node, spread over the
     * time of the settings, and ends. Blocks that long. The Ignite node is its owner's to stop.
     */
    public synchronized void stop() {
        if (RUNNING.remove(settings.nodeName(), this)) {
            parts.stop(Disconnect.RESTART);
            attached = false;
        }
    }

    public Settings settings() {
        return settings;
    }

    /** The port that it listens on. */
    public int port() {
        return parts.server().port();
    }

    /** Whether it is in a cluster at present. */
    public synchronized boolean isAttached() {
        return attached;
    }

    /** What stands in the way of serving clients, in words for the operator; empty when it is ready. */
    public Optional<String> obstacle() {
        return parts.obstacle().map(Sentence::text);
    }

    public Hub hub() {
        return parts.hub();
    }

    public Presence presence() {
        return parts.presence();
    }

    public IgniteCluster cluster() {
        return parts.cluster();
    }

    /** TLS between nodes, where it is on. */
    public Optional<ClusterTls> clusterTls() {
        return parts.clusterTls();
    }

    /** What is known of nodes outside the cluster; whoever looks for them tells it. */
    public ClusterSplit split() {
        return parts.split();
    }

    /** What has happened here, for the operator. */
    public Timeline timeline() {
        return parts.timeline();
    }

    /** Where the operator's API listens; empty while it does not. */
    public Optional<String> adminUrl() {
        return parts.admin().url();
    }

    /** Says how the process ends in order, so that an operator who drains the node can have it leave; must not block. */
    public void leaveBy(Runnable end) {
        parts.leaveBy(end);
    }

    public Metrics metrics() {
        return parts.metrics();
    }

    /** How many WebSockets and polling ids are open. */
    public int connectionCount() {
        return parts.server().connectionCount();
    }
}
