package org.carotene.cluster;

/** What the metrics show of the cluster at present; asked on any thread. */
final class ClusterGauges {

    private ClusterGauges() {}

    static void register(BusMetrics figures, IgniteCluster cluster, HeldPublications held, CallTable calls) {
        figures.gauge(
                "carotene_cluster_attached",
                "1 while there is an Ignite node, 0 while the node is away from its cluster",
                () -> cluster.isAttached() ? 1 : 0);
        figures.gauge(
                "carotene_cluster_nodes",
                "Nodes of the cluster that run the plugin, this one included; 0 while it is away",
                () -> cluster.topology().members().size());
        figures.gauge(
                "carotene_cluster_queue_bytes",
                "What waits to be sent to other nodes, all together",
                () -> cluster.peers().stream()
                        .mapToLong(peer -> peer.queue().bytes())
                        .sum());
        figures.gauge(
                "carotene_cluster_held_publications",
                "Publications kept while the node is away from its cluster",
                held::count);
        figures.gauge("carotene_cluster_held_bytes", "Size of the publications kept", held::bytes);
        figures.gauge(
                "carotene_cluster_channels_wanted",
                "Channels that are known to have subscribers on other nodes",
                cluster::channelsWanted);
        figures.gauge("carotene_cluster_questions", "Questions to other nodes that wait for an answer", calls::size);
    }
}
