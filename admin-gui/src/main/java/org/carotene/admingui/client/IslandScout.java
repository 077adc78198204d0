package org.carotene.admingui.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.carotene.admingui.model.NodeAddress;
import org.carotene.admingui.model.NodeSummary;
import org.carotene.admingui.model.Overview;
import org.carotene.admingui.model.Page;

/**
 * Asks the nodes that the connected node does not hear, each for its own view: after a split nobody else can tell what the
 * other side sees.
 *
 * <p>It asks the addresses in the profile and those that nodes have named, every few seconds, and only those whose node is
 * not in the connected node's answer. All state belongs to the link's thread.
 */
public final class IslandScout {
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Link link;
    private final List<NodeAddress> seeds;
    private final Consumer<List<Page<NodeSummary>>> answers;
    private final Map<String, NodeAddress> addresses = new LinkedHashMap<>();
    private final Map<NodeAddress, String> names = new LinkedHashMap<>();
    private final Map<NodeAddress, Page<NodeSummary>> elsewhere = new LinkedHashMap<>();
    private final Set<NodeAddress> asked = new LinkedHashSet<>();
    private Set<String> heard = Set.of();

    public IslandScout(Link link, List<NodeAddress> seeds, Consumer<List<Page<NodeSummary>>> answers) {
        this.link = link;
        this.seeds = List.copyOf(seeds);
        this.answers = answers;
    }

    public void start() {
        var unused = link.executor()
                .scheduleWithFixedDelay(this::ask, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What the connected node has said; on the link's thread. */
    public void heard(Overview overview) {
        remember(overview.nodes());
        heard = Set.copyOf(overview.nodes().stream()
                .filter(NodeSummary::answers)
                .map(NodeSummary::name)
                .toList());
        link.learn(addresses.values());
    }

    private void ask() {
        Set<NodeAddress> targets = new LinkedHashSet<>(seeds);
        targets.addAll(addresses.values());
        targets.removeIf(address -> heard.contains(names.getOrDefault(address, "")));
        if (elsewhere.keySet().retainAll(targets)) {
            answers.accept(List.copyOf(elsewhere.values()));
        }
        for (NodeAddress target : targets) {
            if (asked.add(target)) {
                var unused = link.at(target)
                        .get("/nodes", Link.NODES)
                        .whenCompleteAsync(
                                (nodes, failure) -> {
                                    asked.remove(target);
                                    if (failure != null) {
                                        forget(target);
                                    } else {
                                        answered(target, nodes);
                                    }
                                },
                                link.executor());
            }
        }
    }

    private void answered(NodeAddress target, Page<NodeSummary> nodes) {
        names.put(target, nodes.answeredBy());
        remember(nodes.items());
        if (!heard.contains(nodes.answeredBy())) {
            elsewhere.put(target, nodes);
            answers.accept(List.copyOf(elsewhere.values()));
        }
    }

    private void forget(NodeAddress target) {
        if (elsewhere.remove(target) != null) {
            answers.accept(new ArrayList<>(elsewhere.values()));
        }
    }

    private void remember(Collection<NodeSummary> nodes) {
        for (NodeSummary node : nodes) {
            node.adminAddress().ifPresent(address -> {
                addresses.put(node.name(), address);
                names.put(address, node.name());
            });
        }
    }
}
