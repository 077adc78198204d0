package org.carotene.cluster;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.carotene.metrics.Metrics;
import org.carotene.settings.NodeName;

/**
 * What is known of nodes that belong to this cluster and are not in it; told by whoever looks for them, and shown to the
 * operator. Any thread.
 */
public final class ClusterSplit {

    /**
     * A node that answers, and is in another cluster.
     *
     * @param with all nodes of that cluster, by its own account; empty while it has no Ignite node
     * @param since when it was first seen there
     */
    public record Outside(NodeName node, List<NodeName> with, Instant since) {

        public Outside {
            with = List.copyOf(with);
        }
    }

    private final LongAdder heals;
    private final LongAdder healsFailed;
    private final LongAdder grants;
    private final LongAdder publications;
    private volatile List<Outside> outside = List.of();
    private volatile List<NodeName> lost = List.of();

    public ClusterSplit(Metrics metrics) {
        metrics.gauge(
                "carotene_cluster_nodes_outside",
                "Nodes that answer this one and are in another cluster: the cluster is split",
                () -> outside.size());
        metrics.gauge(
                "carotene_cluster_nodes_lost",
                "Nodes that went without leave, crashed or cut off, and have not come back",
                () -> lost.size());
        heals = metrics.counter(
                "carotene_cluster_heals", "How often this node's side was healed by leaving for another one");
        healsFailed = metrics.counter(
                "carotene_cluster_heals_failed", "How often the node left for another side and did not get there");
        grants = metrics.counter(
                "carotene_cluster_heal_grants", "How often this node let the nodes of another side come over");
        publications = metrics.counter(
                "carotene_cluster_publications_while_split",
                "Publications accepted while nodes were outside or lost: those nodes' subscribers did not get them");
    }

    public List<Outside> outside() {
        return outside;
    }

    /** Nodes that went without leave and have neither come back nor been seen elsewhere. */
    public List<NodeName> lost() {
        return lost;
    }

    /** Both in words for the operator; empty while nobody is missing. */
    public Optional<String> inWords() {
        List<NodeName> others = outside.stream().map(Outside::node).toList();
        if (!others.isEmpty()) {
            return Optional.of("the cluster is split, " + others + " are in another one");
        }
        return lost.isEmpty() ? Optional.empty() : Optional.of("crashed or cut off: " + lost);
    }

    public void seen(List<Outside> nowOutside, List<NodeName> nowLost) {
        outside = List.copyOf(nowOutside);
        lost = List.copyOf(nowLost);
    }

    public void healed(boolean done) {
        (done ? heals : healsFailed).increment();
    }

    public void granted() {
        grants.increment();
    }

    /** Counts a publication that some nodes will not get, if there are such nodes. */
    void published() {
        if (!outside.isEmpty() || !lost.isEmpty()) {
            publications.increment();
        }
    }
}
