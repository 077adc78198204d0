package org.carotene.launcher;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carotene.healing.Island;
import org.carotene.healing.IslandMember;
import org.carotene.healing.PeerAddress;
import org.carotene.healing.PeerView;
import org.carotene.settings.NodeName;
import org.carotene.settings.Peer;

/**
 * Which peer ports to look at: those of the configured peers, of nodes that have been in the cluster, and of nodes that
 * have looked at this one.
 *
 * <p>Those where a node has answered are looked at in each round, others, most of which are ports where nobody listens, in
 * every fifth. Bounded; any thread.
 */
final class PeerTargets {

    private static final int MOST_LEARNED = 1_000;
    private static final int SELDOM = 5;

    /** Where to ask; an unresolved name is resolved by whoever asks. */
    record Target(String host, int port) {}

    private final Set<Target> configured = new LinkedHashSet<>();
    private final Set<Target> learned = new LinkedHashSet<>();

    /** Targets that have answered, with the round in which they last did. */
    private final Map<Target, Long> answered = new LinkedHashMap<>();

    /** Where each node that has been in the cluster was to be found. */
    private final Map<NodeName, Target> members = new LinkedHashMap<>();

    private final Target self;
    private long round;

    PeerTargets(List<Peer> peers, PeerAddress self) {
        this.self = new Target(self.host(), self.peer());
        for (Peer peer : peers) {
            for (int port = peer.fromPort(); port <= peer.toPort(); port++) {
                if (ClusterPorts.peerPort(port) <= 65_535) {
                    configured.add(new Target(peer.host(), ClusterPorts.peerPort(port)));
                }
            }
        }
        configured.remove(this.self);
    }

    /** Whom to look at in the next round. */
    synchronized List<Target> next() {
        Set<Target> all = new LinkedHashSet<>(answered.keySet());
        all.addAll(learned);
        if (round++ % SELDOM == 0) {
            all.addAll(configured);
        }
        all.remove(self);
        return new ArrayList<>(all);
    }

    synchronized void answered(Target target) {
        answered.put(target, round);
        bound(answered.keySet());
    }

    /** Whoever was in the cluster may turn up outside it. */
    synchronized void members(Island island) {
        for (IslandMember member : island.members()) {
            member.address().ifPresent(address -> {
                learn(address);
                members.put(member.name(), new Target(address.host(), address.peer()));
                bound(members.keySet());
            });
        }
    }

    /** Those of these nodes that were to be found at one of these places. */
    synchronized List<NodeName> at(Set<Target> places, List<NodeName> nodes) {
        if (places.isEmpty() || nodes.isEmpty()) {
            return List.of();
        }
        return nodes.stream().filter(node -> places.contains(members.get(node))).toList();
    }

    /** Somebody has looked at this node from there; he is believed where he is only as far as that is his address. */
    synchronized void prober(PeerView prober, InetAddress from) {
        prober.address()
                .filter(address -> address.host().equals(from.getHostAddress()))
                .ifPresent(this::learn);
    }

    /** Resolves the name, which may take a while. */
    static InetSocketAddress resolved(Target target) {
        return new InetSocketAddress(target.host(), target.port());
    }

    private void learn(PeerAddress address) {
        learned.add(new Target(address.host(), address.peer()));
        bound(learned);
    }

    private static void bound(Set<?> targets) {
        if (targets.size() > MOST_LEARNED) {
            targets.remove(targets.iterator().next());
        }
    }
}
