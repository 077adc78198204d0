package org.carotene.cluster;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carotene.settings.NodeName;

/**
 * Whether messages really flow from the other nodes, which Ignite's failure detection does not tell.
 *
 * @param attached whether there is an Ignite node
 * @param ready whether the interest of the nodes that were there at the attach is known, or was waited for long enough
 */
public record BusHealth(boolean attached, boolean ready, List<Link> links) {

    static final BusHealth DETACHED = new BusHealth(false, false, List.of());

    public BusHealth {
        links = List.copyOf(links);
    }

    /**
     * The way from one other node to this one.
     *
     * @param lastCanary when its last canary came, one is sent each second; empty when none ever came
     * @param silence how long ago that was, or how long ago the node was met
     * @param interestKnown false while the node is sent everything because it is not known what it wants
     */
    public record Link(NodeName node, Optional<Instant> lastCanary, Duration silence, boolean interestKnown) {}
}
