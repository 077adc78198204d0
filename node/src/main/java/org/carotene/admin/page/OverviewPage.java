package org.carotene.admin.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.jspecify.annotations.Nullable;

/** The cluster in figures: sums over the nodes that answer, and what needs attention. */
final class OverviewPage {

    private final NodeCalls calls;
    private final NodesPage nodes;
    private final ConfigPages config;

    OverviewPage(NodeCalls calls, NodesPage nodes, ConfigPages config) {
        this.calls = calls;
        this.nodes = nodes;
        this.config = config;
    }

    CompletionStage<ObjectNode> page() {
        return nodes.nodes().thenCombine(config.unexpected(), (all, differing) -> {
            ObjectNode page = Trees.object();
            page.set("cluster", cluster(all.summaries()));
            page.set("totals", totals(all.summaries()));
            page.set("nodes", all.summaries());
            page.set("attention", Attention.of(all, differing));
            return Answer.of(calls.self(), all.missing(), page);
        });
    }

    private static ObjectNode cluster(ArrayNode summaries) {
        int ready = 0;
        Set<String> versions = new TreeSet<>();
        Map<String, JsonNode> outside = new TreeMap<>();
        Set<String> lost = new TreeSet<>();
        for (JsonNode summary : summaries) {
            ready += summary.path("ready").asBoolean() ? 1 : 0;
            String version = Trees.text(summary, "version");
            if (version != null) {
                versions.add(version);
            }
            JsonNode view = summary.path("view");
            view.path("outside").forEach(other -> outside.put(other.path("name").asText(), other));
            view.path("lost").forEach(name -> lost.add(name.asText()));
        }
        // Whoever is here, or was seen elsewhere, is not lost.
        summaries.forEach(summary -> lost.remove(summary.path("name").asText()));
        lost.removeAll(outside.keySet());
        ObjectNode cluster = Trees.object()
                .put("nodes", summaries.size())
                .put("nodes_ready", ready)
                .put("islands", 1 + islands(outside));
        cluster.putArray("outside").addAll(outside.values());
        cluster.set("lost", Trees.array(lost));
        cluster.set("versions", Trees.array(versions));
        return cluster.put("mixed_versions", versions.size() > 1);
    }

    /** How many clusters those who are outside make, by their own account. */
    private static int islands(Map<String, JsonNode> outside) {
        Set<String> islands = new TreeSet<>();
        outside.forEach((name, other) -> {
            Set<String> members = new TreeSet<>();
            other.path("with").forEach(member -> members.add(member.asText()));
            islands.add(members.isEmpty() ? name : members.iterator().next());
        });
        return islands.size();
    }

    private static ObjectNode totals(ArrayNode summaries) {
        ObjectNode totals = Trees.object()
                .put("connections", whole(sum(summaries, "connections", "total")))
                .put("channels_max", most(summaries))
                .put("subscriptions", whole(sum(summaries, "subscriptions", "")))
                .put("backlog_bytes", whole(sum(summaries, "queues", "backlog_bytes")));
        for (String rate : new String[] {
            "publications_per_second",
            "deliveries_per_second",
            "in_per_second",
            "drops_per_second",
            "connects_per_second",
            "closes_per_second",
            "slow_disconnects_per_second",
            "from_nodes_per_second",
            "to_nodes_per_second"
        }) {
            double sum = sum(summaries, "rates", rate);
            totals.put(rate, Double.isNaN(sum) ? null : (Double) Trees.rounded(sum));
        }
        return totals;
    }

    /** Over those that know it; NaN when nobody does, so that unknown never looks like nothing. */
    private static double sum(ArrayNode summaries, String object, String field) {
        double sum = 0;
        boolean known = false;
        for (JsonNode summary : summaries) {
            JsonNode value = field.isEmpty()
                    ? summary.path(object)
                    : summary.path(object).path(field);
            if (value.isNumber()) {
                known = true;
                sum += value.asDouble();
            }
        }
        return known ? sum : Double.NaN;
    }

    private static @Nullable Long whole(double value) {
        return Double.isNaN(value) ? null : Math.round(value);
    }

    private static @Nullable Integer most(ArrayNode summaries) {
        int most = -1;
        for (JsonNode summary : summaries) {
            most = Math.max(most, summary.path("channels").asInt(-1));
        }
        return most < 0 ? null : most;
    }
}
