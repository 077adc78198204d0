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

/** Reads from an Ignite instance which nodes are in its cluster. */
final class IgniteIsland {

    private static final Logger log = LoggerFactory.getLogger(IgniteIsland.class);

    private IgniteIsland() {}

    /** This node's view; detached while there is no instance, or it stops. */
    static PeerView view(NodeName self, @Nullable Ignite ignite, DeafLinks links) {
        if (ignite == null) {
            return PeerView.detached(self);
        }
        try {
            List<IslandMember> members = new ArrayList<>();
            for (ClusterNode node : ignite.cluster().forServers().nodes()) {
                member(node).ifPresent(members::add);
            }
            return new PeerView(self, Optional.of(new Island(members)), links);
        } catch (RuntimeException e) {
            log.debug("no view of the cluster: {}", e.toString());
            return PeerView.detached(self);
        }
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
