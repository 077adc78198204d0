package org.carotene.cluster;

import java.time.Instant;
import java.util.Optional;
import org.apache.ignite.cluster.ClusterNode;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads from an Ignite node's attributes who it is to Carotene. */
final class IgniteMember {

    private static final Logger log = LoggerFactory.getLogger(IgniteMember.class);

    private IgniteMember() {}

    /** The node's name, or nothing when it does not run the plugin. */
    static Optional<NodeName> name(ClusterNode node) {
        Object name = node.attribute(NodeAttributes.NAME);
        if (name == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new NodeName(name.toString()));
        } catch (IllegalArgumentException e) {
            log.warn("node ignored: id={} {}", node.id(), e.getMessage());
            return Optional.empty();
        }
    }

    static Topology.Member of(ClusterNode node, NodeName name, Instant since, boolean self) {
        return new Topology.Member(
                name,
                node.id().toString(),
                node.order(),
                NodeAttributes.addresses(text(node, NodeAttributes.HTTP)),
                text(node, NodeAttributes.VERSION),
                since,
                self);
    }

    /** In which version to write to it. */
    static int wireVersion(ClusterNode node) {
        return WireVersion.with(WireVersion.of(node.attribute(NodeAttributes.BUS)));
    }

    /** When a node that was there before this one started, as it says itself; not after now. */
    static Instant started(ClusterNode node, Instant now) {
        long millis = node.metrics().getNodeStartTime();
        return millis <= 0 || millis > now.toEpochMilli() ? now : Instant.ofEpochMilli(millis);
    }

    private static String text(ClusterNode node, String attribute) {
        Object value = node.attribute(attribute);
        return value == null ? "" : value.toString();
    }
}
