package org.carotene.admin.local;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.carotene.metrics.Metrics;

/** The figures that the API shows, and of which of the node's metrics each is the sum. */
enum Figure {
    PUBLICATIONS("publications", "carotene_publications"),
    IN("in", "carotene_messages_received"),
    DELIVERIES("deliveries", "carotene_deliveries"),
    DROPS(
            "drops",
            "carotene_publications_dropped_by_full_lanes",
            "carotene_cluster_frames_dropped",
            "carotene_cluster_held_publications_lost"),
    CONNECTS("connects", "carotene_connects"),
    CLOSES("closes", "carotene_closes"),
    SLOW_DISCONNECTS("slow_disconnects", "carotene_slow_disconnects"),
    FROM_NODES("from_nodes", "carotene_cluster_frames_received"),
    TO_NODES("to_nodes", "carotene_cluster_frames_sent"),
    REFUSED_CONNECTIONS("refused_connections", "carotene_connections_refused"),
    DROPPED_BY_FULL_LANES("dropped_by_full_lanes", "carotene_publications_dropped_by_full_lanes"),
    DROPPED_TO_NODES("dropped_to_nodes", "carotene_cluster_frames_dropped"),
    HELD_LOST("held_lost", "carotene_cluster_held_publications_lost"),
    INTEREST_RESYNCS("interest_resyncs", "carotene_cluster_interest_resyncs"),
    HEALS("heals", "carotene_cluster_heals"),
    HEALS_FAILED("heals_failed", "carotene_cluster_heals_failed"),
    HTTP_REQUESTS("http_requests", "carotene_http_requests"),

    CONNECTIONS("connections", "carotene_connections"),
    POLLING("polling", "carotene_polling_ids"),
    LANE_BYTES("lane_bytes", "carotene_lane_offered_bytes"),
    PEER_BYTES("peer_bytes", "carotene_cluster_queue_bytes"),
    BACKLOG_BYTES("backlog_bytes", "carotene_backlog_bytes"),
    HELD_BYTES("held_bytes", "carotene_cluster_held_bytes"),
    CERTIFICATE_EXPIRY("certificate_expiry", "carotene_tls_certificate_expiry_seconds");

    static final List<Figure> ALL = List.of(values());

    private static final Set<Figure> GAUGES = EnumSet.range(CONNECTIONS, CERTIFICATE_EXPIRY);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of cannot be changed.
    private final List<String> metrics;

    Figure(String label, String... metrics) {
        this.label = label;
        this.metrics = List.of(metrics);
    }

    /** As the answers call it. */
    String label() {
        return label;
    }

    /** What it is now; not a number where the node has none of that kind. */
    double in(Metrics node) {
        double sum = 0;
        for (String metric : metrics) {
            sum += node.value(metric);
        }
        return sum;
    }

    /** Whether it only grows, so that it has a rate. */
    boolean isCounter() {
        return !GAUGES.contains(this);
    }
}
