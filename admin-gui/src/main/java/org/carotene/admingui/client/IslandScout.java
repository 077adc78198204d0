package org.carotene.admingui.client;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Page;
import org.carotene.admingui.model.Sentence;

/**
 * Asks the nodes that the connected node does not hear, each for its own view: after a split nobody else can tell what the
 * other side sees.
 *
 * <p>It asks the addresses in the profile and those that nodes have named, every few seconds, and only those whose node is
 * not in the connected node's answer. An address that others have named counts only as the node that they have named, and
 * not at all when it is their own machine's; where the token is refused it is not shown again. All state belongs to the
 * link's thread.
 */
public final class IslandScout {
    private static final System.Logger LOG = System.getLogger(IslandScout.class.getName());
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Link link;
    private final Set<NodeAddress> seeds;
    private final Listener listener;
    private final Map<NodeAddress, String> learnt = new LinkedHashMap<>();
    private final Map<NodeAddress, String> names = new HashMap<>();
    private final Map<NodeAddress, Page<NodeSummary>> elsewhere = new LinkedHashMap<>();
    private final Map<NodeAddress, Sentence> silent = new LinkedHashMap<>();
    private final Set<NodeAddress> refused = new HashSet<>();
    private final Set<NodeAddress> asked = new HashSet<>();
    private Set<String> heard = Set.of();

    /** What nodes have said that the connected node does not hear; and why others say nothing, by name or address. */
    @FunctionalInterface
    public interface Listener {
        void heard(List<Page<NodeSummary>> elsewhere, Map<String, Sentence> silent);
    }

    public IslandScout(Link link, List<NodeAddress> seeds, Listener listener) {
        this.link = link;
        this.seeds = new LinkedHashSet<>(seeds);
        this.listener = listener;
    }

    public void start() {
        var unused = link.executor()
                .scheduleWithFixedDelay(this::askAll, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the connected node has said; on the link's thread. */
    public void heard(Overview overview) {
        remember(overview.nodes());
        heard = Set.copyOf(overview.nodes().stream()
                .filter(NodeSummary::answers)
                .map(NodeSummary::name)
                .toList());
        Set<String> members = new HashSet<>(overview.cluster().lost());
        overview.nodes().forEach(node -> members.add(node.name()));
        // Those of the other side of a split, whether or not they have just answered.
        overview.cluster().outside().forEach(outside -> {
            members.add(outside.name());
            if (outside.with() != null) {
                members.addAll(outside.with());
            }
        });
        elsewhere.values().forEach(page -> page.items().forEach(node -> members.add(node.name())));
        // Who has left is not asked any more: another process may be there.
        learnt.values().retainAll(members);
        link.learn(learnt);
    }

    private void askAll() {
        try {
            ask();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "asking the nodes that are not heard failed", e);
        }
    }

    private void ask() {
        Set<NodeAddress> targets = new LinkedHashSet<>(seeds);
        targets.addAll(learnt.keySet());
        targets.removeIf(address -> heard.contains(names.getOrDefault(address, "")));
        boolean fewer = elsewhere.keySet().retainAll(targets);
        fewer |= silent.keySet().retainAll(targets);
        if (fewer) {
            tell();
        }
        targets.removeAll(refused);
        for (NodeAddress target : targets) {
            if (asked.add(target)) {
                var unused = link.at(target)
                        .get("/nodes", Link.NODES)
                        .whenCompleteAsync(
                                (nodes, failure) -> {
                                    asked.remove(target);
                                    if (failure != null) {
                                        failed(target, failure);
                                    } else {
                                        answered(target, nodes);
                                    }
                                },
                                link.executor());
            }
        }
    }

    private void answered(NodeAddress target, Page<NodeSummary> nodes) {
        if (!seeds.contains(target) && !learnt.containsValue(nodes.answeredBy())) {
            silent(target, Reasons.notOfThisCluster(nodes.answeredBy()));
            return;
        }
        names.put(target, nodes.answeredBy());
        remember(nodes.items());
        silent.remove(target);
        if (!heard.contains(nodes.answeredBy())) {
            elsewhere.put(target, nodes);
        }
        tell();
    }

    private void failed(NodeAddress target, Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof AdminException refusal && refusal.unauthorized()) {
            // Wrong tokens lock out this whole machine.
            refused.add(target);
        }
        silent(target, Reasons.of(cause));
    }

    private void silent(NodeAddress target, Sentence why) {
        boolean spoke = elsewhere.remove(target) != null;
        if (!why.equals(silent.put(target, why)) || spoke) {
            LOG.log(Level.WARNING, "{0} says nothing of its own: {1}", target, why);
            tell();
        }
    }

    private void tell() {
        Map<String, Sentence> reasons = new HashMap<>();
        silent.forEach((address, why) -> reasons.put(names.getOrDefault(address, address.toString()), why));
        listener.heard(List.copyOf(elsewhere.values()), reasons);
    }

    private void remember(Collection<NodeSummary> nodes) {
        for (NodeSummary node : nodes) {
            node.adminAddress().ifPresent(address -> {
                // What is local to that node is, from here, this machine or the end of a tunnel to another node.
                if (!address.loopback() && !node.name().equals(learnt.get(address))) {
                    learnt.values().remove(node.name());
                    learnt.put(address, node.name());
                    names.put(address, node.name());
                }
            });
        }
    }
}
