package org.carotene.admingui.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who sees whom, by what each node says itself.
 *
 * <p>Two nodes are on one island if both see each other. A node that says nothing is on the island of those who see it, if
 * anybody does.
 */
public final class Sight {
    private final Map<String, NodeSummary> nodes;
    private final Map<String, Sentence> silent;
    private final List<List<String>> islands;

    private Sight(Map<String, NodeSummary> nodes, Map<String, Sentence> silent) {
        this.silent = silent;
        this.nodes = Collections.unmodifiableMap(nodes);
        this.islands = findIslands();
    }

    static Sight of(@Nullable Overview overview, List<Page<NodeSummary>> elsewhere, Map<String, Sentence> silent) {
        Map<String, NodeSummary> nodes = new TreeMap<>();
        elsewhere.forEach(page -> page.items().forEach(node -> add(nodes, node)));
        if (overview != null) {
            overview.nodes().forEach(node -> add(nodes, node));
        }
        Set<String> named = new TreeSet<>();
        for (NodeSummary node : nodes.values()) {
            if (node.view() != null) {
                named.addAll(node.view().sees());
                node.view().outside().forEach(outside -> named.add(outside.name()));
                named.addAll(node.view().lost());
            }
        }
        named.forEach(name -> nodes.computeIfAbsent(name, Sight::onlyNamed));
        return new Sight(nodes, silent);
    }

    private static void add(Map<String, NodeSummary> nodes, NodeSummary node) {
        NodeSummary known = nodes.get(node.name());
        if (known == null || node.answers() || !known.answers()) {
            nodes.put(node.name(), node);
        }
    }

    private static NodeSummary onlyNamed(String name) {
        return new NodeSummary(
                name, false, null, null, null, null, null, null, null, null, null, null, false, null, null, null, null,
                null, null, null, null, null, null, null, null, null);
    }

    /** All nodes that anybody has named, by name. */
    public List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** What is known of a node, or null if nobody has named it. */
    public @Nullable NodeSummary node(String name) {
        return nodes.get(name);
    }

    /** Why nobody could hear that node's own view; null where nobody knows. */
    public @Nullable Sentence whySilent(String name) {
        return silent.get(name);
    }

    /** The islands, the largest first; nodes that nobody sees and that say nothing are on none. */
    public List<List<String>> islands() {
        return islands;
    }

    /** Whether there are several islands. */
    public boolean split() {
        return islands.size() > 1;
    }

    /** The nodes that nobody sees and that say nothing. */
    public List<String> unseen() {
        return names().stream()
                .filter(name -> islands.stream().noneMatch(island -> island.contains(name)))
                .toList();
    }

    /** What one node says of another. */
    public Glance glance(String observer, String subject) {
        NodeSummary node = nodes.get(observer);
        if (observer.equals(subject)) {
            return Glance.SELF;
        }
        if (node == null || node.view() == null) {
            return Glance.UNKNOWN;
        }
        if (node.view().sees().contains(subject)) {
            return Glance.SEES;
        }
        if (node.view().outside().stream().anyMatch(outside -> outside.name().equals(subject))) {
            return Glance.OUTSIDE;
        }
        return node.view().lost().contains(subject) ? Glance.LOST : Glance.NOT_SEEN;
    }

    private List<List<String>> findIslands() {
        Map<String, Set<String>> islandOf = new LinkedHashMap<>();
        for (String name : nodes.keySet()) {
            NodeSummary node = nodes.get(name);
            boolean speaks = node != null && node.view() != null;
            if (speaks || nodes.keySet().stream().anyMatch(other -> glance(other, name) == Glance.SEES)) {
                Set<String> island = islandOf.computeIfAbsent(name, alone -> new TreeSet<>(Set.of(alone)));
                for (String other : nodes.keySet()) {
                    if (!other.equals(name) && together(name, other)) {
                        join(islandOf, island, islandOf.computeIfAbsent(other, alone -> new TreeSet<>(Set.of(alone))));
                        island = islandOf.getOrDefault(name, island);
                    }
                }
            }
        }
        List<List<String>> found = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        islandOf.forEach((name, island) -> {
            if (told.add(name)) {
                told.addAll(island);
                found.add(List.copyOf(island));
            }
        });
        found.sort((a, b) -> b.size() - a.size());
        return List.copyOf(found);
    }

    private static void join(Map<String, Set<String>> islandOf, Set<String> one, Set<String> other) {
        if (one != other) {
            one.addAll(other);
            other.forEach(name -> islandOf.put(name, one));
        }
    }

    private boolean together(String one, String other) {
        Glance there = glance(one, other);
        Glance back = glance(other, one);
        boolean hereSilent = there == Glance.UNKNOWN;
        boolean thereSilent = back == Glance.UNKNOWN;
        return (there == Glance.SEES || hereSilent)
                && (back == Glance.SEES || thereSilent)
                && !(hereSilent && thereSilent);
    }

    /** What a node says of another one. */
    public enum Glance {
        SELF,
        /** It is in the same cluster. */
        SEES,
        /** It answers, and is in another cluster. */
        OUTSIDE,
        /** It went without leave. */
        LOST,
        /** It does not know it. */
        NOT_SEEN,
        /** The observer has not been heard. */
        UNKNOWN
    }
}
