package org.carotene.admin.question;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.carotene.cluster.Topology;

/** What the cluster knows of a node, whether it answers or not; stateless. */
public final class MemberTree {

    private MemberTree() {}

    /** Puts it into the node's summary; null where the cluster knows nothing. */
    public static void put(ObjectNode tree, Optional<Topology.Member> member) {
        tree.put("id", member.map(Topology.Member::id).orElse(null));
        tree.put("order", member.map(Topology.Member::order).orElse(null));
        tree.put("version", member.map(Topology.Member::version).orElse(null));
        tree.put("joined_at", member.map(known -> Trees.time(known.since())).orElse(null));
        ArrayNode addresses = tree.putArray("addresses");
        member.ifPresent(known -> known.addresses().forEach(addresses::add));
    }
}
