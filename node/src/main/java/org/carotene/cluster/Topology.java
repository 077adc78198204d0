package org.carotene.cluster;

import java.time.Instant;
import java.util.List;
import org.carotene.settings.NodeName;

/** One node's view of the cluster at one moment: itself and the nodes that it is connected to. */
public record Topology(boolean attached, long version, List<Member> members) {

    /** A node on its own, without an Ignite node. */
    public static final Topology DETACHED = new Topology(false, 0, List.of());

    public Topology {
        members = List.copyOf(members);
    }

    /**
     * One node of the cluster that runs the plugin.
     *
     * @param order the node's incarnation: grows with each node that joins, new at each start, unique in this cluster
     * @param since when the node joined the cluster, by this node's clock; of a node that was there before this one, when it
     *     started, by its own
     */
    public record Member(
            NodeName name, String id, long order, List<String> addresses, String version, Instant since, boolean self) {

        public Member {
            addresses = List.copyOf(addresses);
        }
    }
}
