package org.carotene.admin;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
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
        member(tree, topology.members().stream().filter(Topology.Member::self).findFirst());
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

    /** What the cluster knows of a node that does not answer; the rest is unknown. */
    static ObjectNode silent(Topology.Member member, @Nullable String adminUrl) {
        ObjectNode tree = Trees.object().put("name", member.name().value()).put("self", false);
        tree.put("answers", false).put("admin_url", adminUrl);
        member(tree, Optional.of(member));
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

    static @Nullable Long whole(@Nullable Double value) {
        return value == null ? null : Math.round(value);
    }

    private static @Nullable Long websockets(Sample now) {
        Double all = now.value(Figure.CONNECTIONS);
        Double polling = now.value(Figure.POLLING);
        return all == null || polling == null ? null : Math.max(0, Math.round(all - polling));
    }

    private static void member(ObjectNode tree, Optional<Topology.Member> member) {
        tree.put("id", member.map(Topology.Member::id).orElse(null));
        tree.put("order", member.map(Topology.Member::order).orElse(null));
        tree.put("version", member.map(Topology.Member::version).orElse(null));
        tree.put("joined_at", member.map(known -> Trees.time(known.since())).orElse(null));
        ArrayNode addresses = tree.putArray("addresses");
        member.ifPresent(known -> known.addresses().forEach(addresses::add));
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
