package org.carotene.cluster;

import java.util.function.Consumer;

/** Who is in the cluster, as this node sees it. Any thread; does not block. */
public interface ClusterView {

    Topology topology();

    /** Calls the listener with each new topology, in order, on a thread of the cluster part that must not be blocked. */
    void onChange(Consumer<Topology> listener);
}
