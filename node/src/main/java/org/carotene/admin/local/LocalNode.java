package org.carotene.admin.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.carotene.admin.question.MemberTree;
import org.carotene.admin.question.Sentences;
import org.carotene.admin.question.Trees;
import org.carotene.cluster.ClusterSplit;
import org.carotene.cluster.Topology;
import org.carotene.metrics.Sentence;
import org.carotene.settings.NodeName;
import org.jspecify.annotations.Nullable;

/** This node in short, as it sees itself and the others. */
final class LocalNode {

    private final AdminNode node;
    private final Figures figures;
    private final Drains drains;
    private final Supplier<Optional<String>> adminUrl;

    LocalNode(AdminNode node, Figures figures, Drains drains, Supplier<Optional<String>> adminUrl) {
        this.node = node;
        this.figures = figures;
        this.drains = drains;
        this.adminUrl = adminUrl;
    }

    /** All but what others know better: {@code self} is the asker's to say. */
    ObjectNode summary() {
        Topology topology = node.cluster().topology();
        Sample now = figures.now();
        Optional<Sentence> obstacle = node.obstacle().get();
        ObjectNode tree = Trees.object()
                .put("name", node.name().value())
                .put("self", true)
                .put("started_at", Trees.time(node.startedAt()))
                .put(
                        "uptime_ms",
                        Duration.between(node.startedAt(), Instant.now()).toMillis())
                .put("admin_url", adminUrl.get().orElse(null))
                .put("http_port", node.server().port())
                .put("tls", node.server().isEncrypted())
                .put("answers", true)
                .put("ready", obstacle.isEmpty())
                .put("obstacle", obstacle.map(Sentence::text).orElse(null))
                .put("state", drains.state());
        MemberTree.put(
                tree, topology.members().stream().filter(Topology.Member::self).findFirst());
        tree.set("view", view(topology));
        tree.putObject("connections")
                .put("total", whole(now.value(Figure.CONNECTIONS)))
                .put("websocket", websockets(now))
                .put("polling", whole(now.value(Figure.POLLING)))
                .put("max", node.settings().limits().maxConnections());
        tree.set("obstacle_said", obstacle.map(Sentences::tree).orElse(null));
        tree.put("channels", node.hub().channelCount());
        tree.put("subscriptions", node.hub().subscriptionCount());
        tree.set("rates", figures.rates());
        tree.putObject("queues")
                .put("lane_bytes", whole(now.value(Figure.LANE_BYTES)))
                .put("peer_bytes", whole(now.value(Figure.PEER_BYTES)))
                .put("backlog_bytes", whole(now.value(Figure.BACKLOG_BYTES)))
                .put("held_bytes", whole(now.value(Figure.HELD_BYTES)));
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        tree.putObject("heap").put("used_bytes", heap.getUsed()).put("max_bytes", heap.getMax());
        tree.put("cpu", ProcessTree.cpu());
        tree.set("last_minute", lastMinute());
        return tree;
    }

    static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }

    private static @Nullable Long websockets(Sample now) {
        Double all = now.value(Figure.CONNECTIONS);
        Double polling = now.value(Figure.POLLING);
        return all == null || polling == null ? null : Math.max(0, Math.round(all - polling));
    }

    private ObjectNode view(Topology topology) {
        ObjectNode view = Trees.object().put("attached", topology.attached()).put("topology", topology.version());
        view.set(
                "sees",
                Trees.array(topology.members().stream()
                        .map(Topology.Member::name)
                        .map(NodeName::value)
                        .sorted()
                        .toList()));
        ArrayNode outside = view.putArray("outside");
        for (ClusterSplit.Outside other : node.split().outside()) {
            ObjectNode one = outside.addObject().put("name", other.node().value());
            one.set("with", Trees.array(other.with()));
            one.put("since", Trees.time(other.since()));
        }
        view.set("lost", Trees.array(node.split().lost()));
        view.put("minority", node.split().isMinority());
        return view;
    }

    private ObjectNode lastMinute() {
        ObjectNode minute = Trees.object();
        for (Figure figure : new Figure[] {Figure.DROPS, Figure.SLOW_DISCONNECTS, Figure.REFUSED_CONNECTIONS}) {
            minute.put(figure.label(), Math.round(figures.growth(figure, 60)));
        }
        return minute;
    }
}
