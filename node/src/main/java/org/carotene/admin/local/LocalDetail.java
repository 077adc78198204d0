package org.carotene.admin.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import org.carotene.admin.log.LogLevels;
import org.carotene.admin.question.Trees;
import org.carotene.cluster.BusHealth;
import org.carotene.cluster.PeerTraffic;
import org.carotene.settings.NodeName;
import org.carotene.transport.lane.LaneFigures;
import org.jspecify.annotations.Nullable;

/** Everything about this node that one screen can show. */
final class LocalDetail {

    /** Canaries come once a second; whoever has missed five is not well. */
    private static final long SILENT_SECONDS = 5;

    private final AdminNode node;
    private final LocalNode summary;
    private final Figures figures;
    private final Drains drains;
    private final LogLevels levels;

    LocalDetail(AdminNode node, LocalNode summary, Figures figures, Drains drains, LogLevels levels) {
        this.node = node;
        this.summary = summary;
        this.figures = figures;
        this.drains = drains;
        this.levels = levels;
    }

    ObjectNode tree() {
        ObjectNode tree = summary.summary();
        Sample now = figures.now();
        ObjectNode detail = tree.putObject("detail");
        lanes(detail.putArray("lanes"));
        peers(detail.putArray("peers"));
        ObjectNode counters = detail.putObject("counters");
        for (Figure figure : Figure.values()) {
            if (figure.isCounter()) {
                counters.put(figure.label(), LocalNode.whole(now.value(figure)));
            }
        }
        detail.set("history", figures.history());
        detail.set("jvm", ProcessTree.tree());
        detail.set("ignite", orNull(node.ignite().get().map(IgniteFigures::tree).orElse(null)));
        detail.set("drain", drains.tree().path("drain"));
        detail.set("loggers", levels.tree().path("items"));
        detail.putObject("certificate").put("expires_at", certificateExpiry(now));
        return tree;
    }

    private void lanes(ArrayNode lanes) {
        for (LaneFigures lane : node.lanes().figures()) {
            lanes.addObject()
                    .put("index", lane.index())
                    .put("connections", lane.connections())
                    .put("offered_bytes", lane.offeredBytes())
                    .put("offered_max_bytes", lane.maxOfferBytes())
                    .put("deliveries", lane.deliveries());
        }
    }

    private void peers(ArrayNode peers) {
        Set<NodeName> heard = node.cluster().busHealth().links().stream()
                .filter(link -> link.silence().toSeconds() < SILENT_SECONDS)
                .map(BusHealth.Link::node)
                .collect(Collectors.toSet());
        for (PeerTraffic peer : node.cluster().traffic()) {
            peers.addObject()
                    .put("name", peer.node().value())
                    .put("queued_bytes", peer.queuedBytes())
                    .put("queue_max_bytes", node.settings().cluster().queueBytesPerNode())
                    .put("dropped", peer.framesDropped())
                    .put("healthy", heard.contains(peer.node()))
                    .put("sent", peer.publicationsSent())
                    .put("received", peer.publicationsReceived())
                    .put("sent_bytes", peer.bytesSent());
        }
    }

    private static @Nullable String certificateExpiry(Sample now) {
        Double seconds = now.value(Figure.CERTIFICATE_EXPIRY);
        return seconds == null ? null : Trees.time(Instant.ofEpochSecond(seconds.longValue()));
    }

    private static JsonNode orNull(@Nullable ObjectNode tree) {
        return tree == null ? NullNode.getInstance() : tree;
    }
}
