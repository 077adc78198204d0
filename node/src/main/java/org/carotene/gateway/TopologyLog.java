package org.carotene.gateway;

import java.util.List;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the operator which nodes this one is connected to, itself included, whenever that changes. One thread. */
final class TopologyLog {

    private static final Logger log = LoggerFactory.getLogger(TopologyLog.class);

    private List<NodeName> last = List.of();

    void changed(Topology topology) {
        List<NodeName> names =
                topology.members().stream().map(Topology.Member::name).sorted().toList();
        if (topology.attached() && !names.equals(last)) {
            log.info("Nodes in cluster {}", names);
        }
        last = names;
    }
}
