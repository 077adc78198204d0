package org.carotene.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The present topology, and those who hear of each new one. Any thread, but {@link #publish}: on the cluster thread. */
final class TopologyFeed implements ClusterView {

    private static final Logger log = LoggerFactory.getLogger(TopologyFeed.class);

    private final ClusterSplit split;
    private final List<Consumer<Topology>> listeners = new CopyOnWriteArrayList<>();
    private volatile Topology topology = Topology.DETACHED;

    /** @param split hears of each, before the others */
    TopologyFeed(ClusterSplit split) {
        this.split = split;
    }

    @Override
    public Topology topology() {
        return topology;
    }

    @Override
    public void onChange(Consumer<Topology> listener) {
        listeners.add(listener);
    }

    void publish(Topology next) {
        Topology last = topology;
        topology = next;
        split.changed(next);
        if (last.attached() == next.attached() && last.members().equals(next.members())) {
            // A node without the plugin came or went.
            return;
        }
        for (Consumer<Topology> listener : listeners) {
            try {
                listener.accept(next);
            } catch (RuntimeException e) {
                log.error("listener of the topology failed", e);
            }
        }
    }
}
