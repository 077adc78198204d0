package org.carotene.admin.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.admin.question.Answer;
import org.carotene.admin.question.MemberTree;
import org.carotene.admin.question.NodeCalls;
import org.carotene.admin.question.Trees;
import org.carotene.cluster.IgniteCluster;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** All nodes of the cluster, each in its own words; those that are silent, in what the cluster knows of them. */
final class NodesPage {

    private final NodeCalls calls;
    private final IgniteCluster cluster;

    /** Where a node's API was when it last answered, so that whoever asks can try there. */
    private final Map<String, String> adminUrls = new ConcurrentHashMap<>();

    NodesPage(NodeCalls calls, IgniteCluster cluster) {
        this.calls = calls;
        this.cluster = cluster;
    }

    /** The nodes and who is missing. */
    record Nodes(ArrayNode summaries, ArrayNode missing) {}

    CompletionStage<ObjectNode> page() {
        return nodes().thenApply(nodes -> {
            ObjectNode page = Trees.object();
            page.set("items", nodes.summaries());
            page.put("total", nodes.summaries().size()).putNull("next");
            return Answer.of(calls.self(), nodes.missing(), page);
        });
    }

    CompletionStage<Nodes> nodes() {
        return calls.askAll(Optional.empty(), "summary", Trees.object()).thenApply(this::nodes);
    }

    private Nodes nodes(NodeCalls.Gathered gathered) {
        Map<NodeName, ObjectNode> byName = new TreeMap<>(gathered.answers());
        byName.forEach((name, summary) -> {
            summary.put("self", name.equals(calls.self()));
            String url = Trees.text(summary, "admin_url");
            if (url != null) {
                adminUrls.put(name.value(), url);
            }
        });
        for (Topology.Member member : cluster.topology().members()) {
            byName.computeIfAbsent(member.name(), name -> silent(member, adminUrls.get(name.value())));
        }
        adminUrls
                .keySet()
                .retainAll(byName.keySet().stream().map(NodeName::value).toList());
        ArrayNode summaries = Trees.array();
        summaries.addAll(byName.values());
        return new Nodes(summaries, gathered.missingTree());
    }

    /** What the cluster knows of a node that does not answer; the rest is unknown. */
    private static ObjectNode silent(Topology.Member member, @Nullable String adminUrl) {
        ObjectNode tree = Trees.object().put("name", member.name().value()).put("self", false);
        tree.put("answers", false).put("admin_url", adminUrl);
        MemberTree.put(tree, Optional.of(member));
        for (String unknown : new String[] {
            "started_at",
            "uptime_ms",
            "http_port",
            "tls",
            "ready",
            "obstacle",
            "obstacle_said",
            "state",
            "view",
            "connections",
            "channels",
            "subscriptions",
            "rates",
            "queues",
            "heap",
            "cpu",
            "last_minute"
        }) {
            tree.putNull(unknown);
        }
        return tree;
    }
}
