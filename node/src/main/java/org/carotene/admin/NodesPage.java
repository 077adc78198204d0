package org.carotene.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.carotene.cluster.IgniteCluster;
import org.carotene.cluster.Topology;
import org.carotene.settings.NodeName;

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
            byName.computeIfAbsent(member.name(), name -> LocalNode.silent(member, adminUrls.get(name.value())));
        }
        adminUrls
                .keySet()
                .retainAll(byName.keySet().stream().map(NodeName::value).toList());
        ArrayNode summaries = Trees.array();
        summaries.addAll(byName.values());
        return new Nodes(summaries, gathered.missingTree());
    }
}
