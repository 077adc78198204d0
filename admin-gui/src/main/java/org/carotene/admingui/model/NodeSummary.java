package org.carotene.admingui.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One node in a few figures; null is unknown, and all but who it is are null while it does not answer. The
 * detail is there when one node was asked for. */
public record NodeSummary(
        String name,
        boolean self,
        @Nullable String id,
        @Nullable Long order,
        @Nullable String version,
        @Nullable Instant startedAt,
        @Nullable Long uptimeMs,
        @Nullable Instant joinedAt,
        @Nullable List<String> addresses,
        @Nullable String adminUrl,
        @Nullable Integer httpPort,
        @Nullable Boolean tls,
        boolean answers,
        @Nullable Boolean ready,
        @Nullable String obstacle,
        @Nullable Sentence obstacleSaid,
        @Nullable String state,
        @Nullable View view,
        @Nullable Connections connections,
        @Nullable Long channels,
        @Nullable Long subscriptions,
        @Nullable Rates rates,
        @Nullable Queues queues,
        @Nullable Heap heap,
        @Nullable Double cpu,
        @Nullable NodeDetail detail) {

    /** Why it takes no clients, or null; in words alone where it is of a version that says no more. */
    public @Nullable Sentence hindrance() {
        return obstacleSaid == null && obstacle != null ? Sentence.free(obstacle) : obstacleSaid;
    }

    /** Its own view of the cluster. */
    public record View(
            @Nullable Boolean attached,
            @Nullable Long topology,
            List<String> sees,
            List<Outside> outside,
            List<String> lost) {
        public View {
            sees = sees == null ? List.of() : List.copyOf(sees);
            outside = outside == null ? List.of() : List.copyOf(outside);
            lost = lost == null ? List.of() : List.copyOf(lost);
        }
    }

    /** A node that answers and is in another cluster, with whom, and since when. */
    public record Outside(
            String name,
            @Nullable List<String> with,
            @Nullable Instant since) {}

    /** Open connections by kind. */
    public record Connections(
            @Nullable Long total,
            @Nullable Long websocket,
            @Nullable Long polling,
            @Nullable Long max) {}

    /** Over the last 5 s, per second. */
    public record Rates(
            @Nullable Double publicationsPerSecond,
            @Nullable Double inPerSecond,
            @Nullable Double deliveriesPerSecond,
            @Nullable Double dropsPerSecond,
            @Nullable Double connectsPerSecond,
            @Nullable Double closesPerSecond,
            @Nullable Double slowDisconnectsPerSecond,
            @Nullable Double fromNodesPerSecond,
            @Nullable Double toNodesPerSecond) {}

    /** What waits, in bytes. */
    public record Queues(
            @Nullable Long laneBytes,
            @Nullable Long peerBytes,
            @Nullable Long backlogBytes,
            @Nullable Long heldBytes) {

        /** All of it together, null if a part is unknown. */
        public @Nullable Long totalBytes() {
            if (laneBytes == null || peerBytes == null || backlogBytes == null || heldBytes == null) {
                return null;
            }
            return laneBytes + peerBytes + backlogBytes + heldBytes;
        }
    }

    /** The JVM's heap. */
    public record Heap(@Nullable Long usedBytes, @Nullable Long maxBytes) {}

    /** Where its admin API listens, if it says so. */
    public Optional<NodeAddress> adminAddress() {
        return Optional.ofNullable(NodeAddress.ofUrl(adminUrl));
    }

    /** How it is, in one word of the interface. */
    public Condition condition() {
        if (!answers) {
            return Condition.SILENT;
        }
        if (state != null && !state.equals("serving")) {
            return Condition.LEAVING;
        }
        if (view != null && Boolean.FALSE.equals(view.attached())) {
            return Condition.DETACHED;
        }
        return Boolean.FALSE.equals(ready) ? Condition.NOT_READY : Condition.SERVING;
    }

    /** What an operator tells nodes apart by, best first. */
    public enum Condition {
        SERVING,
        LEAVING,
        NOT_READY,
        DETACHED,
        SILENT
    }
}
