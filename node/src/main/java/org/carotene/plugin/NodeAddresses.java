package org.carotene.plugin;

import org.apache.ignite.cluster.ClusterNode;
import org.carotene.cluster.NodeAttributes;

/** A node in words, for messages. */
final class NodeAddresses {

    private NodeAddresses() {}

    static String of(ClusterNode node) {
        Object name = node.attribute(NodeAttributes.NAME);
        return (name == null ? "without Carotene, " + node.id() : name) + " at " + node.addresses();
    }
}
