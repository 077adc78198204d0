package org.carotene.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What an operator should look at, worst first; read off what the nodes say about themselves. */
final class Attention {

    private static final List<String> SEVERITIES = List.of("error", "warning", "info");

    /** Of the heap: a collection may be about to free much of it. */
    private static final double HEAP_SHARE = 0.9;

    /** Of the connections that a node may have. */
    private static final double FULL_SHARE = 0.9;

    private final List<ObjectNode> items = new ArrayList<>();

    private Attention() {}

    /** @param differing how many settings differ that should not */
    static ArrayNode of(NodesPage.Nodes nodes, int differing) {
        Attention attention = new Attention();
        nodes.missing()
                .forEach(missing -> attention.add(
                        "error",
                        missing.path("node").asText(),
                        "missing",
                        missing.path("node").asText() + " does not answer: "
                                + missing.path("reason").asText()));
        Set<String> versions = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        for (JsonNode summary : nodes.summaries()) {
            String version = Trees.text(summary, "version");
            if (version != null) {
                versions.add(version);
            }
            attention.split(summary, told);
            if (summary.path("answers").asBoolean()) {
                attention.node(summary, summary.path("name").asText());
            }
        }
        if (versions.size() > 1) {
            attention.add("info", null, "mixed_versions", "the nodes run different versions: " + versions);
        }
        if (differing > 0) {
            attention.add(
                    "warning",
                    null,
                    "configuration_differs",
                    differing + " settings are not the same on all nodes and should be");
        }
        attention.items.sort(Comparator.comparingInt(
                item -> SEVERITIES.indexOf(item.path("severity").asText())));
        return Trees.array().addAll(attention.items);
    }

    private void split(JsonNode summary, Set<String> told) {
        for (JsonNode other : summary.path("view").path("outside")) {
            String name = other.path("name").asText();
            if (told.add(name)) {
                add("error", name, "outside", name + " answers and is in another cluster: the cluster is split");
            }
        }
        for (JsonNode lost : summary.path("view").path("lost")) {
            if (told.add(lost.asText())) {
                add("warning", lost.asText(), "lost", lost.asText() + " went without leave: crashed or cut off");
            }
        }
    }

    private void node(JsonNode summary, String name) {
        String state = summary.path("state").asText();
        if (!state.equals("serving")) {
            add("warning", name, "draining", name + " is " + state);
        } else if (!summary.path("ready").asBoolean()) {
            add("error", name, "not_ready", name + " does not serve: " + Trees.text(summary, "obstacle"));
        }
        JsonNode minute = summary.path("last_minute");
        count(minute, "drops", name, "drops", "publication", "lost to a bound in the last minute");
        count(
                minute,
                "slow_disconnects",
                name,
                "slow_clients",
                "client",
                "disconnected in the last minute for reading too slowly");
        count(
                minute,
                "refused_connections",
                name,
                "refused_connections",
                "connection",
                "refused in the last minute because the node had enough");
        double connections = share(summary.path("connections"), "total", "max");
        if (connections > FULL_SHARE) {
            add(
                    "warning",
                    name,
                    "full",
                    name + " has " + percent(connections) + " of the connections that it may have");
        }
        double heap = share(summary.path("heap"), "used_bytes", "max_bytes");
        if (heap > HEAP_SHARE) {
            add("warning", name, "heap", name + " uses " + percent(heap) + " of its heap");
        }
    }

    private void count(JsonNode minute, String field, String node, String code, String what, String fate) {
        long count = minute.path(field).asLong();
        if (count > 0) {
            add("warning", node, code, count + " " + what + (count == 1 ? " was " : "s were ") + fate);
        }
    }

    private void add(String severity, @Nullable String node, String code, String text) {
        items.add(Trees.object()
                .put("severity", severity)
                .put("node", node)
                .put("code", code)
                .put("text", text));
    }

    private static double share(JsonNode tree, String part, String whole) {
        return tree.path(whole).asDouble() > 0
                ? tree.path(part).asDouble() / tree.path(whole).asDouble()
                : 0;
    }

    private static String percent(double share) {
        return Math.round(share * 100) + " %";
    }
}
