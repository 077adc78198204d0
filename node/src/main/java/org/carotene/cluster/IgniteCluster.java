package org.carotene.cluster;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.ignite.Ignite;
import org.carotene.channel.ChannelName;
import org.carotene.channel.Hub;
import org.carotene.channel.Publication;
import org.carotene.channel.Published;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.settings.ClusterSettings;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster as the gateway sees it, over Apache Ignite's messaging and discovery.
 *
 * <p>Lives as long as the gateway, while Ignite nodes are attached and detached, one at a time: {@link #start}, any number
 * of {@link #attach} and {@link #detach}, {@link #stop}. Every method may be called on any thread. Those of the ports do
 * not block; attach, detach and stop wait for the cluster thread or the other nodes, for seconds at most.
 */
public final class IgniteCluster implements Cluster {

    /** How long {@link #attach}'s stage waits for the interest of the nodes that are there. */
    private static final Duration READY_LIMIT = Duration.ofSeconds(2);

    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(1);
    private static final Duration ATTACH_LIMIT = Duration.ofSeconds(10);
    private static final Duration BEAT = Duration.ofSeconds(1);

    private static final long COMPANIONS_NANOS = 20_000_000;

    private static final int MOST_CALLS = 65_536;

    private static final Logger log = LoggerFactory.getLogger(IgniteCluster.class);

    private final NodeName self;
    private final ClusterSplit split;
    private final ClusterParts parts;
    private final HeldPublications held;
    private final Companions companions = new Companions();
    private final TopologyFeed feed;
    private final ClusterThread thread;
    private final Announcer announcer;
    private final Object lifecycle = new Object();

    /** Guards what of an attachment is entering; held for moments only. */
    private final Object entrance = new Object();

    private @Nullable IgniteAttachment entering;
    private volatile @Nullable Hub hub;
    private volatile @Nullable IgniteAttachment attachment;
    private volatile boolean stopped;

    /** Who is told of changes; set on the cluster thread, before the attachment counts and after it does not. */
    private volatile @Nullable Mesh current;

    private @Nullable Future<?> beat;
    private volatile Runnable beside = () -> {};

    /**
     * A cluster without an Ignite node.
     *
     * @param clusterThread an executor of exactly one thread, the caller's to stop after {@link #stop}; it should remove
     *     cancelled tasks at once, since each question leaves one
     * @param senders makes the thread that sends to another node, one for each
     */
    public IgniteCluster(
            NodeName self,
            ClusterSettings settings,
            ClusterSplit split,
            Metrics metrics,
            ScheduledExecutorService clusterThread,
            ThreadFactory senders,
            Clock clock) {
        BusMetrics figures = new BusMetrics(metrics);
        this.self = self;
        this.split = split;
        this.feed = new TopologyFeed(split);
        this.held = new HeldPublications(
                settings.heldBytes(), settings.heldTime().toNanos(), System.nanoTime(), figures.heldLost());
        this.parts = new ClusterParts(
                settings,
                figures,
                new LocalInterest(),
                new CallTable(MOST_CALLS, clusterThread),
                new Services(),
                this::deliver,
                clusterThread,
                senders,
                clock);
        this.thread = new ClusterThread(clusterThread);
        this.announcer = new Announcer(parts.interest(), thread, () -> current);
        ClusterGauges.register(figures, this, held, parts.calls());
    }

    /** From now on publications from other nodes go to the hub, which needs the bus before. */
    public void start(Hub target) {
        synchronized (lifecycle) {
            if (hub != null) {
                throw new IllegalStateException("cluster started twice (expected: once)");
            }
            hub = target;
            beat = thread.runEvery(BEAT, this::beat);
        }
    }

    /** With each beat of the cluster thread, once a second, in a cluster or not, runs this too; it must not block. */
    public void withEachBeat(Runnable task) {
        beside = task;
    }

    /**
     * Takes a started Ignite node, and sends to its cluster what was kept meanwhile.
     *
     * @return done when the node is ready to serve: the interest of all nodes that are there is known, or two seconds have
     *     passed
     * @throws IllegalStateException if there is an Ignite node already, or the cluster is not started or has stopped
     */
    public CompletionStage<Void> attach(Ignite ignite) {
        synchronized (lifecycle) {
            if (hub == null || stopped || attachment != null) {
                throw new IllegalStateException(
                        "cluster cannot attach: started=" + (hub != null) + " stopped=" + stopped + " attached="
                                + (attachment != null) + " (expected: started, neither stopped nor attached)");
            }
            IgniteAttachment next = new IgniteAttachment(ignite, self, parts, split, feed::publish);
            try {
                thread.run(() -> current = next.mesh());
                next.open();
                mayEnter(next);
                thread.await(() -> enter(next), ATTACH_LIMIT);
                next.listen();
            } catch (RuntimeException e) {
                // Should its turn come all the same, it is too late.
                mayEnter(null);
                leave(next);
                throw e;
            }
            return next.mesh().ready();
        }
    }

    /**
     * This node is about to be detached, and goes to another cluster together with these: from now on publications are
     * kept, and after the next attach until the others are there too, for some seconds at most. Nothing is in between for
     * them to miss.
     */
    public void leaveWith(Set<NodeName> others) {
        companions.leaveWith(others);
        held.shut(System.nanoTime());
    }

    /** Lets go of the Ignite node, which may be stopping; no effect when there is none. */
    public void detach() {
        synchronized (lifecycle) {
            IgniteAttachment last = attachment;
            if (last == null) {
                return;
            }
            attachment = null;
            held.shut(System.nanoTime());
            leave(last);
        }
    }

    /** Waits until the other nodes have what was published, for a second at most, and lets go of them for good. */
    public void stop() {
        synchronized (lifecycle) {
            drain();
            detach();
            stopped = true;
            if (beat != null) {
                beat.cancel(false);
            }
        }
    }

    @Override
    public Published broadcast(Publication publication) {
        if (split.refuses()) {
            split.refused();
            return Published.MINORITY;
        }
        HeldPublications.Offer offer = held.offer(publication, System.nanoTime());
        while (offer == HeldPublications.Offer.PASS) {
            IgniteAttachment now = attachment;
            if (now != null) {
                now.mesh().broadcast(publication);
                split.published();
                return Published.ACCEPTED;
            }
            // Detached between the two looks; attached again meanwhile, the gate is open for good reason.
            held.shutUnless(() -> attachment != null, System.nanoTime());
            offer = held.offer(publication, System.nanoTime());
        }
        if (offer == HeldPublications.Offer.HELD) {
            return Published.ACCEPTED;
        }
        parts.metrics().refusedDetached();
        return Published.DETACHED;
    }

    @Override
    public void interested(ChannelName channel) {
        announcer.changed(channel, true);
    }

    @Override
    public void uninterested(ChannelName channel) {
        announcer.changed(channel, false);
    }

    @Override
    public Set<NodeName> others() {
        return peers().stream().map(Peer::name).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public CompletionStage<byte[]> ask(NodeName node, Service service, byte[] question, Duration limit) {
        IgniteAttachment now = attachment;
        Peer peer = now == null ? null : now.peer(node);
        if (peer == null) {
            Sentence why =
                    now == null ? Sentence.Kind.AWAY.with("node", self) : Sentence.Kind.NOT_A_MEMBER.with("node", node);
            return CompletableFuture.failedStage(new PeerUnavailableException(why));
        }
        return parts.calls().ask(peer, service.code(), question, limit).minimalCompletionStage();
    }

    @Override
    public int wireVersion(NodeName node) {
        IgniteAttachment now = attachment;
        Peer peer = now == null ? null : now.peer(node);
        return peer == null ? WireVersion.NEWEST : peer.wireVersion();
    }

    @Override
    public void serve(Service service, Answerer answerer) {
        parts.services().serve(service, answerer);
    }

    @Override
    public Topology topology() {
        return feed.topology();
    }

    @Override
    public void onChange(Consumer<Topology> listener) {
        feed.onChange(listener);
    }

    /** Whether there is an Ignite node and the interest of the others is known, or was waited for long enough. */
    public boolean isReady() {
        IgniteAttachment now = attachment;
        return now != null && now.mesh().isReady();
    }

    /** Whether messages flow from the other nodes to this one, as their canaries tell. */
    public BusHealth busHealth() {
        IgniteAttachment now = attachment;
        return now == null
                ? BusHealth.DETACHED
                : new BusHealth(
                        true,
                        now.mesh().isReady(),
                        now.order(),
                        now.mesh().peers().stream().map(Peer::health).toList());
    }

    /** The links on which no messages pass. */
    public List<BusHealth.Link> deaf() {
        IgniteAttachment now = attachment;
        return now == null ? List.of() : now.mesh().deaf();
    }

    /** What has passed between this node and each other one; empty while it is detached. */
    public List<PeerTraffic> traffic() {
        return peers().stream().map(Peer::traffic).toList();
    }

    boolean isAttached() {
        return attachment != null;
    }

    /** The other nodes that are there; none while this one is away. */
    List<Peer> peers() {
        IgniteAttachment now = attachment;
        return now == null ? List.of() : now.mesh().peers();
    }

    int channelsWanted() {
        Mesh mesh = current;
        return mesh == null ? 0 : mesh.channels();
    }

    private void mayEnter(@Nullable IgniteAttachment next) {
        synchronized (entrance) {
            entering = next;
            attachment = null;
        }
    }

    // On the cluster thread, after all who are there have been met.
    private void enter(IgniteAttachment next) {
        synchronized (entrance) {
            if (entering != next) {
                return;
            }
            attachment = next;
        }
        speak(next);
        thread.runIn(READY_LIMIT.toNanos(), next.mesh()::waitNoLonger);
    }

    private void speak(IgniteAttachment next) {
        if (attachment != next) {
            return;
        }
        List<NodeName> there = next.mesh().peers().stream().map(Peer::name).toList();
        if (companions.areHere(there, System.nanoTime())) {
            held.open(System.nanoTime(), next.mesh()::broadcast);
        } else {
            thread.runIn(COMPANIONS_NANOS, () -> speak(next));
        }
    }

    private void leave(IgniteAttachment last) {
        last.close();
        parts.calls().failAll(null, Sentence.Kind.AWAY.with("node", self));
        thread.run(() -> {
            current = null;
            feed.publish(Topology.DETACHED);
        });
    }

    private void beat() {
        quietly(this::sendCanaries);
        quietly(beside);
    }

    private void sendCanaries() {
        held.expire(System.nanoTime());
        Mesh mesh = current;
        if (mesh != null) {
            mesh.beat(System.nanoTime(), parts.clock().millis());
        }
        split.deaf(deaf());
    }

    // An exception would end the beat for good.
    private static void quietly(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            log.error("canaries not sent this second", e);
        }
    }

    private void deliver(Publication publication) {
        Hub target = hub;
        if (target != null) {
            target.deliver(publication);
        }
    }

    private void drain() {
        List<Future<?>> echoes = new ArrayList<>();
        for (Peer peer : peers()) {
            echoes.add(parts.calls().ask(peer, Services.ECHO, new byte[0], DRAIN_LIMIT));
        }
        for (Future<?> echo : echoes) {
            try {
                echo.get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                log.warn("a node may not have got the last publications: {}", e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
