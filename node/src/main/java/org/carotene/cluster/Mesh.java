package org.carotene.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.carotene.channel.Publication;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other nodes during one stay in a cluster: who wants which channel, there and here.
 *
 * <p>{@link #broadcast} and the figures on any thread; the rest on the cluster thread. When two nodes meet, each sends the
 * other a snapshot of its interest, and changes from then on; each second's canary carries the number of the last change,
 * so that a loss is noticed, whatever its cause, and mended by another snapshot.
 */
final class Mesh {

    /** A node that has been silent for that long may have lost subscribers or got some: it is sent everything. */
    private static final long DOUBTFUL_SILENCE_NANOS = Duration.ofSeconds(5).toNanos();

    /** A node that has never said a word has no gateway, and what is sent to it waits in its memory. */
    private static final long MUTE_NANOS = Duration.ofSeconds(10).toNanos();

    private static final long SHORTEST_BEAT_NANOS = Duration.ofMillis(500).toNanos();

    private static final Logger log = LoggerFactory.getLogger(Mesh.class);

    private final long incarnation;
    private final LocalInterest local;
    private final BusMetrics metrics;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final InterestTable<Peer> table = new InterestTable<>();
    private final Set<Peer> awaited = new HashSet<>();
    private long lastBeatNanos = System.nanoTime() - SHORTEST_BEAT_NANOS;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    Mesh(long incarnation, LocalInterest local, BusMetrics metrics) {
        this.incarnation = incarnation;
        this.local = local;
        this.metrics = metrics;
    }

    /** Leaves the publication for each node that wants its channel. */
    void broadcast(Publication publication) {
        List<Peer> wanting = table.wanting(publication.channel());
        if (wanting.isEmpty()) {
            return;
        }
        Frame frame = new Frame.Publish(publication);
        for (Peer peer : wanting) {
            peer.offer(frame);
        }
    }

    List<Peer> peers() {
        return peers;
    }

    /** The links on which no messages pass: none, as a rule. */
    List<BusHealth.Link> deaf() {
        List<BusHealth.Link> deaf = new ArrayList<>();
        for (Peer peer : peers) {
            if (peer.deafness().isPresent()) {
                deaf.add(peer.health());
            }
        }
        return deaf;
    }

    /** How many channels are known to be wanted elsewhere. */
    int channels() {
        return table.channels();
    }

    /** Done once the interest of those who were there at the beginning is known, or nobody waits for it any longer. */
    CompletionStage<Void> ready() {
        return ready.minimalCompletionStage();
    }

    boolean isReady() {
        return ready.isDone();
    }

    /** A node is there. */
    void meet(Peer peer) {
        peers.add(peer);
        doubt(peer);
        tellEverything(peer);
    }

    /** A node is gone. */
    void part(Peer peer) {
        peers.remove(peer);
        table.forget(peer);
        noLongerAwaited(peer);
    }

    /** All who were there at the beginning have been met. */
    void met() {
        for (Peer peer : peers) {
            if (!peer.interest().isKnown()) {
                awaited.add(peer);
            }
        }
        if (awaited.isEmpty()) {
            ready.complete(null);
        }
    }

    /** Waits no longer for those whose interest is not known; they are sent everything. */
    void waitNoLonger() {
        ready.complete(null);
    }

    /** Tells all others what has changed here. */
    void announce() {
        for (Frame frame : local.announcements(incarnation)) {
            for (Peer peer : peers) {
                peer.offer(frame);
            }
        }
    }

    /** Once a second: a canary to each, and a look at who has not sent one, or does not get ours. */
    void beat(long nowNanos, long nowMillis) {
        // After a halt of this node the beats that were missed come at once, and nobody can have answered them.
        boolean regular = nowNanos - lastBeatNanos > SHORTEST_BEAT_NANOS;
        lastBeatNanos = nowNanos;
        for (Peer peer : peers) {
            if (regular && peer.listen()) {
                tell(peer);
            }
            peer.offer(new Frame.Canary(incarnation, local.sequence(), nowMillis, peer.messagesReceived()));
            if (!peer.isHeard() && nowNanos - peer.metNanos() > MUTE_NANOS) {
                table.settle(peer);
            } else if (nowNanos - peer.canaryNanos() > DOUBTFUL_SILENCE_NANOS) {
                doubt(peer);
            }
        }
    }

    /** The other node's subscribers have changed. */
    void changed(Peer peer, Frame.Interest frame) {
        switch (peer.interest().changed(frame)) {
            case APPLY -> frame.changes().forEach(change -> apply(peer, change));
            case DOUBT -> resync(peer);
            default -> {}
        }
    }

    void snapshot(Peer peer, Frame.Snapshot frame) {
        if (peer.interest().part(frame) == RemoteInterest.Verdict.REPLACE) {
            table.replace(peer, peer.interest().snapshot());
            settle(peer);
            noLongerAwaited(peer);
        }
    }

    void canary(Peer peer, Frame.Canary frame) {
        peer.heard(frame.heard());
        switch (peer.interest().canary(frame)) {
            case SETTLED -> settle(peer);
            case DOUBT -> resync(peer);
            default -> {}
        }
    }

    /** The other node does not know what is wanted here. */
    void tellEverything(Peer peer) {
        announce();
        for (Frame part : local.snapshot(incarnation)) {
            peer.offer(part);
        }
    }

    private static void tell(Peer peer) {
        if (peer.deafness().isPresent()) {
            log.warn(
                    "Messages do not pass between this node and {}, though it is in the cluster: {}; is the communication port"
                            + " open, both ways?",
                    peer.name(),
                    peer.deafness().get().text());
        } else {
            log.info("Messages pass again between this node and {}", peer.name());
        }
    }

    private void apply(Peer peer, Frame.Change change) {
        if (change.wanted()) {
            table.add(peer, change.channel());
        } else {
            table.remove(peer, change.channel());
        }
    }

    private void resync(Peer peer) {
        doubt(peer);
        metrics.resync();
        peer.offer(new Frame.SnapshotRequest());
    }

    private void doubt(Peer peer) {
        peer.interestKnown(false);
        table.doubt(peer);
    }

    private void settle(Peer peer) {
        peer.interestKnown(true);
        table.settle(peer);
    }

    private void noLongerAwaited(Peer peer) {
        if (awaited.remove(peer) && awaited.isEmpty()) {
            ready.complete(null);
        }
    }
}
