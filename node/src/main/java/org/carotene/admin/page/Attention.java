package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.carotene.admin.question.Sentences;
import org.carotene.admin.question.Trees;
import org.carotene.metrics.Sentence;
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
                        Sentence.Kind.MISSING.with(
                                "node",
                                missing.path("node").asText(),
                                "reason",
                                Sentences.read(missing.path("said")))));
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
            attention.add("info", null, "mixed_versions", Sentence.Kind.MIXED_VERSIONS.with("versions", versions));
        }
        if (differing > 0) {
            attention.add(
                    "warning",
                    null,
                    "configuration_differs",
                    Sentence.Kind.CONFIGURATION_DIFFERS.with("count", differing));
        }
        attention.items.sort(Comparator.comparingInt(
                item -> SEVERITIES.indexOf(item.path("severity").asText())));
        return Trees.array().addAll(attention.items);
    }

    private void split(JsonNode summary, Set<String> told) {
        for (JsonNode other : summary.path("view").path("outside")) {
            String name = other.path("name").asText();
            if (told.add(name)) {
                add("error", name, "outside", Sentence.Kind.OUTSIDE.with("node", name));
            }
        }
        for (JsonNode lost : summary.path("view").path("lost")) {
            if (told.add(lost.asText())) {
                add("warning", lost.asText(), "lost", Sentence.Kind.LOST.with("node", lost.asText()));
            }
        }
    }

    private void node(JsonNode summary, String name) {
        String state = summary.path("state").asText();
        if (!state.equals("serving")) {
            Sentence.Kind kind = switch (state) {
                case "leaving" -> Sentence.Kind.IS_LEAVING;
                case "drained" -> Sentence.Kind.IS_DRAINED;
                default -> Sentence.Kind.IS_DRAINING;
            };
            add("warning", name, "draining", kind.with("node", name));
        } else if (!summary.path("ready").asBoolean()) {
            add("error", name, "not_ready", Sentence.Kind.NOT_READY.with("node", name, "obstacle", obstacle(summary)));
        }
        JsonNode minute = summary.path("last_minute");
        count(minute, "drops", name, Sentence.Kind.DROPS);
        count(minute, "slow_disconnects", name, Sentence.Kind.SLOW_CLIENTS);
        count(minute, "refused_connections", name, Sentence.Kind.REFUSED_CONNECTIONS);
        double connections = share(summary.path("connections"), "total", "max");
        if (connections > FULL_SHARE) {
            add(
                    "warning",
                    name,
                    "full",
                    Sentence.Kind.FULL.with("node", name, "percent", Math.round(connections * 100)));
        }
        double heap = share(summary.path("heap"), "used_bytes", "max_bytes");
        if (heap > HEAP_SHARE) {
            add("warning", name, "heap", Sentence.Kind.HEAP.with("node", name, "percent", Math.round(heap * 100)));
        }
    }

    private void count(JsonNode minute, String field, String node, Sentence.Kind kind) {
        long count = minute.path(field).asLong();
        if (count > 0) {
            add("warning", node, kind.label(), kind.with("count", count));
        }
    }

    /** In its own words, where the node is of a version that says no more. */
    private static Sentence obstacle(JsonNode summary) {
        return summary.hasNonNull("obstacle_said")
                ? Sentences.read(summary.path("obstacle_said"))
                : Sentence.free(summary.path("obstacle").asText());
    }

    private void add(String severity, @Nullable String node, String code, Sentence said) {
        ObjectNode item = Trees.object()
                .put("severity", severity)
                .put("node", node)
                .put("code", code)
                .put("text", said.text());
        items.add(item.set("said", Sentences.tree(said)));
    }

    private static double share(JsonNode tree, String part, String whole) {
        return tree.path(whole).asDouble() > 0
                ? tree.path(part).asDouble() / tree.path(whole).asDouble()
                : 0;
    }
}
