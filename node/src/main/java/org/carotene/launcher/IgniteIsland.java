package org.carotene.launcher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.ignite.Ignite;
import org.apache.ignite.cluster.ClusterNode;
import org.carotene.cluster.NodeAttributes;
import org.carotene.healing.DeafLinks;
import org.carotene.healing.Island;
import org.carotene.healing.IslandMember;
import org.carotene.healing.PeerAddress;
import org.carotene.healing.PeerView;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which nodes are in an Ignite instance's cluster; read anew only when nodes have come or gone. Any thread. */
final class IgniteIsland {

    private static final Logger log = LoggerFactory.getLogger(IgniteIsland.class);

    private record Seen(Ignite ignite, long topologyVersion, PeerView view) {}

    private final NodeName self;
    private volatile @Nullable Seen last;

    IgniteIsland(NodeName self) {
        this.self = self;
    }

    /** This node's view; detached while there is no instance, or it stops. */
    PeerView view(@Nullable Ignite ignite, DeafLinks links) {
        if (ignite == null) {
            last = null;
            return PeerView.detached(self);
        }
        try {
            // Before the nodes: whoever comes or goes in between is seen next time.
            long version = ignite.cluster().topologyVersion();
            Seen seen = last;
            if (seen == null || seen.ignite() != ignite || seen.topologyVersion() != version) {
                seen = new Seen(ignite, version, new PeerView(self, Optional.of(island(ignite)), links));
            } else if (!seen.view().links().equals(links)) {
                seen = new Seen(ignite, version, new PeerView(self, seen.view().island(), links));
            }
            last = seen;
            return seen.view();
        } catch (RuntimeException e) {
            log.debug("no view of the cluster: {}", e.toString());
            return PeerView.detached(self);
        }
    }

    private static Island island(Ignite ignite) {
        List<IslandMember> members = new ArrayList<>();
        for (ClusterNode node : ignite.cluster().forServers().nodes()) {
            member(node).ifPresent(members::add);
        }
        return new Island(members);
    }

    static Optional<NodeName> name(ClusterNode node) {
        Object name = node.attribute(NodeAttributes.NAME);
        return name == null ? Optional.empty() : Optional.of(new NodeName(name.toString()));
    }

    private static Optional<IslandMember> member(ClusterNode node) {
        return name(node).map(name -> new IslandMember(name, node.id(), node.order(), started(node), address(node)));
    }

    private static long started(ClusterNode node) {
        return node.attribute(NodeAttributes.STARTED) instanceof Long millis ? millis : 0;
    }

    private static Optional<PeerAddress> address(ClusterNode node) {
        Object ports = node.attribute(NodeAttributes.PORTS);
        return ports == null ? Optional.empty() : Optional.of(PeerAddress.of(ports.toString()));
    }
}
