package org.carotene.admingui.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When the operator wants to be told: a sign of a node, or of the cluster, that is above its threshold for longer than the
 * grace period.
 *
 * @param threshold in the sign's unit; without a meaning for signs that are there or not
 */
public record AlertRule(Sign sign, double threshold, Duration grace, boolean enabled) {
    public AlertRule {
        if (threshold < 0 || Double.isNaN(threshold)) {
            throw new IllegalArgumentException("threshold: " + threshold + " (expected: 0 or more)");
        }
        if (grace.isNegative() || grace.compareTo(Duration.ofHours(24)) > 0) {
            throw new IllegalArgumentException("grace: " + grace + " (expected: 0 to 24 hours)");
        }
    }

    /** What can be watched. */
    public enum Sign {
        /** Two or more islands. */
        SPLIT(false, false, 0, 0),
        /** A node has gone without leave. */
        LOST(false, false, 0, 5),
        /** A node does not answer. */
        SILENT(true, false, 0, 5),
        /** A node takes no clients and is not drained on purpose. */
        NOT_READY(true, false, 0, 15),
        /** Messages that a bound made the node lose, per second. */
        DROPS(true, true, 0, 0),
        /** Clients disconnected because they read too slowly, per second. */
        SLOW_CLIENTS(true, true, 0, 10),
        /** Heap in use, percent of the maximum. */
        HEAP_PERCENT(true, true, 90, 60),
        /** Share of the machine's processors, percent. */
        CPU_PERCENT(true, true, 90, 30),
        /** Connections, percent of the maximum. */
        FULL_PERCENT(true, true, 90, 30),
        /** Bytes that wait in all queues of a node, MiB. */
        QUEUED_MIB(true, true, 64, 10),
        /** Several versions in one cluster. */
        MIXED_VERSIONS(false, false, 0, 600);

        private final boolean ofNode;
        private final boolean measured;
        private final double threshold;
        private final int graceSeconds;

        Sign(boolean ofNode, boolean measured, double threshold, int graceSeconds) {
            this.ofNode = ofNode;
            this.measured = measured;
            this.threshold = threshold;
            this.graceSeconds = graceSeconds;
        }

        /** Whether it has a threshold. */
        public boolean measured() {
            return measured;
        }

        boolean ofNode() {
            return ofNode;
        }

        /** The rule that holds until the operator changes it. */
        public AlertRule usual() {
            return new AlertRule(this, threshold, Duration.ofSeconds(graceSeconds), true);
        }

        @Nullable
        Double valueOf(NodeSummary node) {
            return switch (this) {
                case SILENT -> flag(!node.answers());
                case NOT_READY -> node.ready() == null || !"serving".equals(node.state()) ? null : flag(!node.ready());
                case DROPS -> node.rates() == null ? null : node.rates().dropsPerSecond();
                case SLOW_CLIENTS -> node.rates() == null ? null : node.rates().slowDisconnectsPerSecond();
                case HEAP_PERCENT ->
                    node.heap() == null
                            ? null
                            : percent(node.heap().usedBytes(), node.heap().maxBytes());
                case CPU_PERCENT -> node.cpu() == null ? null : Double.valueOf(node.cpu() * 100);
                case FULL_PERCENT ->
                    node.connections() == null
                            ? null
                            : percent(
                                    node.connections().total(),
                                    node.connections().max());
                case QUEUED_MIB -> mebibytes(node.queues());
                case SPLIT, LOST, MIXED_VERSIONS -> null;
            };
        }

        private static Double flag(boolean set) {
            return set ? 1.0 : 0.0;
        }

        private static @Nullable Double percent(@Nullable Long part, @Nullable Long whole) {
            return part == null || whole == null || whole <= 0 ? null : Double.valueOf(100.0 * part / whole);
        }

        private static @Nullable Double mebibytes(NodeSummary.@Nullable Queues queues) {
            Long bytes = queues == null ? null : queues.totalBytes();
            return bytes == null ? null : Double.valueOf(bytes / 1048576.0);
        }
    }
}
