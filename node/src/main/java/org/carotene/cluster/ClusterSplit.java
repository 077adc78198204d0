package org.carotene.cluster;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.carotene.cluster.BusHealth.Deafness;
import org.carotene.metrics.Metrics;
import org.carotene.metrics.Sentence;
import org.carotene.settings.ClusterSettings.Minority;
import org.carotene.settings.NodeName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of nodes that belong to this cluster and are not in it, and what follows for this side: told by the cluster
 * part and by whoever looks for them, and shown to the operator. Any thread.
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

    /**
     * A node of this cluster that this one does not hear, or that does not hear this one.
     *
     * @param since when that was noticed
     */
    public record DeafLink(NodeName node, Deafness deafness, Instant since) {}

    private static final Logger log = LoggerFactory.getLogger(ClusterSplit.class);

    private final MissingNodes missing;
    private final boolean mayRefuse;
    /** Hears of what becomes of a split, on the thread of whoever tells; must not block. */
    public interface Listener {

        /** A node has gone from the cluster, with or without leave. */
        void gone(NodeName node, boolean lost);

        /** Which nodes are outside has changed. */
        void outside(List<Outside> before, List<Outside> now);

        /** This node leaves its side for another one. */
        void leaving(Sentence why);

        /** It has got there, or not. */
        void healed(boolean done);

        /** It lets the nodes of another side come over. */
        void granted();
    }

    private final LongAdder heals;
    private final LongAdder healsFailed;
    private final LongAdder grants;
    private final LongAdder publications;
    private final LongAdder refused;
    private final LongAdder partings;
    private volatile List<Outside> outside = List.of();
    private volatile List<NodeName> lost = List.of();
    private volatile List<DeafLink> deaf = List.of();
    private volatile boolean minority;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** A split in which each side serves its own clients. */
    public ClusterSplit(Metrics metrics) {
        this(Minority.SERVE, metrics);
    }

    /** @param policy what this node does with publications when its side is the smaller one */
    public ClusterSplit(Minority policy, Metrics metrics) {
        mayRefuse = policy == Minority.REFUSE;
        // A side that refuses must not go on serving only because the split lasts.
        missing = new MissingNodes(!mayRefuse);
        metrics.gauge(
                "carotene_cluster_nodes_outside",
                "Nodes that answer this one and are in another cluster: the cluster is split",
                () -> outside.size());
        metrics.gauge(
                "carotene_cluster_nodes_lost",
                "Nodes that went without leave, crashed or cut off, and have not come back",
                () -> lost.size());
        metrics.gauge(
                "carotene_cluster_minority",
                "1 while fewer than half of the cluster's nodes are on this node's side",
                () -> minority ? 1 : 0);
        refused = metrics.counter(
                "carotene_cluster_publications_refused_in_minority",
                "Publications refused because this node is cut off from most of its cluster");
        metrics.gauge(
                "carotene_cluster_links_deaf",
                "Nodes of this cluster with which no messages pass, one way at least",
                () -> deaf.size());
        partings = metrics.counter(
                "carotene_cluster_partings", "How often this node left its cluster because of links without messages");
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

    /** Whether fewer than half of the cluster's nodes are on this side; while the node is away from its cluster, as it was before. */
    public boolean isMinority() {
        return minority;
    }

    /** Whether publications are refused at present, as the settings want it of a minority. */
    public boolean refuses() {
        return minority && mayRefuse;
    }

    /** Nodes that are in the cluster, and with which no messages pass. */
    public List<DeafLink> deaf() {
        return deaf;
    }

    /** All of it in words for the operator; empty while nobody is missing. */
    public Optional<String> inWords() {
        List<String> all = new ArrayList<>();
        missingInWords().ifPresent(all::add);
        if (!deaf.isEmpty()) {
            all.add("no messages pass between this node and "
                    + deaf.stream().map(DeafLink::node).toList());
        }
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", all));
    }

    private Optional<String> missingInWords() {
        List<NodeName> others = outside.stream().map(Outside::node).toList();
        String refusal = refuses() ? "; this side is the minority and takes no publications" : "";
        if (!others.isEmpty()) {
            return Optional.of("the cluster is split, " + others + " are in another one" + refusal);
        }
        return lost.isEmpty() ? Optional.empty() : Optional.of("crashed or cut off: " + lost + refusal);
    }

    /**
     * Somebody has looked for the nodes that are missing.
     *
     * @param nowOutside those that answer and are in another cluster
     * @param ended those whose machine says that their process has ended
     */
    public void seen(List<Outside> nowOutside, Collection<NodeName> ended) {
        List<Outside> before = outside;
        if (before.isEmpty() && nowOutside.isEmpty() && missing.isEmpty()) {
            return;
        }
        outside = List.copyOf(nowOutside);
        missing.ended(ended);
        missing.alive(nowOutside.stream().map(Outside::node).toList());
        judge();
        if (!before.equals(outside)) {
            listeners.forEach(listener -> listener.outside(before, outside));
        }
    }

    public void listen(Listener listener) {
        listeners.add(listener);
    }

    /** This node leaves its side for another one. */
    public void leaving(Sentence why) {
        listeners.forEach(listener -> listener.leaving(why));
    }

    /**
     * The operator says that those who are lost will not come back: from now on they are not part of the cluster. Those
     * that have been seen on another side are not lost, and go on counting: else both sides might take publications.
     *
     * @return who was lost, sorted
     */
    public List<NodeName> forgetLost() {
        List<NodeName> forgotten = missing.names(System.nanoTime());
        outside.forEach(one -> forgotten.remove(one.node()));
        log.warn("Forgotten, as told, the nodes that are lost: {}", forgotten);
        missing.forget(forgotten);
        judge();
        return forgotten;
    }

    public void healed(boolean done) {
        (done ? heals : healsFailed).increment();
        listeners.forEach(listener -> listener.healed(done));
    }

    public void granted() {
        grants.increment();
        listeners.forEach(Listener::granted);
    }

    /** This node leaves the cluster that these are in, though they live: from now on they are missing here. */
    public void parted(Collection<NodeName> leftBehind) {
        partings.increment();
        missing.leftBehind(leftBehind, System.nanoTime());
    }

    /** These links are deaf at present. */
    void deaf(List<BusHealth.Link> links) {
        if (links.isEmpty() && deaf.isEmpty()) {
            return;
        }
        Map<NodeName, Instant> known =
                deaf.stream().collect(Collectors.toMap(DeafLink::node, DeafLink::since, (one, same) -> one));
        deaf = links.stream()
                .map(link -> new DeafLink(
                        link.node(), link.deafness().orElseThrow(), known.getOrDefault(link.node(), Instant.now())))
                .toList();
    }

    /** Who is in the cluster now. */
    void changed(Topology topology) {
        if (topology.attached()) {
            missing.here(topology.members().stream().map(Topology.Member::name).toList());
            judge();
        }
    }

    /** A node has gone from the cluster; {@link #changed} follows. */
    void went(NodeName node, boolean inOrder) {
        missing.went(node, inOrder, System.nanoTime());
        listeners.forEach(listener -> listener.gone(node, !inOrder));
    }

    /** Counts a publication that some nodes will not get, if there are such nodes. */
    void published() {
        if (!outside.isEmpty() || !lost.isEmpty()) {
            publications.increment();
        }
    }

    void refused() {
        refused.increment();
    }

    private synchronized void judge() {
        List<NodeName> gone = missing.names(System.nanoTime());
        outside.forEach(one -> gone.remove(one.node()));
        lost = List.copyOf(gone);
        boolean before = minority;
        minority = missing.isMinority();
        if (mayRefuse && minority && !before) {
            log.warn("This side is the minority of a cluster of {} nodes: it takes no publications", missing.whole());
        } else if (mayRefuse && !minority && before) {
            log.info("This side is no minority any more: it takes publications again");
        }
    }
}
