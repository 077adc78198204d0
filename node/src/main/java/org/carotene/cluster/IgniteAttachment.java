package org.carotene.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.ignite.Ignite;
import org.apache.ignite.IgniteMessaging;
import org.apache.ignite.cluster.ClusterNode;
import org.apache.ignite.cluster.ClusterTopologyException;
import org.apache.ignite.events.DiscoveryEvent;
import org.apache.ignite.events.Event;
import org.apache.ignite.events.EventType;
import org.apache.ignite.lang.IgniteBiPredicate;
import org.apache.ignite.lang.IgnitePredicate;
import org.carotene.channel.Publication;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everything of the current Ignite node: its listeners, and the other nodes of its cluster that run the plugin.
 *
 * <p>Nobody else keeps a reference to Ignite. {@link #open}, {@link #listen} and {@link #close} may be called on any
 * thread and wait for nobody: a sender that hangs in Ignite is let go when that node stops. Ignite's callbacks only leave tasks.
 */
final class IgniteAttachment {

    private static final String TOPIC = "carotene.bus";

    /**
     * How long Ignite keeps a message for a node that does not listen yet. Long, because while a node listens, the timer
     * behind it serves nothing and spins as long as messages wait.
     */
    private static final long KEEP_MILLIS = 3_600_000;

    /** After how many beats without a message a link counts as deaf, at least. */
    private static final int LEAST_DEAF_BEATS = 10;

    private static final byte[] NOT_OURS = new byte[0];

    private static final int[] EVENTS = {EventType.EVT_NODE_JOINED, EventType.EVT_NODE_LEFT, EventType.EVT_NODE_FAILED};

    private static final Logger log = LoggerFactory.getLogger(IgniteAttachment.class);

    private final Ignite ignite;
    private final ClusterParts parts;
    private final ClusterSplit split;
    private final Consumer<Topology> onTopology;
    private final Topology.Member self;
    private final Mesh mesh;
    private final Map<UUID, Inbox> inboxes = new ConcurrentHashMap<>();
    private final IgniteBiPredicate<UUID, Object> onMessage = this::received;
    private final IgnitePredicate<Event> onEvent = this::discovered;
    private volatile boolean closed;

    /** Whether all who were there at the beginning have been met; on the cluster thread. */
    private boolean entered;

    IgniteAttachment(
            Ignite ignite, NodeName name, ClusterParts parts, ClusterSplit split, Consumer<Topology> onTopology) {
        ClusterNode local = ignite.cluster().localNode();
        this.ignite = ignite;
        this.parts = parts;
        this.split = split;
        this.onTopology = onTopology;
        this.self = IgniteMember.of(local, name, parts.clock().instant(), true);
        this.mesh = new Mesh(local.order(), parts.interest(), parts.metrics());
    }

    /** This node's place in the order of joining. */
    long order() {
        return self.order();
    }

    Mesh mesh() {
        return mesh;
    }

    /** Leaves it to the cluster thread to meet all who are there. */
    void open() {
        // Listen first: who joins between the two is found twice, which does no harm, and not missed.
        ignite.events().localListen(onEvent, EVENTS);
        Instant now = parts.clock().instant();
        for (ClusterNode node : ignite.cluster().forRemotes().nodes()) {
            inbox(node.id(), IgniteMember.started(node, now), parts.thread());
        }
        parts.thread().execute(() -> {
            mesh.met();
            entered = true;
            tellTopology();
        });
    }

    /**
     * Takes in what the others have sent, what Ignite has kept of it first. After what was published here meanwhile has gone to
     * all of them: those messages say one after the other what each wants, and the first of them what it wanted long ago.
     */
    void listen() {
        ignite.message().localListen(TOPIC, onMessage);
    }

    void close() {
        closed = true;
        quietly(() -> ignite.events().stopLocalListen(onEvent, EVENTS));
        quietly(() -> ignite.message().stopLocalListen(TOPIC, onMessage));
        for (Inbox inbox : inboxes.values()) {
            inbox.peer().queue().close();
        }
    }

    void broadcast(Publication publication) {
        mesh.broadcast(publication);
    }

    /** The node of that name; of two, which are there together for moments only, the older. */
    @Nullable
    Peer peer(NodeName name) {
        return mesh.peers().stream()
                .filter(peer -> peer.name().equals(name))
                .min(Comparator.comparingLong(peer -> peer.member().order()))
                .orElse(null);
    }

    private boolean received(UUID sender, Object message) {
        try {
            Inbox inbox = inbox(sender, parts.clock().instant(), parts.thread());
            if (inbox != null && !closed) {
                // Anybody in the grid can send anything to our topic.
                inbox.receive(message instanceof byte[] bytes ? bytes : NOT_OURS);
            }
        } catch (RuntimeException e) {
            log.debug("message not taken in: node={}", sender, e);
        }
        return true;
    }

    private boolean discovered(Event event) {
        DiscoveryEvent change = (DiscoveryEvent) event;
        try {
            parts.thread().execute(() -> changed(change));
        } catch (RejectedExecutionException e) {
            log.debug("change of the topology not taken in, the node stops");
        }
        return true;
    }

    private void changed(DiscoveryEvent change) {
        if (closed) {
            return;
        }
        UUID id = change.eventNode().id();
        if (change.type() == EventType.EVT_NODE_JOINED) {
            inbox(id, parts.clock().instant(), Runnable::run);
        } else {
            gone(id, change.type() == EventType.EVT_NODE_FAILED);
        }
        tellTopology();
    }

    private void gone(UUID id, boolean lost) {
        Inbox inbox = inboxes.remove(id);
        if (inbox != null) {
            Peer peer = inbox.peer();
            if (lost) {
                log.warn("Node lost {}", peer.name());
            }
            split.went(peer.name(), !lost);
            peer.queue().close();
            mesh.part(peer);
            parts.calls().failAll(peer, Sentence.Kind.HAS_LEFT.with("node", peer.name()));
        }
    }

    // A node's first message may come before the event of its join has been taken in, so both lead here.
    private @Nullable Inbox inbox(UUID id, Instant since, Executor clusterThread) {
        Inbox known = inboxes.get(id);
        if (known != null) {
            return known;
        }
        Inbox made = inboxes.computeIfAbsent(id, key -> made(key, since, clusterThread));
        if (made != null && closed) {
            made.peer().queue().close();
        }
        return made;
    }

    private @Nullable Inbox made(UUID id, Instant since, Executor clusterThread) {
        // Null too when it has left meanwhile, so that nobody who has been seen off comes back.
        ClusterNode node = ignite.cluster().node(id);
        Optional<NodeName> name = node == null ? Optional.empty() : IgniteMember.name(node);
        if (node == null || name.isEmpty() || closed) {
            return null;
        }
        Topology.Member member = IgniteMember.of(node, name.get(), since, false);
        Peer peer = new Peer(
                member,
                IgniteMember.wireVersion(node),
                parts.settings().queueBytesPerNode(),
                deafBeats(),
                parts.metrics());
        startSender(peer, id);
        clusterThread.execute(() -> meet(id, peer));
        return new Inbox(peer, mesh, parts);
    }

    // Beyond the time after which Ignite takes a node for lost that hangs: what is silent for longer and in the cluster
    // still
    // is alive, and not heard.
    private int deafBeats() {
        long seconds = parts.settings().failureDetectionTimeout().toSeconds();
        return Math.max(LEAST_DEAF_BEATS, (int) seconds * 2);
    }

    private void meet(UUID id, Peer peer) {
        // Asked again: the event of its leaving may have been taken in while this task waited.
        if (closed || ignite.cluster().node(id) == null) {
            peer.queue().close();
            return;
        }
        mesh.meet(peer);
        tellTopology();
    }

    private void startSender(Peer peer, UUID id) {
        IgniteMessaging messaging = ignite.message(ignite.cluster().forNodeId(id));
        PeerSender sender = new PeerSender(peer, message -> send(messaging, peer, message), parts.metrics());
        Thread thread = parts.senders().newThread(sender);
        thread.setName("carotene-bus-" + peer.name());
        thread.start();
    }

    private static void send(IgniteMessaging messaging, Peer peer, byte[] message) {
        try {
            messaging.sendOrdered(TOPIC, message, KEEP_MILLIS);
        } catch (ClusterTopologyException e) {
            // It has left, and the event that says so is on its way: no reason for a second warning.
            peer.queue().close();
            throw e;
        }
    }

    private void tellTopology() {
        if (!entered) {
            return;
        }
        List<Topology.Member> members = new ArrayList<>();
        members.add(self);
        mesh.peers().forEach(peer -> members.add(peer.member()));
        members.sort(Comparator.comparingLong(Topology.Member::order));
        onTopology.accept(new Topology(true, ignite.cluster().topologyVersion(), members));
    }

    // Ignite may be stopping or gone; then there is nothing to take back.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.debug("listener not taken back: {}", e.toString());
        }
    }
}
