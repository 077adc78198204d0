package org.carotene.gateway;

import java.util.List;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator that the node has started, and which nodes it is connected to, itself included, whenever that
 * changes. Scripts look for these lines. Any thread.
 */
final class TopologyLog {

    private static final Logger log = LoggerFactory.getLogger(TopologyLog.class);

    private final NodeName self;
    private boolean started;
    private List<NodeName> latest = List.of();
    private List<NodeName> told = List.of();

    TopologyLog(NodeName self) {
        this.self = self;
    }

    /** The node serves, in a cluster. */
    synchronized void ready() {
        if (!started) {
            started = true;
            log.info("Node started {}", self);
        }
        tell();
    }

    synchronized void changed(Topology topology) {
        if (topology.attached()) {
            latest = topology.members().stream()
                    .map(Topology.Member::name)
                    .sorted()
                    .toList();
            tell();
        }
    }

    private void tell() {
        if (started && !latest.equals(told)) {
            told = latest;
            log.info("Nodes in cluster {}", told);
        }
    }
}
